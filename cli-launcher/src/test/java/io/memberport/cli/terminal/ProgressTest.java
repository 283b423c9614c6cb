package io.memberport.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.CommandLineRun;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportEvent;
import io.memberport.model.BatchStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

    private final CommandLineRun.JumpingClock clock = new CommandLineRun.JumpingClock();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void beginsWithTheLabelOfTheRun() {
        new LiveProgress(err, clock, "[acme] ", () -> 60).on(new ExportEvent.Writing(50, 100, 2, 3));

        assertTrue(shown().contains("\r[acme] Writing: 2 members"), shown());
    }

    @Test
    void printsALineWhenAPhaseBeginsAndOneEveryTenSeconds() {
        Progress progress = new LineProgress(clock, (event, text) -> err.println("memberport: " + text));
        progress.on(new ExportEvent.BatchPolled("b", BatchStatus.RUNNING, Duration.ZERO, Duration.ofSeconds(2)));
        for (int second = 0; second <= 25; second++) {
            progress.on(new ExportEvent.Writing(second * 1_000_000L, 50_000_000, second * 10L, second * 100L));
            clock.waitFor(Duration.ofSeconds(1));
        }

        assertEquals("""
                memberport: Export b is running for 0 s, next status request in 2 s
                memberport: Writing: 0 members, 0 B of 50.0 MB
                memberport: Writing: 100 members, 10.0 MB of 50.0 MB, 1.0 MB/s, 40 s left
                memberport: Writing: 200 members, 20.0 MB of 50.0 MB, 1.0 MB/s, 30 s left
                """, shown());
    }

    @Test
    void redrawsTheLiveLineAtMostFiveTimesASecond() {
        Progress progress = new LiveProgress(err, clock, "", () -> TerminalWidth.USUAL);
        for (int hundredth = 0; hundredth < 100; hundredth++) {
            progress.on(new ExportEvent.Writing(hundredth, -1, hundredth, hundredth));
            clock.waitFor(Duration.ofMillis(10));
        }

        assertEquals(5, shown().chars().filter(c -> c == '\r').count());
    }

    @Test
    void clearsTheLiveLineForOthers() {
        Progress progress = new LiveProgress(err, clock, "", () -> TerminalWidth.USUAL);
        progress.on(new ExportEvent.Committing("a.csv"));
        progress.clear();
        progress.clear();

        assertEquals("\rCommitting a.csv\r" + " ".repeat("Committing a.csv".length()) + "\r", shown());
    }

    @Test
    void keepsALineAboutEachTimeTheDownloadBroke() {
        Progress live = new LiveProgress(err, clock, "", () -> TerminalWidth.USUAL);
        live.on(new ExportEvent.Spooling(5, 100));
        live.on(new ExportEvent.TransferResumed(10, 100));
        live.on(new ExportEvent.TransferResumed(20, -1));
        String drawn = "Downloading: 5 B of 100 B";

        assertEquals(
                "\r" + drawn + "\r" + " ".repeat(drawn.length()) + "\r"
                        + "memberport: The download was interrupted and resumes at byte 10 of 100\n"
                        + "memberport: The download was interrupted and resumes at byte 20\n",
                shown());
    }

    @Test
    void tellsInTheLogEachTimeTheDownloadBroke() {
        Progress log = new LineProgress(clock, (event, text) -> err.println("memberport: " + text));
        MemberportException reason = new MemberportException(FailureKind.UNAVAILABLE, "It \u001b broke.");
        log.on(new ExportEvent.TransferRestarted(reason, Duration.ofSeconds(5)));
        log.on(new ExportEvent.TransferRestarted(reason, Duration.ofSeconds(20)));

        assertEquals("""
                memberport: The download restarts in 5 s. It \ufffd broke.
                memberport: The download restarts in 20 s. It \ufffd broke.
                """, shown());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 60, 80, 200})
    void keepsTheLiveLineShorterThanTheTerminalIsWide(int width) {
        Progress progress = new LiveProgress(err, clock, "", () -> width);
        progress.on(new ExportEvent.Committing("a".repeat(300)));

        assertEquals(width, shown().length(), "a carriage return, and one column less than there are");
    }

    @Test
    void fitsTheLiveLineToATerminalThatIsMadeNarrower() {
        int[] width = {200};
        Progress progress = new LiveProgress(err, clock, "", () -> width[0]);
        progress.on(new ExportEvent.Committing("a".repeat(300)));
        width[0] = 60;
        progress.on(new ExportEvent.Spooling(1, -1));
        progress.on(new ExportEvent.Committing("a".repeat(300)));
        progress.clear();

        String[] drawn = shown().split("\r", -1);
        assertEquals(199, drawn[1].length());
        assertEquals(
                59, drawn[2].length(), "what is left of the former line is drawn over as far as the terminal goes");
        assertEquals(59, drawn[3].length());
        assertEquals(59, drawn[4].length());
    }

    @Test
    void countsTwoColumnsForAWideCharacterAndNoneForAMark() {
        assertEquals(14, DisplayWidth.of("\u4f1a\u5458.csv e\u0301\uD83D\uDE00\uFF21"));
        assertEquals("\u4f1a\u2026", DisplayWidth.cut("\u4f1a\u5458\u4f1a", 4));
        assertEquals("\u4f1a\u5458", DisplayWidth.cut("\u4f1a\u5458", 4));
        Progress progress = new LiveProgress(err, clock, "", () -> 60);
        progress.on(new ExportEvent.Committing("\u4f1a".repeat(60)));

        assertEquals(58, DisplayWidth.of(shown().substring(1)), "half a character does not fit");
    }

    @ParameterizedTest
    @CsvSource({"24 80, 80", "50 200, 200", "0 0, -1", "'', -1", "stty: error, -1"})
    void understandsWhatATerminalSaysOfItsSize(String said, int columns) {
        assertEquals(columns, TerminalWidth.columnsIn(said + "\n").orElse(-1));
    }

    @Test
    void showsNoTimeLeftWhenTheSizeIsUnknown() {
        Progress progress = new LineProgress(clock, (event, text) -> err.println("memberport: " + text));
        progress.on(new ExportEvent.Spooling(0, -1));
        clock.waitFor(Duration.ofSeconds(20));
        progress.on(new ExportEvent.Spooling(20_000, -1));

        assertTrue(shown().endsWith("Downloading: 20.0 kB, 1.0 kB/s\n"), shown());
    }

    @Test
    void obeysNoControlCharacterOfTheApi() {
        Progress progress = new LineProgress(clock, (event, text) -> err.println("memberport: " + text));
        progress.on(
                new ExportEvent.BatchPolled("b\u001b[2J", BatchStatus.PENDING, Duration.ZERO, Duration.ofSeconds(2)));

        assertFalse(shown().contains("\u001b"), shown());
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
