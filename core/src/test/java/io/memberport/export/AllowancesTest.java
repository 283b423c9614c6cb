package io.memberport.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.TargetResult.Outcome;
import io.memberport.model.ExportMetadata;
import io.memberport.port.LastCommit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AllowancesTest {

    private static final Instant LATER = MemoryExport.DATE.plusSeconds(1);
    private static final Allowances OLDER = new Allowances(true, false);
    private static final Allowances INCREMENTAL = new Allowances(false, true);

    private final MemoryExport export = MemoryExport.of(3);
    private final RecordSink sink = new RecordSink();

    /** A sink that remembers more than its last commit. */
    private static final class RecordSink extends RecordingSink {

        private boolean isInTheRecord;

        RecordSink() {
            super("target");
        }

        @Override
        public boolean hasCommitted(String community, ExportMetadata metadata) {
            return isInTheRecord || super.hasCommitted(community, metadata);
        }
    }

    private TargetResult transfer(Allowances allowed) {
        return ExportTransfer.forCommunity("panel")
                .allowing(allowed)
                .run(export, null, List.of(sink), ExportListener.NONE)
                .targets()
                .get(0);
    }

    private String refusal(Allowances allowed) {
        TargetsFailedException failed = assertThrows(TargetsFailedException.class, () -> transfer(allowed));
        MemberportException reason =
                Optional.ofNullable(failed.targets().get(0).failure()).orElseThrow();
        assertEquals(FailureKind.TARGET, reason.kind());
        assertFalse(sink.hasCommitted());
        return String.valueOf(reason.getMessage());
    }

    private static LastCommit commitOf(Instant exportDate) {
        return new LastCommit("another", "0".repeat(64), exportDate, null);
    }

    @Test
    void writesNoExportThatATargetCommittedBeforeItsLastOne() {
        sink.lastCommit = commitOf(LATER);
        sink.isInTheRecord = true;

        assertEquals(Outcome.ALREADY_COMMITTED, transfer(Allowances.NONE).outcome());
        assertFalse(sink.hasCommitted());
    }

    @Test
    void refusesAnExportThatIsOlderThanWhatTheTargetShows() {
        sink.lastCommit = commitOf(LATER);

        String message = refusal(Allowances.NONE);

        assertTrue(message.contains(MemoryExport.DATE.toString()), message);
        assertTrue(message.contains(LATER.toString()), message);
    }

    @Test
    void writesAnOlderExportIfThatIsAllowed() {
        sink.lastCommit = commitOf(LATER);

        assertEquals(Outcome.COMMITTED, transfer(OLDER).outcome());
    }

    @Test
    void writesAnExportOfTheSameDate() {
        sink.lastCommit = commitOf(MemoryExport.DATE);

        assertEquals(Outcome.COMMITTED, transfer(Allowances.NONE).outcome());
    }

    @Test
    void givesATargetThatReplacesAnExportBackThatItOnceHeld() {
        sink.lastCommit = commitOf(LATER);
        sink.isInTheRecord = true;

        assertEquals(Outcome.COMMITTED, transfer(OLDER).outcome());
    }

    @Test
    void writesNothingAgainToATargetThatAccumulates() {
        sink.accumulates = true;
        sink.lastCommit = commitOf(LATER);
        sink.isInTheRecord = true;

        assertEquals(Outcome.ALREADY_COMMITTED, transfer(OLDER).outcome());
    }

    @Test
    void refusesAnIncrementalExportForATargetThatHoldsASnapshot() {
        export.since = MemoryExport.DATE.minusSeconds(60);

        String message = refusal(Allowances.NONE);

        assertTrue(message.contains(String.valueOf(export.since)), message);
    }

    @Test
    void writesAnIncrementalExportIfThatIsAllowed() {
        export.since = MemoryExport.DATE.minusSeconds(60);

        assertEquals(Outcome.COMMITTED, transfer(INCREMENTAL).outcome());
    }

    @Test
    void writesAnIncrementalExportToATargetThatAccumulates() {
        export.since = MemoryExport.DATE.minusSeconds(60);
        sink.accumulates = true;

        assertEquals(Outcome.COMMITTED, transfer(Allowances.NONE).outcome());
    }

    @Test
    void refusesAnIncrementalExportBeforeItsMembersAreReadIfTheFileSaysFirstThatItIsOne() {
        export.since = MemoryExport.DATE.minusSeconds(60);
        export.saysSinceFirst = true;

        refusal(Allowances.NONE);

        assertEquals(0, export.blocksRead());
    }

    @Test
    void findsAnIncrementalExportWrittenWhereItHasBeenAllowedBefore() {
        export.since = MemoryExport.DATE.minusSeconds(60);
        export.saysSinceFirst = true;
        export.headBatchId = MemoryExport.BATCH;
        sink.lastCommit = new LastCommit(MemoryExport.BATCH, export.content, MemoryExport.DATE, null);

        assertEquals(Outcome.ALREADY_COMMITTED, transfer(Allowances.NONE).outcome());
    }
}
