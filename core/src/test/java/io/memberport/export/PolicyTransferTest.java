package io.memberport.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.export.TargetResult.Outcome;
import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import io.memberport.port.LastCommit;
import io.memberport.privacy.HashKey;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.privacy.VariableSelector;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A policy between the reader and the sinks. */
class PolicyTransferTest {

    private static final HashKey KEY = HashKey.of("a key for tests that is long enough!");

    /** Of three members, the shared variable and that of the second member are left. */
    private static final PrivacyPolicy SHARED_AND_SECOND = PrivacyPolicy.builder()
            .only(Set.of(VariableSelector.name("shared"), VariableSelector.name("variable-1")))
            .build();

    private static final PrivacyPolicy HASHED_IDS =
            PrivacyPolicy.builder().hashMemberIds().key(KEY).build();

    private final MemoryExport export = MemoryExport.of(3);
    private final RecordingSink first = new RecordingSink("csv:first");
    private final RecordingSink second = new RecordingSink("csv:second");

    private ExportTransfer transfer() {
        return ExportTransfer.forCommunity("panel").withPrivacy(sink -> sink == first ? SHARED_AND_SECOND : HASHED_IDS);
    }

    private ExportResult run() {
        return transfer().run(export, null, List.of(first, second), ExportListener.NONE);
    }

    private @Nullable LastCommit committed(@Nullable String policy) {
        return new LastCommit("another", "0".repeat(64), MemoryExport.DATE, MemoryExport.DATE, policy);
    }

    @Test
    void eachTargetGetsWhatItsPolicyLeaves() {
        ExportResult result = run();

        assertEquals(Set.of("shared", "variable-1"), first.variableIds);
        assertEquals(export.memberIds(), first.written());
        assertEquals(Set.of("shared", "variable-0", "variable-1", "variable-2"), second.variableIds);
        assertTrue(second.written().stream().allMatch(id -> id.startsWith(KEY.id() + ":")), "hashed ids");
        assertEquals(6, result.metadata().values(), "of the file");
        assertNull(result.metadata().privacy());
        TargetResult told = result.targets().get(0);
        assertEquals(2, Objects.requireNonNull(told.privacy()).droppedValues());
        assertEquals(told.privacy(), Objects.requireNonNull(first.committed).privacy());
        assertEquals(SHARED_AND_SECOND.fingerprint(), first.committed.policy());
        assertEquals(
                HASHED_IDS.fingerprint(),
                Objects.requireNonNull(second.committed).policy());
    }

    @Test
    void aSinkThatNeedsTheVariablesFirstGetsThoseThatAreLeft() {
        first.needsVariablesFirst = true;

        run();

        assertEquals(
                List.of("shared", "variable-1"),
                Objects.requireNonNull(first.context).variables().stream()
                        .map(ProfileVariable::id)
                        .toList());
        assertEquals(List.of(), Objects.requireNonNull(second.context).variables(), "asked for none");
    }

    @Test
    void theSameExportUnderAnotherPolicyIsWrittenAgain() {
        first.lastCommit =
                new LastCommit(MemoryExport.BATCH, export.content, MemoryExport.DATE, null, HASHED_IDS.fingerprint());
        second.lastCommit =
                new LastCommit(MemoryExport.BATCH, export.content, MemoryExport.DATE, null, HASHED_IDS.fingerprint());

        ExportResult result = run();

        assertEquals(Outcome.COMMITTED, result.targets().get(0).outcome());
        assertEquals(Outcome.ALREADY_COMMITTED, result.targets().get(1).outcome());
        assertFalse(second.hasCommitted());
    }

    @Test
    void changesDoNotFollowWhatWasWrittenUnderAnotherPolicy() {
        export.since = MemoryExport.DATE.minusSeconds(60);
        first.accumulates = true;
        first.lastCommit = committed(null);
        second.accumulates = true;
        second.lastCommit = committed(HASHED_IDS.fingerprint());

        for (boolean early : new boolean[] {false, true}) {
            export.saysSinceFirst = early;
            TargetsFailedException failed = assertThrows(TargetsFailedException.class, this::run);
            MemberportException refused =
                    Objects.requireNonNull(failed.targets().get(0).failure());
            assertEquals(FailureKind.TARGET, refused.kind());
            assertEquals(Remedy.EXPORT_IN_FULL, refused.remedy().orElseThrow());
            assertTrue(refused.toString().contains("no privacy policy"), refused.toString());
            assertEquals(Outcome.COMMITTED, failed.targets().get(1).outcome());
        }
        assertFalse(first.hasCommitted());
        assertEquals(List.of(), first.written(), "refused before a member was written");
    }

    @Test
    void theNextExportIsFullIfATargetWasWrittenUnderAnotherPolicy() {
        first.accumulates = true;
        second.accumulates = true;
        first.lastCommit = committed(SHARED_AND_SECOND.fingerprint());
        second.lastCommit = committed(SHARED_AND_SECOND.fingerprint());

        assertEquals(
                "Full export: csv:second holds data that was written under another privacy policy.",
                decision().reason());

        second.lastCommit = committed(HASHED_IDS.fingerprint());
        assertEquals(MemoryExport.DATE, decision().since());
    }

    private SinceDecision decision() {
        return SinceDecision.of(
                List.of(first, second), "panel", sink -> sink == first ? SHARED_AND_SECOND : HASHED_IDS);
    }

    @Test
    void anExportOfAllMembersThatLacksAVariableOfARuleCommitsNowhere() {
        PrivacyPolicy mistaken = PrivacyPolicy.builder()
                .rule(PrivacyAction.DROP, VariableSelector.name("sharde"))
                .build();
        ExportTransfer transfer = ExportTransfer.forCommunity("panel")
                .withPrivacy(sink -> sink == second ? mistaken : PrivacyPolicy.NONE);

        MemberportException refused = assertThrows(
                MemberportException.class,
                () -> transfer.run(export, null, List.of(first, second), ExportListener.NONE));

        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        assertFalse(first.hasCommitted() || second.hasCommitted());
        first.assertRunsClosed();
        second.assertRunsClosed();

        export.since = Instant.EPOCH;
        first.accumulates = true;
        second.accumulates = true;
        assertEquals(
                2,
                transfer.run(export, null, List.of(first, second), ExportListener.NONE)
                        .targets()
                        .size(),
                "changes need not have it");
    }
}
