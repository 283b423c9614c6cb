package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;
import io.memberport.model.MemberBlock;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkRun;
import io.memberport.testkit.fixture.BreakPoint;
import io.memberport.testkit.fixture.SinkFixtureSource;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * If something fails, the target is as it was, the failure says so without quoting a member, and the next run
 * succeeds.
 */
public interface FailureContract extends SinkFixtureSource {

    @Test
    default void leavesTheTargetAsItWasWhenAWriteFails(@TempDir Path directory) throws Exception {
        FailureOutcome.of(this, directory, BreakPoint.WRITE).assertHarmless();
    }

    @Test
    default void leavesTheTargetAsItWasWhenAWriteFailsHalfway(@TempDir Path directory) throws Exception {
        FailureOutcome.of(this, directory, BreakPoint.HALFWAY).assertHarmless();
    }

    @Test
    default void leavesTheTargetAsItWasWhenTheCommitFails(@TempDir Path directory) throws Exception {
        FailureOutcome.of(this, directory, BreakPoint.COMMIT).assertHarmless();
    }

    /** The file turns out to be malformed or cut off after most of it has been written. */
    @Test
    default void leavesTheTargetAsItWasWhenTheExportBreaksOff(@TempDir Path directory) throws Exception {
        int last = ContractExports.SECOND.blocks().size();
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            MemberportException failure = assertThrows(
                    MemberportException.class,
                    () -> target.transfer(ContractExports.SECOND.asFile(blocksRead -> {
                        if (blocksRead == last) {
                            throw new MemberportException(FailureKind.MALFORMED_EXPORT, "The test export breaks off.");
                        }
                    })));

            assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
            target.assertIntact("after an export that broke off");
            target.run(ContractExports.SECOND);
        }
    }

    @Test
    default void leavesTheTargetAsItWasWhenTheRunIsInterrupted(@TempDir Path directory) throws Exception {
        ExportListener interrupting = event -> {
            if (event instanceof ExportEvent.Writing) {
                Thread.currentThread().interrupt();
            }
        };
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            MemberportException failure = assertThrows(
                    MemberportException.class, () -> target.transfer(ContractExports.SECOND.asFile(), interrupting));

            assertTrue(Thread.interrupted(), "the interrupt status is set");
            assertEquals(FailureKind.INTERRUPTED, failure.kind());
            target.assertIntact("after an interruption");
            target.run(ContractExports.SECOND);
        }
    }

    /** Before the point of no return it fails; after that point it commits. There is nothing in between. */
    @Test
    default void commitsAllOrNothingWhenInterrupted(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            try (MemberSink sink = target.create();
                    SinkRun run = SinkUnderTest.write(sink, ContractExports.SECOND)) {
                Thread.currentThread().interrupt();
                try {
                    run.commit(ContractExports.SECOND.metadata());
                    target.committed(ContractExports.SECOND);
                } catch (MemberportException givenUp) {
                    assertEquals(FailureKind.INTERRUPTED, givenUp.kind(), () -> "kind of: " + givenUp);
                } finally {
                    // Read and clear in one: what follows must not be interrupted, and close is promised not to be.
                    assertTrue(Thread.interrupted(), "the interrupt status is set");
                }
            }
            target.assertIntact("after a commit that was interrupted");
        }
    }

    @Test
    default void failsOrContinuesWhenInterruptedWhileWriting(@TempDir Path directory) throws Exception {
        List<MemberBlock> blocks = ContractExports.SECOND.blocks();
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            try (MemberSink sink = target.create();
                    SinkRun run = SinkUnderTest.open(sink, ContractExports.SECOND)) {
                run.write(blocks.get(0));
                Thread.currentThread().interrupt();
                try {
                    run.write(blocks.get(1));
                } catch (MemberportException givenUp) {
                    assertEquals(FailureKind.INTERRUPTED, givenUp.kind(), () -> "kind of: " + givenUp);
                } finally {
                    assertTrue(Thread.interrupted(), "the interrupt status is set");
                }
            }
            target.assertIntact("after an interruption while writing");
            target.run(ContractExports.SECOND);
        }
    }
}
