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
import java.util.function.Consumer;
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
    private final ManualWaiting waiting = new ManualWaiting();
    private final MemberExport export =
            MemberExport.of(new OneBatch(), "panel").withWaiting(waiting).withSpoolDirectory(Path.of("private"));
    private final List<RecordingSink> made = new ArrayList<>();
    private final List<ExportEvent> events = new ArrayList<>();
    private int breaks;

    @AfterEach
    void leavesNoThread() throws InterruptedException {
        MemberportThreads.assertNoneLeft();
    }

    @Test
    void givesAFreshSinkAllMembersAndDiscardsWhatTheFormerOneHad() {
        breakAtEnd(1);

        ExportResult result = run();

        assertEquals(2, made.size());
        assertTrue(made.get(0).written().size() > 0 && !made.get(0).hasCommitted());
        assertEquals(1, made.get(0).timesClosed);
        assertEquals(file.memberIds(), made.get(1).written());
        assertTrue(made.get(1).hasCommitted());
        assertEquals(10, result.metadata().members());
        assertEquals(List.of(FIRST_PAUSE), waiting.waits());
    }

    @Test
    void tellsWhyItStartsAgainBeforeThePause() {
        breakAtEnd(1);
        waiting.onWait = () -> assertEquals(1, restarts().size());

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
        assertEquals(3, made.size());
        assertTrue(made.stream().noneMatch(RecordingSink::hasCommitted));
        assertTrue(made.stream().allMatch(sink -> sink.timesClosed == 1));
        assertEquals(List.of(FIRST_PAUSE, SECOND_PAUSE), waiting.waits());
    }

    @Test
    void doesNotStartAgainWhatIsWrongFromTheStart() {
        MemberportException malformed = new MemberportException(FailureKind.MALFORMED_EXPORT, "malformed");
        file.onEnd = () -> {
            throw malformed;
        };

        assertSame(malformed, assertThrows(MemberportException.class, this::run));

        assertEquals(1, made.size());
        assertEquals(List.of(), waiting.waits());
    }

    @Test
    void startsAgainWithTheSameSinkAsLongAsItHasNotBeenOpened() {
        file.onHead = this::breakOnce;
        RecordingSink only = new RecordingSink("csv:a");

        export.runBatch(MemoryExport.BATCH, List.of(only), events::add);

        assertEquals(file.memberIds(), only.written());
        assertEquals(List.of("open", "close stream", "open", "close stream", "close original"), file.calls());
        assertEquals(List.of(FIRST_PAUSE), waiting.waits());
    }

    @Test
    void endsTheRunIfTheOnlySinkHasBeenOpened() {
        breakAtEnd(1);
        RecordingSink only = new RecordingSink("csv:a");

        MemberportException failure = assertThrows(
                MemberportException.class, () -> export.runBatch(MemoryExport.BATCH, List.of(only), events::add));

        assertTrue(failure.isRestartable());
        assertFalse(only.hasCommitted());
        assertEquals(1, only.timesClosed);
    }

    @Test
    void makesThePrivateCopyAgainWithoutTroublingTheSink() {
        file.rereadable = false;
        file.onSpool = this::breakOnce;

        run(sink -> sink.needsVariablesFirst = true);

        assertEquals(1, made.size());
        assertEquals(file.memberIds(), made.get(0).written());
        assertEquals(List.of("spool private", "spool private"), file.calls().subList(0, 2));
    }

    @Test
    void sharesTheNewStartsBetweenAllPartsOfARun() {
        file.onHead = this::breakOnce;
        breakAtEnd(5);

        MemberportException failure = assertThrows(MemberportException.class, this::run);

        assertEquals("broken 3", failure.getMessage());
        assertEquals(2, made.size());
    }

    @Test
    void endsWhenTheFreshSinksCannotBeMade() {
        breakAtEnd(1);
        MemberportException noSink = new MemberportException(FailureKind.TARGET, "no sink");

        MemberportException failure = assertThrows(
                MemberportException.class,
                () -> export.runBatch(
                        MemoryExport.BATCH,
                        () -> {
                            if (!made.isEmpty()) {
                                throw noSink;
                            }
                            return List.of(sink());
                        },
                        events::add));

        assertSame(noSink, failure);
        assertEquals("broken 1", failure.getSuppressed()[0].getMessage());
    }

    @Test
    void stopsWhenInterruptedDuringThePause() {
        breakAtEnd(1);
        waiting.onWait = () -> {
            throw new MemberportException(FailureKind.INTERRUPTED, "interrupted");
        };

        MemberportException failure = assertThrows(MemberportException.class, this::run);

        assertEquals(FailureKind.INTERRUPTED, failure.kind());
        assertEquals(1, made.size());
    }

    @Test
    void tellsOnTheThreadOfTheRunThatTheTransferWasTakenUp() {
        List<Thread> threads = new ArrayList<>();
        file.onRead = block -> file.resumedAtByte = block < 5 ? -1 : 500;

        export.runBatch(MemoryExport.BATCH, List.of(sink()), event -> {
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
    void tellsThatThePrivateCopyWasTakenUp() {
        file.rereadable = false;

        run(sink -> sink.needsVariablesFirst = true);

        assertTrue(events.contains(new ExportEvent.TransferResumed(10, -1)));
    }

    private ExportResult run() {
        return run(sink -> {});
    }

    private ExportResult run(Consumer<RecordingSink> options) {
        return export.runBatch(
                MemoryExport.BATCH,
                () -> {
                    RecordingSink sink = sink();
                    options.accept(sink);
                    return List.of(sink);
                },
                events::add);
    }

    private RecordingSink sink() {
        RecordingSink sink = new RecordingSink("csv:" + made.size());
        made.add(sink);
        return sink.at(Step.WRITE, () -> assertFalse(sink.timesClosed > 0, "written to after close"));
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
