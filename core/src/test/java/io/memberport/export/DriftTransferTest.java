package io.memberport.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.RecordingSink.Step;
import io.memberport.export.TargetResult.Outcome;
import io.memberport.export.drift.Drift;
import io.memberport.export.drift.Drift.Basis;
import io.memberport.export.drift.DriftKind;
import io.memberport.export.drift.DriftPolicy;
import io.memberport.export.drift.VariableChange;
import io.memberport.model.ProfileVariable;
import io.memberport.port.CommittedVariables;
import io.memberport.port.LastCommit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What has changed in the variables, told to the user and decided on before any target commits. */
class DriftTransferTest {

    private static final List<ProfileVariable> EXPORTED = Stream.of("shared", "variable-0", "variable-1")
            .map(MemoryExport::variable)
            .toList();
    private static final DriftPolicy FAIL_IF_GONE = new DriftPolicy(Set.of(DriftKind.GONE));

    private final MemoryExport export = MemoryExport.of(2);
    private final RecordingSink first = new RecordingSink("csv:first");
    private final RecordingSink second = new RecordingSink("csv:second");
    private final List<ExportEvent> events = new ArrayList<>();

    private ExportResult run(DriftPolicy policy) {
        return ExportTransfer.forCommunity("panel")
                .onDrift(policy)
                .run(export, null, List.of(first, second), events::add);
    }

    private TargetsFailedException failRun(DriftPolicy policy) {
        return assertThrows(TargetsFailedException.class, () -> run(policy));
    }

    /** The first target held a variable that the export does not have, and lacked one. */
    private void driftAtFirst() {
        first.lastVariables = new CommittedVariables(
                List.of(
                        MemoryExport.variable("shared"),
                        MemoryExport.variable("variable-0"),
                        MemoryExport.variable("old")),
                null);
        second.lastVariables = new CommittedVariables(EXPORTED, null);
    }

    private List<ExportEvent.VariablesCompared> compared() {
        return events.stream()
                .filter(ExportEvent.VariablesCompared.class::isInstance)
                .map(ExportEvent.VariablesCompared.class::cast)
                .toList();
    }

    @Test
    void tellsForEachTargetWhatHasChangedBeforeAnyCommits() {
        driftAtFirst();

        ExportResult result = run(DriftPolicy.REPORT);

        Drift drift = new Drift(
                Basis.LAST_COMMIT,
                List.of(
                        new VariableChange(Set.of(DriftKind.GONE), MemoryExport.variable("old"), null),
                        new VariableChange(Set.of(DriftKind.NEW), null, MemoryExport.variable("variable-1"))));
        Drift none = new Drift(Basis.LAST_COMMIT, List.of());
        assertEquals(
                List.of(drift, none),
                result.targets().stream().map(TargetResult::drift).toList());
        assertEquals(
                List.of(
                        new ExportEvent.VariablesCompared("csv:first", drift),
                        new ExportEvent.VariablesCompared("csv:second", none)),
                compared());
        assertTrue(events.indexOf(compared().get(1)) < events.indexOf(new ExportEvent.Committing("csv:first")));
    }

    @Test
    void givesEachTargetTheVariablesToKeep() {
        run(DriftPolicy.REPORT);

        assertEquals(EXPORTED, Objects.requireNonNull(first.committed).variables());
    }

    @Test
    void commitsToNoTargetIfOneHasDriftThatFailsTheRun() {
        driftAtFirst();

        TargetsFailedException failed = failRun(FAIL_IF_GONE);

        assertFalse(first.hasCommitted() || second.hasCommitted());
        first.assertRunsClosed();
        second.assertRunsClosed();
        assertEquals(FailureKind.TARGET, failed.kind());
        assertEquals(
                "Variables have changed since the last commit to the target csv:first: 'old' (id old) is gone. Nothing was"
                        + " committed. If that is as it should be, accept it for this run. Nothing was committed to the target"
                        + " csv:second, because of what has changed for another target of this run.",
                failed.getMessage());
        assertEquals(
                List.of(2, 0),
                failed.targets().stream()
                        .map(target ->
                                Objects.requireNonNull(target.drift()).changes().size())
                        .toList(),
                "drift is told all the same");
    }

    @Test
    void writesDriftOfOtherKindsThanThoseThatFail() {
        driftAtFirst();

        run(new DriftPolicy(Set.of(DriftKind.RETYPED, DriftKind.SENSITIVE)));

        assertTrue(first.hasCommitted() && second.hasCommitted());
    }

    @Test
    void writesAFirstExportThatHasNothingToBeComparedWith() {
        run(DriftPolicy.FAIL);

        assertTrue(first.hasCommitted());
        assertEquals(Basis.NOTHING, compared().get(0).drift().basis());
    }

    @Test
    void comparesNothingIfTheTargetHasTheExport() {
        driftAtFirst();
        first.lastCommit = new LastCommit(MemoryExport.BATCH, export.content, MemoryExport.DATE, null);

        ExportResult result = run(DriftPolicy.FAIL);

        assertEquals(Outcome.ALREADY_COMMITTED, result.targets().get(0).outcome());
        assertNull(result.targets().get(0).drift());
        assertTrue(second.hasCommitted());
        assertEquals(1, compared().size());
    }

    @Test
    void leavesATargetThatHasTheExportOutOfTheFailureOfOthers() {
        driftAtFirst();
        second.lastCommit = new LastCommit(MemoryExport.BATCH, export.content, MemoryExport.DATE, null);

        TargetsFailedException failed = failRun(FAIL_IF_GONE);

        assertEquals(
                List.of(Outcome.FAILED, Outcome.ALREADY_COMMITTED),
                failed.targets().stream().map(TargetResult::outcome).toList());
    }

    @Test
    void failsOnlyTheTargetThatCannotSayWhatItHad() {
        MemberportException unreadable = new MemberportException(FailureKind.TARGET, "unreadable");
        first.failingAt(Step.LAST_VARIABLES, unreadable);

        TargetsFailedException failed = failRun(DriftPolicy.REPORT);

        assertSame(unreadable, failed.targets().get(0).failure());
        assertTrue(second.hasCommitted());
    }

    @Test
    void commitsNothingIfTheListenerFails() {
        IllegalStateException broken = new IllegalStateException("broken");
        ExportListener listener = event -> {
            if (event instanceof ExportEvent.VariablesCompared) {
                throw broken;
            }
        };

        assertSame(
                broken,
                assertThrows(
                        IllegalStateException.class,
                        () -> ExportTransfer.forCommunity("panel")
                                .run(export, null, List.of(first, second), listener)));

        assertFalse(first.hasCommitted() || second.hasCommitted());
    }

    @Test
    void doesNotTellDriftOfAnOlderExportThatIsRefused() {
        driftAtFirst();
        first.lastCommit = new LastCommit("newer", "hash", MemoryExport.DATE.plusSeconds(1), null);

        failRun(DriftPolicy.FAIL);

        assertEquals(
                List.of("csv:second"),
                compared().stream().map(ExportEvent.VariablesCompared::target).toList());
        assertTrue(second.hasCommitted());
    }
}
