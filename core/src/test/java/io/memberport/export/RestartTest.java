package io.memberport.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.RecordingSink.Step;
import io.memberport.model.BatchStatus;
import io.memberport.model.ExportBatch;
import io.memberport.port.ExportApi;
import io.memberport.port.ExportFileSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A transfer that broke and cannot go on where it broke. */
@Tag("fault")
@Timeout(value = 120, threadMode = SEPARATE_THREAD)
class RestartTest {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration SECOND_PAUSE = Duration.ofSeconds(20);

    private final MemoryExport file = MemoryExport.of(10);
    private final ManualDelays delays = new ManualDelays();
    private final MemberExport export =
            MemberExport.of(new OneBatch(), "panel").withDelays(delays).withSpoolDirectory(Path.of("private"));
    private final RecordingSink sink = new RecordingSink("csv:a");
    private final List<ExportEvent> events = new ArrayList<>();
    private int breaks;

    @AfterEach
    void leavesNoThread() throws InterruptedException {
        MemberportThreads.assertNoneLeft();
    }

    @Test
    void opensTheSinkAgainForAllMembersAndDiscardsWhatItHad() {
        breakAtEnd(1);

        ExportResult result = run();

        List<RecordingSink.Run> runs = sink.runs();
        assertEquals(2, runs.size());
        assertTrue(runs.get(0).written().size() > 0 && !runs.get(0).hasCommitted());
        assertTrue(runs.get(0).isClosed());
        assertEquals(file.memberIds(), runs.get(1).written());
        assertTrue(runs.get(1).hasCommitted());
        assertEquals(2, sink.timesClosed);
        assertEquals(10, result.metadata().members());
        assertEquals(List.of(FIRST_PAUSE), delays.waits());
    }

    @Test
    void tellsWhatHasChangedOnce() {
        breakAtEnd(2);

        run();

        assertEquals(
                1,
                events.stream()
                        .filter(ExportEvent.VariablesCompared.class::isInstance)
                        .count());
    }

    @Test
    void tellsWhyItStartsAgainBeforeThePause() {
        breakAtEnd(1);
        delays.onWait = () -> assertEquals(1, restarts().size());

        run();

        ExportEvent.TransferRestarted told = restarts().get(0);
        assertEquals("broken 1", told.reason().getMessage());
        assertEquals(FIRST_PAUSE, told.pause());
    }

    @Test
    void givesUpAfterTheSecondNewStart() {
        breakAtEnd(5);

        MemberportException failure = assertThrows(MemberportException.class, this::run);

        assertEquals("broken 3", failure.getMessage());
        assertEquals(
                List.of("broken 2", "broken 1"),
                List.of(failure.getSuppressed()).stream()
                        .map(Throwable::getMessage)
                        .toList());
        assertEquals(3, sink.runs().size());
        assertFalse(sink.hasCommitted());
        assertTrue(sink.runs().stream().allMatch(RecordingSink.Run::isClosed));
        assertEquals(3, sink.timesClosed);
        assertEquals(List.of(FIRST_PAUSE, SECOND_PAUSE), delays.waits());
    }

    @Test
    void doesNotStartAgainWhatIsWrongFromTheStart() {
        MemberportException malformed = new MemberportException(FailureKind.MALFORMED_EXPORT, "malformed");
        file.onEnd = () -> {
            throw malformed;
        };

        assertSame(malformed, assertThrows(MemberportException.class, this::run));

        assertEquals(1, sink.runs().size());
        assertEquals(List.of(), delays.waits());
    }

    @Test
    void restartsBeforeTheSinkIsOpened() {
        file.onHead = this::breakOnce;

        run();

        assertEquals(1, sink.runs().size());
        assertEquals(file.memberIds(), sink.written());
        assertEquals(List.of("open", "close stream", "open", "close stream", "close original"), file.calls());
        assertEquals(List.of(FIRST_PAUSE), delays.waits());
    }

