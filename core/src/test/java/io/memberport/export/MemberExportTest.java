package io.memberport.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.export.RecordingSink.Step;
import io.memberport.export.drift.DriftPolicy;
import io.memberport.model.BatchStatus;
import io.memberport.model.ExportBatch;
import io.memberport.port.ExportApi;
import io.memberport.port.ExportFileSource;
import io.memberport.port.LastCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = SEPARATE_THREAD)
class MemberExportTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");

    private final MemoryExport file = MemoryExport.of(10);
    private final ScriptedApi api = new ScriptedApi();
    private final ManualDelays delays = new ManualDelays();
    private final MemberExport export = MemberExport.of(api, "panel").withDelays(delays);
    private final RecordingSink first = new RecordingSink("csv:first");
    private final RecordingSink second = new RecordingSink("csv:second");
    private final List<RecordingSink> sinks = List.of(first, second);
    private final List<ExportEvent> events = new ArrayList<>();

    @AfterEach
    void leavesNoThread() throws InterruptedException {
        MemberportThreads.assertNoneLeft();
    }

    @Test
    void startsWaitsAndWrites() {
        ExportResult result = export.run(sinks, events::add);

        assertEquals(List.of("start null", "status PENDING", "status SUCCEEDED", "file"), api.calls);
        assertEquals(10, result.metadata().members());
        assertTrue(first.hasCommitted() && second.hasCommitted());
        assertInstanceOf(ExportEvent.BatchStarted.class, events.get(0));
        assertInstanceOf(ExportEvent.BatchPolled.class, events.get(1));
        assertEquals("close original", file.calls().get(file.calls().size() - 1));
    }

    @Test
    void startsFromWhereTheTargetsStand() {
        for (RecordingSink sink : sinks) {
            sink.accumulates = true;
            sink.lastCommit = new LastCommit("earlier", "hash", null, MONDAY);
        }

        export.run(sinks, events::add);

        assertEquals("start " + MONDAY, api.calls.get(0));
    }

    @Test
    void resumesABatchWithoutStartingOne() {
        export.runBatch(MemoryExport.BATCH, sinks, events::add);

        assertEquals(List.of("status PENDING", "status SUCCEEDED", "file"), api.calls);
        assertTrue(first.hasCommitted() && second.hasCommitted());
    }

    @Test
    void asksTheApiForNothingWithoutSinks() {
        assertThrows(IllegalArgumentException.class, () -> export.run(List.of(), events::add));
        assertThrows(IllegalArgumentException.class, () -> export.runSince(null, List.of(), events::add));
        assertThrows(IllegalArgumentException.class, () -> export.runBatch("b", List.of(), events::add));

        assertEquals(List.of(), api.calls);
    }

    @Test
    void startsNoIncrementalExportThatATargetWouldRefuse() {
        MemberportException refused = new MemberportException(FailureKind.TARGET, "another form");
        RecordingSink sink = new RecordingSink("s3:a") {
            @Override
            public void checkIncremental(String community) {
                assertEquals("panel", community);
                throw refused;
            }
        };

        assertSame(
                refused,
                assertThrows(MemberportException.class, () -> export.runSince(MONDAY, List.of(sink), events::add)));

        assertEquals(List.of(), api.calls);
        sink.assertRunsClosed();
    }

    /** A sink that keeps no variables, so that the run would fail after hours. */
    @Test
    void startsNoExportWhoseDriftCouldNotBeKnown() {
        first.lastCommit = new LastCommit("earlier", "hash", null, MONDAY);
        MemberExport failing = export.onDrift(DriftPolicy.FAIL);

        MemberportException refused =
                assertThrows(MemberportException.class, () -> failing.runSince(null, sinks, events::add));

        assertEquals(Optional.of(Remedy.ACCEPT_DRIFT), refused.remedy());
        assertEquals(List.of(), api.calls);
        first.lastCommit = null;
        failing.runSince(null, sinks, events::add);
        assertTrue(first.hasCommitted());
    }

    @Test
    void closesEachRunOnceHoweverFarItGets() {
        MemberportException refused = new MemberportException(FailureKind.ACCESS_DENIED, "refused");
        for (String step : List.of("start", "status", "file", "none")) {
            ScriptedApi failing = new ScriptedApi();
            failing.failingAt = step;
            failing.failure = refused;
            RecordingSink sink = new RecordingSink("csv:a");

            try {
                MemberExport.of(failing, "panel").withDelays(delays).run(List.of(sink), events::add);
            } catch (MemberportException failure) {
                assertSame(refused, failure);
            }

            sink.assertRunsClosed();
        }
    }

    @Test
    void closesEachRunOnceWhenTheTransferFails() {
        file.onEnd = () -> {
            throw new MemberportException(FailureKind.MALFORMED_EXPORT, "malformed");
        };

        assertThrows(MemberportException.class, () -> export.run(sinks, events::add));

        first.assertRunsClosed();
        second.assertRunsClosed();
        assertEquals("close original", file.calls().get(file.calls().size() - 1));
    }

    @Test
    void closesAllRunsThoughOneFailsTo() {
        MemberportException malformed = new MemberportException(FailureKind.MALFORMED_EXPORT, "malformed");
        file.onEnd = () -> {
            throw malformed;
        };
        first.failingAt(Step.CLOSE, new AssertionError("hushhush"));

        MemberportException failure = assertThrows(MemberportException.class, () -> export.run(sinks, events::add));

        assertSame(malformed, failure);
        assertEquals(1, failure.getSuppressed().length);
        assertFalse(failure.getSuppressed()[0].toString().contains("hushhush"), "foreign messages are not told");
        second.assertRunsClosed();
    }

    @Test
    void startsNothingWhenASinkCannotSayWhatItHolds() {
        MemberportException unreadable = new MemberportException(FailureKind.TARGET, "unreadable");
        first.accumulates = true;
        first.failingAt(Step.LAST_COMMIT, unreadable);

        assertSame(unreadable, assertThrows(MemberportException.class, () -> export.run(sinks, events::add)));

        assertEquals(List.of(), api.calls);
        second.assertRunsClosed();
    }

    @Test
    void endsWhenInterruptedWhileItWaits() {
        delays.onWait = () -> {
            Thread.currentThread().interrupt();
            throw new MemberportException(FailureKind.INTERRUPTED, "interrupted");
        };

        MemberportException failure = assertThrows(MemberportException.class, () -> export.run(sinks, events::add));

        assertTrue(Thread.interrupted(), "the interrupt status is set after the run");
        assertEquals(FailureKind.INTERRUPTED, failure.kind());
        assertEquals(List.of(), first.runs());
    }

    /** Makes a batch that succeeds at the second look. */
    private final class ScriptedApi implements ExportApi {

        private final List<String> calls = new ArrayList<>();
        private int looks;
        private String failingAt = "";
        private @Nullable MemberportException failure;

        @Override
        public ExportBatch start(@Nullable Instant since) {
            reach("start", "start " + since);
            return batch(BatchStatus.PENDING);
        }

        @Override
        public ExportBatch status(String batchId) {
            BatchStatus status = looks++ == 0 ? BatchStatus.PENDING : BatchStatus.SUCCEEDED;
            reach("status", "status " + status);
            return batch(status);
        }

        @Override
        public ExportFileSource file(ExportBatch batch) {
            reach("file", "file");
            return file;
        }

        private void reach(String step, String call) {
            calls.add(call);
            if (failure != null && step.equals(failingAt)) {
                throw failure;
            }
        }

        private ExportBatch batch(BatchStatus status) {
            return new ExportBatch(MemoryExport.BATCH, status, null, null, null, null, null, null, null);
        }
    }
}
