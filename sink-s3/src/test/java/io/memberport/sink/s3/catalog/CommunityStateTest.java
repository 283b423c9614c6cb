package io.memberport.sink.s3.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a community's commits add up to, whatever their order. Days stand for the dates of exports. */
class CommunityStateTest {

    private static CommittedExport full(int day) {
        return export(null, day(day), day(day));
    }

    private static CommittedExport changes(int day) {
        return export(day(1), day(day), day(day));
    }

    private static CommittedExport export(
            @Nullable Instant since, @Nullable Instant exportDate, @Nullable Instant lastSyncDate) {
        String name = (since == null ? "full-" : "changes-") + exportDate;
        return new CommittedExport(
                name + "/",
                "jsonl",
                "json",
                "gzip",
                name,
                "0".repeat(64),
                since,
                exportDate,
                lastSyncDate,
                null,
                3,
                3,
                1,
                4711,
                "run-" + name);
    }

    private static Instant day(int day) {
        return Instant.parse("2026-03-01T02:00:00Z").plusSeconds(86_400L * day);
    }

    private static CommunityState of(CommittedExport... exports) {
        CommunityState state = CommunityState.NOTHING;
        for (CommittedExport export : exports) {
            state = state.claimed("run", "folder/").committed(export);
        }
        return state;
    }

    @Test
    void takesAFullExportForAllBeforeItAndRemembersThem() {
        CommunityState state = of(full(1), changes(2), full(3), changes(4));

        assertEquals(List.of(full(3), changes(4)), state.exports());
        assertEquals(List.of(full(1), changes(2)), state.superseded());
        assertEquals(
                List.of(full(1), changes(2), full(3), changes(4)),
                state.committed(full(5)).superseded());
    }

    @Test
    void keepsTheRecordWhenRunsComeAndGo() {
        CommunityState state = of(full(1), full(2));

        assertEquals(state.superseded(), state.claimed("run", "folder/").superseded());
        assertEquals(state, state.claimed("run", "folder/").unclaimed());
    }

    @Test
    void startsTheNextChangesFromTheLatestOfAllThatStands() {
        assertEquals(day(3), of(full(1), changes(3)).lastSyncDate());
        assertEquals(day(3), of(full(1), changes(3), changes(2)).lastSyncDate());
        assertEquals(day(4), of(full(1), changes(3), full(4)).lastSyncDate());
        assertEquals(day(3), of(full(1), changes(3), full(3)).lastSyncDate());
        assertEquals(day(2), of(changes(2)).lastSyncDate());
        assertEquals(day(2), of(full(2), export(day(1), day(3), null)).lastSyncDate());
    }

    @Test
    void doesNotKnowWhereToStartIfAnOlderFullExportIsInPlace() {
        assertNull(of(full(1), changes(3), full(2)).lastSyncDate());
        assertNull(of(full(1), changes(4), full(2), changes(3)).lastSyncDate());
        assertEquals(day(5), of(full(1), changes(4), full(2), full(5)).lastSyncDate());
    }

    @Test
    void doesNotKnowWhereToStartIfNoExportSays() {
        assertNull(CommunityState.NOTHING.lastSyncDate());
        assertNull(of(full(1), export(null, day(2), null)).lastSyncDate());
    }

    @Test
    void isAsNewAsTheNewestOfThePresentExports() {
        assertNull(CommunityState.NOTHING.newestExportDate());
        assertEquals(day(3), of(full(1), changes(3), changes(2)).newestExportDate());
        assertEquals(day(2), of(full(1), changes(3), full(2)).newestExportDate());
        assertEquals(day(2), of(full(2), export(day(1), null, day(3))).newestExportDate());
    }

    @Test
    void namesTheFoldersOfFormerExportsToo() {
        CommunityState state = of(full(1), full(2));

        assertTrue(state.names(full(1).folder()));
        assertTrue(state.names(full(2).folder()));
        assertFalse(state.names(full(3).folder()));
    }

    @Test
    void forgetsTheOldestFormerExportsOfThoseThatHaveTheMost() {
        Latest latest = new Latest(Map.of("many", daily(10), "few", daily(3), "none", CommunityState.NOTHING));

        assertEquals(latest, latest.remembering(11));
        Latest kept = latest.remembering(8);
        assertEquals(
                List.of(full(4), full(5), full(6), full(7), full(8), full(9)),
                kept.of("many").superseded());
        assertEquals(daily(10).exports(), kept.of("many").exports());
        assertEquals(daily(3), kept.of("few"));
        assertEquals(List.of(), latest.remembering(0).of("few").superseded());
    }

    private static CommunityState daily(int days) {
        List<CommittedExport> exports = new ArrayList<>();
        for (int day = 1; day <= days; day++) {
            exports.add(full(day));
        }
        return of(exports.toArray(CommittedExport[]::new));
    }
}
