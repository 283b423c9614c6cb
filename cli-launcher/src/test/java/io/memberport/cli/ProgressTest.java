package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportEvent;
import io.memberport.model.BatchStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final CommandLineRun.JumpingClock clock = new CommandLineRun.JumpingClock();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void printsALineWhenAPhaseBeginsAndOneEveryTenSeconds() {
        Progress progress = new LineProgress(err, clock);
        progress.on(new ExportEvent.BatchPolled("b", BatchStatus.RUNNING, Duration.ZERO, Duration.ofSeconds(2)));
        for (int second = 0; second <= 25; second++) {
            progress.on(new ExportEvent.Writing(second * 1_000_000L, 50_000_000, second * 10L, second * 100L));
            clock.waitFor(Duration.ofSeconds(1));
        }

        assertEquals("""
                memberport: Export b is running for 0 s, next look in 2 s
                memberport: Writing: 0 members, 0 B of 50.0 MB
                memberport: Writing: 100 members, 10.0 MB of 50.0 MB, 1.0 MB/s, 40 s left
                memberport: Writing: 200 members, 20.0 MB of 50.0 MB, 1.0 MB/s, 30 s left
                """, shown());
    }

    @Test
    void redrawsTheLiveLineAtMostFiveTimesASecond() {
        Progress progress = new LiveProgress(err, clock);
        for (int hundredth = 0; hundredth < 100; hundredth++) {
            progress.on(new ExportEvent.Writing(hundredth, -1, hundredth, hundredth));
            clock.waitFor(Duration.ofMillis(10));
        }

        assertEquals(5, shown().chars().filter(c -> c == '\r').count());
    }

    @Test
    void clearsTheLiveLineForOthers() {
        Progress progress = new LiveProgress(err, clock);
        progress.on(new ExportEvent.Committing("a.csv"));
        progress.clear();
        progress.clear();

        assertEquals("\rCommitting a.csv\r" + " ".repeat("Committing a.csv".length()) + "\r", shown());
    }

    @Test
    void keepsALineAboutEachTimeTheDownloadBroke() {
        Progress live = new LiveProgress(err, clock);
        live.on(new ExportEvent.Spooling(5, 100));
        live.on(new ExportEvent.TransferResumed(10, 100));
        live.on(new ExportEvent.TransferResumed(20, -1));
        String drawn = "Downloading: 5 B of 100 B";

        assertEquals(
                "\r" + drawn + "\r" + " ".repeat(drawn.length()) + "\r"
                        + "memberport: The download broke off and goes on at byte 10 of 100\n"
                        + "memberport: The download broke off and goes on at byte 20\n",
                shown());
    }

    @Test
    void tellsInTheLogEachTimeTheDownloadBroke() {
        Progress log = new LineProgress(err, clock);
        MemberportException reason = new MemberportException(FailureKind.UNAVAILABLE, "It \u001b broke.");
        log.on(new ExportEvent.TransferRestarted(reason, Duration.ofSeconds(5)));
        log.on(new ExportEvent.TransferRestarted(reason, Duration.ofSeconds(20)));

        assertEquals("""
                memberport: The download starts anew in 5 s. It \ufffd broke.
                memberport: The download starts anew in 20 s. It \ufffd broke.
                """, shown());
    }

    @Test
    void keepsTheLiveLineShorterThanATerminalIsWide() {
        Progress progress = new LiveProgress(err, clock);
        progress.on(new ExportEvent.Committing("a".repeat(200)));

        assertEquals(80, shown().length());
    }

    @Test
    void showsNoTimeLeftWhenTheSizeIsUnknown() {
        Progress progress = new LineProgress(err, clock);
        progress.on(new ExportEvent.Spooling(0, -1));
        clock.waitFor(Duration.ofSeconds(20));
        progress.on(new ExportEvent.Spooling(20_000, -1));

        assertTrue(shown().endsWith("Downloading: 20.0 kB, 1.0 kB/s\n"), shown());
    }

    @Test
    void obeysNoControlCharacterOfTheApi() {
        Progress progress = new LineProgress(err, clock);
        progress.on(
                new ExportEvent.BatchPolled("b\u001b[2J", BatchStatus.PENDING, Duration.ZERO, Duration.ofSeconds(2)));

        assertFalse(shown().contains("\u001b"), shown());
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
