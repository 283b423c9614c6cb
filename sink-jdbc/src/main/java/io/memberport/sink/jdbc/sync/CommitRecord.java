package io.memberport.sink.jdbc.sync;

import io.memberport.port.LastCommit;
import io.memberport.port.SinkOption;
import io.memberport.sink.jdbc.options.JdbcOptions;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all commits to a set of tables come to, one after the other. A commit that replaced everything ends what those before it
 * count for, but for the sync date: it does not go back unnoticed. Used by one thread.
 */
public final class CommitRecord {

    private static final String REPLACE = SinkOption.wireName(JdbcOptions.Mode.REPLACE);

    private @Nullable SyncRow last;
    private @Nullable Instant newestExport;
    private @Nullable Instant lastSync;
    private @Nullable Instant replacedSync;

    /** Takes note of the next commit. */
    void add(SyncRow row) {
        last = row;
        if (row.mode().equals(REPLACE)) {
            replacedSync = later(replacedSync, lastSync);
            newestExport = null;
            lastSync = null;
        }
        newestExport = later(newestExport, row.exportDate());
        lastSync = later(lastSync, row.lastSyncDate());
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    /** The last commit; empty if there was none. */
    public Optional<SyncRow> last() {
        return Optional.ofNullable(last);
    }

    /** The latest export date of what is in the tables. */
    public Optional<Instant> newestExport() {
        return Optional.ofNullable(newestExport);
    }

    /** The last commit, with the date from which an incremental export brings all that the tables do not have. */
    public Optional<LastCommit> lastCommit() {
        return last().map(row ->
                new LastCommit(row.batchId(), row.contentSha256(), row.exportDate(), nextStart(), row.policy()));
    }

    private @Nullable Instant nextStart() {
        boolean wentBack = lastSync != null && replacedSync != null && replacedSync.isAfter(lastSync);
        return wentBack ? null : lastSync;
    }
}
