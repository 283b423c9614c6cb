package io.memberport.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.TargetResult.Outcome;
import io.memberport.export.drift.Drift;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberChanges;
import io.memberport.port.ExportFileSource;
import io.memberport.port.LastCommit;
import io.memberport.port.SinkContext;
import io.memberport.port.ValueAdjustments;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = SEPARATE_THREAD)
class ExportTransferTest {

    private static final ExportTransfer TRANSFER = ExportTransfer.forCommunity("panel");

    private final RecordingSink sink = new RecordingSink("csv:a");
    private final RecordingSink other = new RecordingSink("csv:b");

    @AfterEach
    void leavesNoThread() throws InterruptedException {
        MemberportThreads.assertNoneLeft();
    }

    private static final Drift FIRST_EXPORT = new Drift(Drift.Basis.NOTHING, List.of());

    @Test
    void givesAllSinksAllMembersInTheOrderOfTheFile() {
        MemoryExport export = MemoryExport.of(500);

        run(export, sink, other);

        assertEquals(export.memberIds(), sink.written());
        assertEquals(export.memberIds(), other.written());
    }

    @Test
    void writesOnTheCallingThreadOnly() {
        run(MemoryExport.of(50), sink);

        assertEquals(List.of(Thread.currentThread()), sink.writingThreads());
    }

    @Test
    void saysWhatItReadAndWhereEachTargetStands() {
        ExportResult result = run(MemoryExport.of(7), sink, other);

        assertEquals(7, result.metadata().members());
        assertEquals(14, result.metadata().values());
        assertEquals(7, result.metadata().unrecognisedFields());
        assertEquals(
                List.of(
                        new TargetResult(
                                "csv:a",
                                Outcome.COMMITTED,
                                7,
                                ValueAdjustments.NONE,
                                MemberChanges.UNKNOWN,
                                null,
                                FIRST_EXPORT,
                                null),
                        new TargetResult(
                                "csv:b",
                                Outcome.COMMITTED,
                                7,
                                ValueAdjustments.NONE,
                                MemberChanges.UNKNOWN,
                                null,
                                FIRST_EXPORT,
                                null)),
                result.targets());
        ExportMetadata told = Objects.requireNonNull(sink.committed);
        assertEquals(result.metadata(), told.withVariables(null));
    }

    /** Two blocks reach the share here, so a third is not read before one is written. */
    @Test
    void holdsNoMoreInMemoryThanItsShareOfTheHeap() {
        int transfers = 8;
        MemoryExport export = MemoryExport.of(200);
        export.blockBytes = InFlightLimits.ofThisMachine(1).bytes() / transfers / 2 + transfers;
        AtomicInteger done = new AtomicInteger();
        AtomicInteger mostInFlight = new AtomicInteger();
        export.onRead = block -> mostInFlight.accumulateAndGet(block + 1 - done.get(), Math::max);

        ExportTransfer.forCommunity("panel").sharingHeap(transfers).run(export, null, List.of(sink), event -> {
            if (event instanceof ExportEvent.Writing) {
                awaitBlocksRead(export, done.get() + 2);
                done.incrementAndGet();
            }
        });

        assertEquals(2, mostInFlight.get());
        assertEquals(200, sink.written().size());
    }

