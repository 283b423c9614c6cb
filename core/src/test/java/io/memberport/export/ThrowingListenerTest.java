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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = SEPARATE_THREAD)
class ThrowingListenerTest {

    private final IllegalStateException broken = new IllegalStateException("the display is broken");
    private final MemoryExport export = MemoryExport.of(20);
    private final RecordingSink first = new RecordingSink("csv:first");
    private final RecordingSink second = new RecordingSink("csv:second");

    @AfterEach
    void leavesNoThread() throws InterruptedException {
        MemberportThreads.assertNoneLeft();
    }

    @Test
    void endsTheRunAsLongAsNothingIsCommitted() {
        assertSame(broken, assertThrows(IllegalStateException.class, () -> runBreakingAt(ExportEvent.Writing.class)));

        assertFalse(first.hasCommitted() || second.hasCommitted());
        first.assertRunsClosed();
        second.assertRunsClosed();
    }

    @ParameterizedTest
    @ValueSource(classes = {ExportEvent.Committing.class, ExportEvent.TargetFinished.class})
    void isHeardOnlyAfterAllTargetsHaveCommitted(Class<? extends ExportEvent> event) {
        assertSame(broken, assertThrows(IllegalStateException.class, () -> runBreakingAt(event)));

        assertTrue(first.hasCommitted() && second.hasCommitted());
        first.assertRunsClosed();
        second.assertRunsClosed();
    }

    @Test
    void isSuppressedOntoTheFailureOfATarget() {
        first.failingAt(Step.COMMIT, new MemberportException(FailureKind.TARGET, "full"));

        TargetsFailedException failure =
                assertThrows(TargetsFailedException.class, () -> runBreakingAt(ExportEvent.TargetFinished.class));

        assertEquals(List.of(broken), List.of(failure.getSuppressed()));
        assertTrue(second.hasCommitted());
    }

    private void runBreakingAt(Class<? extends ExportEvent> kind) {
        ExportListener listener = event -> {
            if (kind.isInstance(event)) {
                throw broken;
            }
        };
        ExportTransfer.forCommunity("panel").run(export, MemoryExport.BATCH, List.of(first, second), listener);
    }
}
