package io.memberport.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memberport.port.LastCommit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SinceDecisionTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T00:00:00Z");

    private final RecordingSink first = new RecordingSink("jdbc:first");
    private final RecordingSink second = new RecordingSink("jdbc:second");

    SinceDecisionTest() {
        first.accumulates = true;
        first.lastCommit = syncedAt(TUESDAY);
        second.accumulates = true;
        second.lastCommit = syncedAt(MONDAY);
    }

    @Test
    void isTheOldestLastCommitOfAllTargets() {
        SinceDecision decision = decide();

        assertEquals(MONDAY, decision.since());
        assertEquals("Incremental export: what changed since 2026-03-02T00:00:00Z.", decision.reason());
    }

    @Test
    void isAFullExportIfATargetHoldsWholeSnapshots() {
        first.accumulates = false;

        assertFullBecause("Full export: jdbc:first always holds a whole snapshot.");
    }

    @Test
    void isAFullExportIfATargetHasNoLastCommit() {
        second.lastCommit = null;

        assertFullBecause("Full export: jdbc:second holds no export of this community yet.");
    }

    @Test
    void isAFullExportIfALastCommitDoesNotSayWhenItWasSynchronised() {
        second.lastCommit = syncedAt(null);

        assertFullBecause("Full export: jdbc:second does not know the lastSyncDate of what it holds.");
    }

    @Test
    void cannotBeTakenWithoutTargets() {
        assertThrows(IllegalArgumentException.class, () -> SinceDecision.of(List.of(), "panel"));
    }

    private void assertFullBecause(String reason) {
        assertNull(decide().since());
        assertEquals(reason, decide().reason());
    }

    private SinceDecision decide() {
        return SinceDecision.of(List.of(first, second), "panel");
    }

    private static LastCommit syncedAt(@Nullable Instant lastSyncDate) {
        return new LastCommit("batch", "hash", null, lastSyncDate);
    }
}
