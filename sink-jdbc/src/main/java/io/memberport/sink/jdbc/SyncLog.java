package io.memberport.sink.jdbc;

import static io.memberport.sink.jdbc.Column.optional;
import static io.memberport.sink.jdbc.Column.required;

import io.memberport.model.ExportMetadata;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table with a row for every commit, written in the transaction of that commit. Used by the database's thread. */
final class SyncLog {

    static final String SYNC_ID = "sync_id";
    static final String EXPORT_KEY = "export_key";
    static final String BATCH_ID = "batch_id";
    static final String EXPORT_DATE = "export_date";

    private static final String ROW_COUNT = "row_count";

    static final Table TABLE = Table.keyed(
            "memberport_sync",
            List.of(
                    required(SYNC_ID, ColumnType.BIGINT),
                    required("run_id", ColumnType.ID),
                    required("community", ColumnType.ID),
                    required("table_set", ColumnType.ID),
                    required("numbers", ColumnType.ID),
                    required("mode", ColumnType.ID),
                    required(EXPORT_KEY, ColumnType.ID),
                    optional(BATCH_ID, ColumnType.ID),
                    required("content_sha256", ColumnType.ID),
                    optional("since_datetime", ColumnType.TIME),
                    optional(EXPORT_DATE, ColumnType.TIME),
                    optional("last_sync_date", ColumnType.TIME),
                    required("committed_at", ColumnType.TIME),
                    required("member_count", ColumnType.BIGINT),
                    required("value_count", ColumnType.BIGINT),
                    required("repeated_member_count", ColumnType.BIGINT),
                    required("replaced_value_count", ColumnType.BIGINT),
                    required(ROW_COUNT, ColumnType.BIGINT)),
            List.of(SYNC_ID));

    private static final List<String> LAST = List.of(
            SYNC_ID, "community", "table_set", "numbers", BATCH_ID, "content_sha256", EXPORT_DATE, "last_sync_date");

    private static final int SHORT_HASH = 16;

    private final TableNames names;
    private final Dialect dialect;
    private final String table;

    SyncLog(TableNames names) {
        this.names = names;
        this.dialect = names.dialect();
        this.table = names.qualified(TABLE);
    }

    /** What a run does to the table. */
    static List<Need> needs() {
        return List.of(Need.select(TABLE, LAST), Need.insert(TABLE), Need.update(TABLE, List.of(ROW_COUNT)));
    }

    /** The highest number among all commits; 0 if there was none. */
    long lastId(Handle handle) {
        return handle.createQuery("SELECT COALESCE(MAX(" + quote(SYNC_ID) + "), 0) FROM " + table)
                .mapTo(Long.class)
                .one();
    }

    /** The last commit to a set of tables. */
    Optional<SyncRow> last(Handle handle, String tableSet) throws SQLException {
        String sql = "SELECT " + dialect.quoted(LAST) + " FROM " + table + " WHERE " + quote("table_set")
                + " = ? ORDER BY " + quote(SYNC_ID) + " DESC";
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            statement.setMaxRows(1);
            statement.setString(1, tableSet);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    private SyncRow read(ResultSet row) throws SQLException {
        return new SyncRow(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                dialect.readTime(row, 7),
                dialect.readTime(row, 8));
    }

    /** Whether a run has committed. */
    boolean has(Handle handle, String runId) {
        return handle.createQuery("SELECT COUNT(*) FROM " + table + " WHERE " + quote("run_id") + " = ?")
                        .bind(0, runId)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /**
     * What distinguishes an export from all others in a set of tables: its batch id, as far as that does.
     */
    String exportKey(Handle handle, String tableSet, ExportMetadata metadata) {
        String base = Objects.requireNonNullElseGet(
                metadata.batchId(), () -> "sha256-" + metadata.contentSha256().substring(0, SHORT_HASH));
        String sql = "SELECT COUNT(*) FROM " + table + " WHERE " + quote("table_set") + " = ? AND " + quote(EXPORT_KEY)
                + " = ?";
        String key = base;
        for (int i = 2; ; i++) {
            long taken = handle.createQuery(sql)
                    .bind(0, tableSet)
                    .bind(1, key)
                    .mapTo(Long.class)
                    .one();
            if (taken == 0) {
                return key;
            }
            key = base + "#" + i;
        }
    }

    /** Writes the row of a commit, with the number of rows still to come. */
    void insert(Handle handle, SyncEntry entry) throws SQLException {
        String sql = dialect.insert(table, TABLE.columns());
        ExportMetadata metadata = entry.metadata();
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            statement.setLong(1, entry.syncId());
            statement.setString(2, entry.runId());
            statement.setString(3, entry.community());
            statement.setString(4, entry.tableSet());
            statement.setString(5, entry.numbers());
            statement.setString(6, entry.mode());
            statement.setString(7, entry.exportKey());
            bind(statement, 8, metadata.batchId());
            statement.setString(9, metadata.contentSha256());
            bind(statement, 10, metadata.sinceDatetime());
            bind(statement, 11, metadata.exportDate());
            bind(statement, 12, metadata.lastSyncDate());
            bind(statement, 13, entry.committedAt());
            statement.setLong(14, metadata.members());
            statement.setLong(15, metadata.values());
            statement.setLong(16, entry.repeatedMembers());
            statement.setLong(17, entry.replacedValues());
            statement.setLong(18, 0);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable String value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, value);
        }
    }

    /** Rounded down, so that the next incremental export starts no later than it should. */
    private void bind(PreparedStatement statement, int index, @Nullable Instant value) throws SQLException {
        if (value == null) {
            statement.setNull(index, dialect.nullType(ColumnType.TIME));
        } else {
            dialect.bindTime(statement, index, TimeRange.floorMicros(value));
        }
    }

    /** The export key of a commit. */
    String exportKeyOf(Handle handle, long syncId) {
        return handle.createQuery(
                        "SELECT " + quote(EXPORT_KEY) + " FROM " + table + " WHERE " + quote(SYNC_ID) + " = ?")
                .bind(0, syncId)
                .mapTo(String.class)
                .one();
    }

    void setRows(Handle handle, long syncId, long rows) {
        handle.createUpdate("UPDATE " + table + " SET " + quote(ROW_COUNT) + " = ? WHERE " + quote(SYNC_ID) + " = ?")
                .bind(0, rows)
                .bind(1, syncId)
                .execute();
    }

    /** For a join that gives the columns of one commit's row to every row of another table. */
    String joined(long syncId) {
        return " CROSS JOIN (SELECT " + dialect.quoted(List.of(EXPORT_KEY, BATCH_ID, EXPORT_DATE)) + " FROM " + table
                + " WHERE " + quote(SYNC_ID) + " = " + syncId + ") y";
    }

    TableNames names() {
        return names;
    }

    private String quote(String name) {
        return dialect.quote(name);
    }
}