    private static void awaitBlocksRead(MemoryExport export, int blocks) {
        try {
            export.awaitBlocksRead(blocks);
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Test
    void sharesTheHeapWithItselfAtLeast() {
        ExportTransfer transfer = ExportTransfer.forCommunity("panel");

        assertThrows(IllegalArgumentException.class, () -> transfer.sharingHeap(0));
    }

    @Test
    void commitsAnExportWithoutMembers() {
        ExportResult result = run(MemoryExport.of(0), sink);

        assertEquals(0, result.metadata().members());
        assertTrue(sink.hasCommitted());
    }

    @Test
    void tellsTheSinkTheCommunityAndTheBatch() {
        run(MemoryExport.of(1), sink);

        assertEquals(new SinkContext("panel", MemoryExport.BATCH, null, MemoryExport.DATE, List.of()), sink.context);
    }

    @Test
    void commitsOnlyAfterTheLastByteWasRead() {
        MemoryExport export = MemoryExport.of(20);
        export.onEnd = () -> assertFalse(sink.hasCommitted());

        run(export, sink);

        assertTrue(sink.hasCommitted());
    }

    @Test
    void closesEachSinkOnceAndTheSourceNot() {
        MemoryExport export = MemoryExport.of(3);

        run(export, sink, other);

        sink.assertRunsClosed();
        other.assertRunsClosed();
        assertEquals(List.of("open", "close stream"), export.calls());
    }

    @Test
    void doesNotCommitAgainWhatIsCommittedAlready() {
        sink.lastCommit = new LastCommit(MemoryExport.BATCH, "content", null, null);
        other.lastCommit = new LastCommit(MemoryExport.BATCH, "other content", null, null);

        ExportResult result = run(MemoryExport.of(3), sink, other);

        assertFalse(sink.hasCommitted());
        assertTrue(other.hasCommitted());
        assertEquals(
                List.of(Outcome.ALREADY_COMMITTED, Outcome.COMMITTED),
                result.targets().stream().map(TargetResult::outcome).toList());
        sink.assertRunsClosed();
    }

    @Test
    void commitsNothingWhenTheFileIsMalformed() {
        MemoryExport export = MemoryExport.of(30);
        MemberportException malformed = new MemberportException(FailureKind.MALFORMED_EXPORT, "malformed");
        export.onDecode = block -> {
            if (block >= 20) {
                throw malformed;
            }
        };

        MemberportException failure = assertThrows(MemberportException.class, () -> run(export, sink, other));

        assertSame(malformed, failure);
        assertEquals(export.memberIds().subList(0, 20), sink.written());
        assertNothingCommitted();
    }

    @Test
    void commitsNothingWhenTheFileEndsEarly() {
        MemoryExport export = MemoryExport.of(30);
        MemberportException cut = new MemberportException(FailureKind.MALFORMED_EXPORT, "ends early");
        export.onEnd = () -> {
            throw cut;
        };

        MemberportException failure = assertThrows(MemberportException.class, () -> run(export, sink, other));

        assertSame(cut, failure);
        assertEquals(export.memberIds(), sink.written());
        assertNothingCommitted();
    }

    @Test
    void commitsNothingWhenTheFileCannotBeOpened() {
        MemoryExport export = MemoryExport.of(1);
        MemberportException gone = new MemberportException(FailureKind.UNAVAILABLE, "gone");
        export.onOpen = pass -> {
            throw gone;
        };

        assertSame(gone, assertThrows(MemberportException.class, () -> run(export, sink, other)));
        assertNothingCommitted();
    }

    @Test
    void commitsNothingWhenTheFileHoldsAnotherBatch() {
        MemoryExport export = MemoryExport.of(3);
        export.batchId = "batch-2";

        MemberportException failure = assertThrows(MemberportException.class, () -> run(export, sink, other));

        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertEquals(MemoryExport.BATCH, failure.batchId().orElseThrow());
        assertTrue(Objects.requireNonNull(failure.getMessage()).contains("batch-2"), failure.getMessage());
        assertNothingCommitted();
    }

    @Test
    void opensNoSinkWhenTheFileSaysFirstThatItHoldsAnotherBatch() {
        MemoryExport export = MemoryExport.of(3);
        export.headBatchId = "another";

        MemberportException failure = assertThrows(MemberportException.class, () -> run(export, sink));

        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertNull(sink.context);
        sink.assertRunsClosed();
    }

    @Test
    void tellsTheSinkTheBatchThatTheFileNamesFirst() {
        MemoryExport export = MemoryExport.of(3);
        export.headBatchId = "found";
        export.batchId = "found";

        TRANSFER.run(export, null, List.of(sink), ExportListener.NONE);

        assertEquals(new SinkContext("panel", "found", null, MemoryExport.DATE, List.of()), sink.context);
    }

    @Test
    void opensNoSinkWhenTheFileIsMalformedBeforeItsMembers() {
        MemberportException malformed = new MemberportException(FailureKind.MALFORMED_EXPORT, "malformed");
        MemoryExport export = MemoryExport.of(3);
        export.onHead = () -> {
            throw malformed;
        };

        assertSame(malformed, assertThrows(MemberportException.class, () -> run(export, sink)));

        assertNull(sink.context);
        assertEquals(List.of("open", "close stream"), export.calls());
    }

    @Test
    void takesABatchIdInOtherCaseForTheSame() {
        MemoryExport export = MemoryExport.of(1);
        export.batchId = "BATCH-1";

        assertEquals("BATCH-1", run(export, sink).metadata().batchId());
    }

    @Test
    void commitsTheBatchAskedForWhenTheFileNamesNone() {
        MemoryExport export = MemoryExport.of(2);
        export.batchId = null;

        run(export, sink);

        assertEquals(MemoryExport.BATCH, Objects.requireNonNull(sink.committed).batchId());
    }

    @Test
    void takesAnyBatchWhenNoneIsAskedFor() {
        MemoryExport export = MemoryExport.of(2);
        export.batchId = null;

        ExportResult result = TRANSFER.run(export, null, List.of(sink), ExportListener.NONE);

        assertNull(result.metadata().batchId());
        assertTrue(sink.hasCommitted());
    }

    @Test
    void refusesToRunWithoutSinks() {
        assertThrows(IllegalArgumentException.class, () -> run(MemoryExport.of(1)));
    }

    @Test
    void runsAnyNumberOfTimes() {
        run(MemoryExport.of(5), sink);
        run(MemoryExport.of(5), other);

        assertEquals(sink.written(), other.written());
    }

    @Test
    void tellsItsListenerHowFarItIs() {
        List<ExportEvent> events = new ArrayList<>();

        ExportResult result = TRANSFER.run(MemoryExport.of(2), MemoryExport.BATCH, List.of(sink, other), events::add);

        assertEquals(8, events.size(), events.toString());
        ExportEvent.Writing last = (ExportEvent.Writing) events.get(1);
        assertEquals(200, last.expectedBytes());
        assertEquals(2, last.members());
        assertEquals(4, last.values());
        assertEquals(
                List.of(
                        new ExportEvent.VariablesCompared("csv:a", FIRST_EXPORT),
                        new ExportEvent.VariablesCompared("csv:b", FIRST_EXPORT),
                        new ExportEvent.Committing("csv:a"),
                        new ExportEvent.TargetFinished(result.targets().get(0)),
                        new ExportEvent.Committing("csv:b"),
                        new ExportEvent.TargetFinished(result.targets().get(1))),
                events.subList(2, 8));
    }

    /** The file of the first says so before its members, that of the second behind them, and of the third it was known. */
    @Test
    void tellsItsListenerWhichBatchTheFileIsOf() {
        assertEquals(List.of(0), placesOfBatch(MemoryExport.BATCH, null));
        assertEquals(List.of(2), placesOfBatch(null, null));
        assertEquals(List.of(), placesOfBatch(MemoryExport.BATCH, MemoryExport.BATCH));
    }

    private static List<Integer> placesOfBatch(@Nullable String inHead, @Nullable String asked) {
        MemoryExport export = MemoryExport.of(2);
        export.headBatchId = inHead;
        List<ExportEvent> events = new ArrayList<>();
        TRANSFER.run(export, asked, List.of(new RecordingSink("csv:c")), events::add);
        ExportEvent told = new ExportEvent.BatchIdentified(MemoryExport.BATCH);
        return IntStream.range(0, events.size())
                .filter(place -> events.get(place).equals(told))
                .boxed()
                .toList();
    }

    private void assertNothingCommitted() {
        assertFalse(sink.hasCommitted());
        assertFalse(other.hasCommitted());
        sink.assertRunsClosed();
        other.assertRunsClosed();
    }

    private static ExportResult run(ExportFileSource export, RecordingSink... sinks) {
        return TRANSFER.run(export, MemoryExport.BATCH, List.of(sinks), ExportListener.NONE);
    }

    @Test
    void failsIfATargetCannotBeWritten() {
        MemberportException reason = new MemberportException(FailureKind.TARGET, "may not be written");
        RecordingSink good = new RecordingSink("good");
        RecordingSink bad = new RecordingSink("bad").failingAt(RecordingSink.Step.CHECK, reason);

        ExportTransfer.check(List.of(good));
        MemberportException failure =
                assertThrows(MemberportException.class, () -> ExportTransfer.check(List.of(good, bad)));

        assertSame(reason, failure);
        good.assertRunsClosed();
        bad.assertRunsClosed();
    }
}
