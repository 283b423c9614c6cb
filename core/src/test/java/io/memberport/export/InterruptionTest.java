package io.memberport.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.RecordingSink.Step;
import io.memberport.export.TargetResult.Outcome;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The interruption comes from the running thread itself, so that it comes at the very point that is looked at. */
@Timeout(value = 120, threadMode = SEPARATE_THREAD)
class InterruptionTest {

    private final MemoryExport export = MemoryExport.of(50);
    private final RecordingSink first = new RecordingSink("csv:first");
    private final RecordingSink second = new RecordingSink("csv:second");

    private volatile boolean statusAfterTheRun;

    @AfterEach
    void leavesTheStatusAndNoThread() throws InterruptedException {
        assertTrue(statusAfterTheRun, "the interrupt status is set after the run");
        MemberportThreads.assertNoneLeft();
    }

    @Test
    void endsARunBeforeItBegins() {
        Thread.currentThread().interrupt();

        assertInterruptedAndNothingCommitted();
    }

    @ParameterizedTest
    @EnumSource(names = {"DESCRIPTION", "NEEDS_VARIABLES", "OPEN", "WRITE"})
    void endsARunThoughTheSinkDoesNotNotice(Step step) {
        first.at(step, () -> Thread.currentThread().interrupt());

        assertInterruptedAndNothingCommitted();
    }

    @ParameterizedTest
    @EnumSource(names = {"NEEDS_VARIABLES", "OPEN", "PREPARE", "WRITE"})
    void endsARunWhenTheSinkSaysSoThoughItLostTheStatus(Step step) {
        first.failingAt(step, new MemberportException(FailureKind.INTERRUPTED, "interrupted"));

        assertInterruptedAndNothingCommitted();
    }

    @Test
    void endsARunThatIsOpeningTheFile() {
        export.onOpen = pass -> {
            throw new MemberportException(FailureKind.INTERRUPTED, "interrupted");
        };

        assertInterruptedAndNothingCommitted();
    }

    @Test
    void endsARunThatIsCopyingTheFile() {
        export.rereadable = false;
        first.needsVariablesFirst = true;
        export.onSpool = () -> {
            throw new MemberportException(FailureKind.INTERRUPTED, "interrupted");
        };

        assertInterruptedAndNothingCommitted();
    }

    @Test
    void endsARunThatIsCollectingVariablesAndClosesTheCopy() {
        export.rereadable = false;
        first.needsVariablesFirst = true;
        Thread runner = Thread.currentThread();
        export.onDecode = block -> runner.interrupt();

        assertInterruptedAndNothingCommitted();
        assertEquals("close copy", export.calls().get(export.calls().size() - 1));
    }

    @Test
    void endsARunThatWaitsForABlockedReader() {
        Thread runner = Thread.currentThread();
        CountDownLatch never = new CountDownLatch(1);
        export.onRead = block -> {
            if (block == 20) {
                runner.interrupt();
                awaitOrFail(never);
            }
        };

        assertInterruptedAndNothingCommitted();
    }

    @Test
    void endsARunThatWaitsForABlockedDecoder() {
        Thread runner = Thread.currentThread();
        CountDownLatch never = new CountDownLatch(1);
        export.onDecode = block -> {
            if (block == 20) {
                runner.interrupt();
                awaitOrFail(never);
            }
        };

        assertInterruptedAndNothingCommitted();
    }

    @Test
    void endsARunThatHasReadEverything() {
        Thread runner = Thread.currentThread();
        export.onEnd = runner::interrupt;

        assertInterruptedAndNothingCommitted();
    }

    @Test
    void leavesTheResultOfARunWhoseLastTargetHasCommitted() {
        second.at(Step.COMMIT, () -> Thread.currentThread().interrupt());

        ExportResult result = run();

        assertEquals(
                List.of(Outcome.COMMITTED, Outcome.COMMITTED),
                result.targets().stream().map(TargetResult::outcome).toList());
    }

    @Test
    void betweenTwoCommitsKeepsTheSecondTargetAsItWasAndTellsSo() {
        first.at(Step.COMMIT, () -> Thread.currentThread().interrupt());

        TargetsFailedException failure = assertThrows(TargetsFailedException.class, this::run);

        assertEquals(FailureKind.INTERRUPTED, failure.kind());
        assertTrue(first.hasCommitted());
        assertFalse(second.hasCommitted());
        assertEquals(
                List.of(Outcome.COMMITTED, Outcome.FAILED),
                failure.targets().stream().map(TargetResult::outcome).toList());
        second.assertRunsClosed();
    }

    @Test
    void duringACommitIsToldAsThatTargetsResult() {
        second.failingAt(Step.COMMIT, new MemberportException(FailureKind.INTERRUPTED, "interrupted"));

        TargetsFailedException failure = assertThrows(TargetsFailedException.class, this::run);

        assertEquals(FailureKind.INTERRUPTED, failure.kind());
        assertEquals(Outcome.COMMITTED, failure.targets().get(0).outcome());
    }

    @Test
    void outweighsTheFailureOfATarget() {
        first.failingAt(Step.OPEN, new MemberportException(FailureKind.TARGET, "full"));
        second.failingAt(Step.COMMIT, new MemberportException(FailureKind.INTERRUPTED, "interrupted"));

        assertEquals(
                FailureKind.INTERRUPTED,
                assertThrows(TargetsFailedException.class, this::run).kind());
    }

    @Test
    void doesNotKeepASinkFromCleaningUp() {
        first.at(Step.WRITE, () -> Thread.currentThread().interrupt());

        assertInterruptedAndNothingCommitted();

        assertFalse(first.interruptedWhenClosed || second.interruptedWhenClosed);
    }

    private void assertInterruptedAndNothingCommitted() {
        MemberportException failure = assertThrows(MemberportException.class, this::run);

        assertEquals(FailureKind.INTERRUPTED, failure.kind());
        assertFalse(failure instanceof TargetsFailedException);
        assertFalse(first.hasCommitted() || second.hasCommitted());
        first.assertRunsClosed();
        second.assertRunsClosed();
    }

    private ExportResult run() {
        try {
            return ExportTransfer.forCommunity("panel")
                    .run(export, MemoryExport.BATCH, List.of(first, second), ExportListener.NONE);
        } finally {
            statusAfterTheRun = Thread.interrupted();
        }
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new MemberportException(FailureKind.INTERRUPTED, "interrupted");
        }
    }
}
