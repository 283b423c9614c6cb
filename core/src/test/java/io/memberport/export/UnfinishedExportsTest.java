package io.memberport.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.UnfinishedExports.Verdict;
import io.memberport.model.BatchStatus;
import io.memberport.model.ExportBatch;
import io.memberport.port.ExportMemory;
import io.memberport.port.ExportStatusSource;
import io.memberport.port.LastCommit;
import io.memberport.port.StartedExport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run does about the export of an earlier one, with a memory that is not a file. */
class UnfinishedExportsTest {

    private static final Instant SINCE = Instant.parse("2026-03-01T00:00:00Z");

    private final Memory memory = new Memory();
    private final RecordingSink sink = new RecordingSink("csv:members.csv");
    private BatchStatus status = BatchStatus.RUNNING;
    private @Nullable MemberportException refusal;

    @ParameterizedTest
    @CsvSource({
        "PENDING, 100, IN_PROGRESS, true",
        "RUNNING, 0, IN_PROGRESS, true",
        "SUCCEEDED, 11, READY, true",
        "SUCCEEDED, 13, TOO_OLD, false",
        "FAILED, 0, FAILED, false",
    })
    void resumesWhatIsOfUse(BatchStatus now, long hours, Verdict expected, boolean isResumed) {
        memory.export = startedBefore(Duration.ofHours(hours));
        status = now;
        UnfinishedExports unfinished = unfinished();

        UnfinishedExports.Found found = unfinished.find(SINCE, false);

        assertEquals(expected, found.verdict());
        assertEquals(isResumed ? Optional.of("batch-1") : Optional.empty(), found.batchId());
        assertEquals(!isResumed, memory.isClaimed, "a run that starts no export keeps no other from it");
        unfinished.close();
        assertFalse(memory.isClaimed);
    }

    @Test
    void startsAnExportFromAnotherInstant() {
        memory.export = startedBefore(Duration.ZERO);

        assertEquals(Verdict.OTHER_START, unfinished().find(null, false).verdict());
    }

    @Test
    void startsAnExportIfTheTargetsHoldTheEarlierOne() {
        memory.export = startedBefore(Duration.ZERO);
        sink.lastCommit = new LastCommit("BATCH-1", "hash", null, null);

        assertEquals(Verdict.WRITTEN, unfinished().find(SINCE, false).verdict());
    }

    @Test
    void startsAnExportIfATargetShowsANewerOneUnlessTheRunMayBeOlder() {
        memory.export = startedBefore(Duration.ZERO);
        sink.lastCommit = new LastCommit("batch-2", "hash", Instant.now().plusSeconds(60), null);

        assertEquals(Verdict.OUTDATED, unfinished().find(SINCE, false).verdict());
        assertEquals(Verdict.IN_PROGRESS, unfinished().find(SINCE, true).verdict());
    }

    @ParameterizedTest
    @CsvSource({"NOT_FOUND, 0, true", "PROTOCOL, 13, true", "PROTOCOL, 0, false", "UNAVAILABLE, 13, false"})
    void startsAnExportIfTheEarlierOneIsNotKnownAnyMore(FailureKind kind, long hours, boolean isUnknown) {
        memory.export = startedBefore(Duration.ofHours(hours));
        refusal = new MemberportException(kind, "No status.");
        UnfinishedExports unfinished = unfinished();

        if (isUnknown) {
            assertEquals(Verdict.UNKNOWN, unfinished.find(SINCE, false).verdict());
        } else {
            assertThrows(MemberportException.class, () -> unfinished.find(SINCE, false));
        }
    }

    @Test
    void remembersWhatTheRunStartsAndForgetsWhatItHasWritten() {
        UnfinishedExports unfinished = unfinished();
        assertEquals(Verdict.NONE, unfinished.find(SINCE, false).verdict());

        assertTrue(unfinished.started("batch-1", SINCE));
        assertFalse(memory.isClaimed);
        assertEquals(Optional.of("batch-1"), unfinished().find(SINCE, false).batchId());
        unfinished.ended("batch-1");
        assertEquals(Verdict.NONE, unfinished().find(SINCE, false).verdict());
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void forgetsWhatCanNeverBeWritten(FailureKind kind) {
        UnfinishedExports unfinished = unfinished();
        unfinished.ignore();
        unfinished.started("batch-1", SINCE);

        unfinished.failed("batch-1", new MemberportException(kind, "Failed."));

        boolean isFinal = kind == FailureKind.EXPORT_FAILED
                || kind == FailureKind.NOT_FOUND
                || kind == FailureKind.MALFORMED_EXPORT;
        assertEquals(isFinal, memory.export == null);
    }

    @Test
    void worksWithoutAMemoryThatCanBeUsed() {
        memory.failure = new MemberportException(FailureKind.CONFIGURATION, "No place.");
        UnfinishedExports unfinished = unfinished();

        assertEquals(Verdict.NONE, unfinished.find(SINCE, false).verdict());

        assertEquals(Optional.of(memory.failure), unfinished.memoryFailure());
        assertFalse(unfinished.started("batch-1", SINCE));
        unfinished.ended("batch-1");
        unfinished.close();
    }

    @Test
    void endsIfItIsInterruptedWhileAnotherRunHoldsTheClaim() {
        memory.failure = new MemberportException(FailureKind.INTERRUPTED, "Interrupted.");
        UnfinishedExports unfinished = unfinished();

        assertThrows(MemberportException.class, unfinished::ignore);
    }

    private UnfinishedExports unfinished() {
        ExportStatusSource api = batchId -> {
            if (refusal != null) {
                throw refusal;
            }
            return new ExportBatch(batchId, status, Instant.now(), null, null, null, null, null, null);
        };
        return new UnfinishedExports(api, "panel", List.of(sink), memory);
    }

    private static StartedExport startedBefore(Duration age) {
        return new StartedExport("batch-1", SINCE, Instant.now().minus(age));
    }

    /** A memory in this process. */
    private static final class Memory implements ExportMemory {

        private @Nullable StartedExport export;
        private @Nullable MemberportException failure;
        private boolean isClaimed;

        private void failIfAsked() {
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public Claim claim() {
            failIfAsked();
            isClaimed = true;
            return () -> isClaimed = false;
        }

        @Override
        public Optional<StartedExport> recall() {
            failIfAsked();
            return Optional.ofNullable(export);
        }

        @Override
        public void remember(StartedExport started) {
            failIfAsked();
            assertTrue(isClaimed);
            export = started;
        }

        @Override
        public void forget(String batchId) {
            failIfAsked();
            if (export != null && export.batchId().equalsIgnoreCase(batchId)) {
                export = null;
            }
        }
    }
}