    @Test
    void makesThePrivateCopyAgainWithoutTroublingTheSink() {
        file.rereadable = false;
        file.onSpool = this::breakOnce;

        sink.needsVariablesFirst = true;

        run();

        assertEquals(1, sink.runs().size());
        assertEquals(file.memberIds(), sink.written());
        assertEquals(List.of("spool private", "spool private"), file.calls().subList(0, 2));
    }

    @Test
    void sharesTheNewStartsBetweenAllPartsOfARun() {
        file.onHead = this::breakOnce;
        breakAtEnd(5);

        MemberportException failure = assertThrows(MemberportException.class, this::run);

        assertEquals("broken 3", failure.getMessage());
        assertEquals(2, sink.runs().size());
    }

    @Test
    void endsWhenTheSinkCannotBeOpenedAgain() {
        breakAtEnd(1);
        MemberportException busy = new MemberportException(FailureKind.TARGET_BUSY, "busy");
        sink.at(Step.OPEN, () -> {
            if (breaks > 0) {
                throw busy;
            }
        });

        MemberportException failure = assertThrows(MemberportException.class, this::run);

        assertSame(busy, failure.getCause());
        assertEquals("broken 1", failure.getSuppressed()[0].getMessage());
    }

    @Test
    void stopsWhenInterruptedDuringThePause() {
        breakAtEnd(1);
        delays.onWait = () -> {
            throw new MemberportException(FailureKind.INTERRUPTED, "interrupted");
        };

        MemberportException failure = assertThrows(MemberportException.class, this::run);

        assertEquals(FailureKind.INTERRUPTED, failure.kind());
        assertEquals(1, sink.runs().size());
    }

    @Test
    void saysOnTheThreadOfTheRunThatTheTransferWasResumed() {
        List<Thread> threads = new ArrayList<>();
        file.onRead = block -> file.resumedAtByte = block < 5 ? -1 : 500;

        export.runBatch(MemoryExport.BATCH, List.of(sink), event -> {
            events.add(event);
            threads.add(Thread.currentThread());
        });

        List<ExportEvent> told = events.stream()
                .filter(ExportEvent.TransferResumed.class::isInstance)
                .toList();
        assertEquals(List.of(new ExportEvent.TransferResumed(500, 1000)), told);
        assertEquals(
                List.of(Thread.currentThread()), threads.stream().distinct().toList());
    }

    @Test
    void saysThatThePrivateCopyWasResumed() {
        file.rereadable = false;
        sink.needsVariablesFirst = true;

        run();

        assertTrue(events.contains(new ExportEvent.TransferResumed(10, -1)));
    }

    private ExportResult run() {
        return export.runBatch(MemoryExport.BATCH, List.of(sink), events::add);
    }

    private void breakAtEnd(int times) {
        file.onEnd = () -> {
            if (breaks < times) {
                throw broken();
            }
        };
    }

    private void breakOnce() {
        if (breaks == 0) {
            throw broken();
        }
    }

    private MemberportException broken() {
        breaks++;
        return MemberportException.of(FailureKind.UNAVAILABLE, "broken " + breaks)
                .restartable(true)
                .build();
    }

    private List<ExportEvent.TransferRestarted> restarts() {
        return events.stream()
                .filter(ExportEvent.TransferRestarted.class::isInstance)
                .map(ExportEvent.TransferRestarted.class::cast)
                .toList();
    }

    /** Has one batch, which has succeeded. */
    private final class OneBatch implements ExportApi {

        @Override
        public ExportBatch start(@Nullable Instant since) {
            return status(MemoryExport.BATCH);
        }

        @Override
        public ExportBatch status(String batchId) {
            return new ExportBatch(batchId, BatchStatus.SUCCEEDED, null, null, null, null, null, null, null);
        }

        @Override
        public ExportFileSource file(ExportBatch batch) {
            return file;
        }
    }
}
