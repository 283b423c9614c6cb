package io.memberport.sink.jdbc.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.port.LastCommit;
import io.memberport.port.SinkOption;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommitRecordTest {

    private static final Instant DAY_1 = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant DAY_2 = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant DAY_3 = Instant.parse("2026-03-03T00:00:00Z");

    private final CommitRecord record = new CommitRecord();
    private long commits;

    private void commit(Mode mode, @Nullable Instant day) {
        commits++;
        record.add(new SyncRow(
                commits,
                "panel",
                "long",
                "double",
                SinkOption.wireName(mode),
                "b-" + commits,
                "0".repeat(64),
                day,
                day,
                null));
    }

    private Optional<Instant> nextStart() {
        return record.lastCommit().map(LastCommit::lastSyncDate);
    }

    @Test
    void isEmptyAtFirst() {
        assertEquals(Optional.empty(), record.last());
        assertEquals(Optional.empty(), record.lastCommit());
        assertEquals(Optional.empty(), record.newestExport());
    }

    @Test
    void remembersTheLastCommitAndTheLatestDates() {
        commit(Mode.MERGE, DAY_3);
        commit(Mode.MERGE, DAY_2);

        assertEquals("b-2", record.lastCommit().orElseThrow().batchId());
        assertEquals(Optional.of(DAY_3), nextStart());
        assertEquals(Optional.of(DAY_3), record.newestExport());
    }

    @Test
    void passesOverCommitsWithoutDates() {
        commit(Mode.MERGE, DAY_1);
        commit(Mode.MERGE, null);

        assertEquals(Optional.of(DAY_1), nextStart());
        assertEquals(Optional.of(DAY_1), record.newestExport());
    }

    @Test
    void keepsNoFormerCommitsWhenOneReplacesEverything() {
        commit(Mode.MERGE, DAY_1);
        commit(Mode.REPLACE, null);

        assertEquals(Optional.empty(), record.newestExport());
        assertEquals(Optional.empty(), nextStart());
    }

    @Test
    void startsFromWhereAReplacementIsNewer() {
        commit(Mode.MERGE, DAY_1);
        commit(Mode.REPLACE, DAY_2);
        commit(Mode.MERGE, DAY_3);

        assertEquals(Optional.of(DAY_3), nextStart());
    }

    /** What changed between the two dates is in neither: not in the older export, and not in one from the later date on. */
    @Test
    void knowsNoStartIfAnOlderExportHasTakenThePlaceOfAll() {
        commit(Mode.MERGE, DAY_3);
        commit(Mode.REPLACE, DAY_1);

        assertEquals(Optional.empty(), nextStart());
        assertEquals(Optional.of(DAY_1), record.newestExport());

        commit(Mode.MERGE, DAY_2);
        assertEquals(Optional.empty(), nextStart());

        commit(Mode.REPLACE, DAY_3);
        assertEquals(Optional.of(DAY_3), nextStart());
    }
}
