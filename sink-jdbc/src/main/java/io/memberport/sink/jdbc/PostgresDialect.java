package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.SocketFactory;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** PostgreSQL: temporary tables, COPY, advisory locks, transactions around everything. */
final class PostgresDialect extends Dialect {

    private static final String LOCKED = "55P03";

    @Override
    String product() {
        return "PostgreSQL";
    }

    @Override
    String type(ColumnType type) {
        return switch (type) {
            // Compared byte by byte, which is exact, and several times as quick to sort as the rules of a language.
            case ID -> "text COLLATE \"C\"";
            case TEXT -> "text";
            case INTEGER -> "integer";
            case BIGINT -> "bigint";
            case DOUBLE -> "double precision";
            case DECIMAL -> "numeric";
            case TIME -> "timestamp with time zone";
            case FLAG -> "boolean";
            case JSON -> "jsonb";
        };
    }

    @Override
    String cast(String expression, ColumnType to) {
        return to == ColumnType.ID ? "CAST(" + expression + " AS text)" : super.cast(expression, to);
    }

    @Override
    Map<String, String> connectionProperties(String url) {
        return Map.of("ApplicationName", "memberport", "tcpKeepAlive", "true", SOCKET_TIMEOUT, "60");
    }

    /** A longer name would be cut off, and be another schema. */
    @Override
    void requireSupported(JdbcOptions settings) {
        String schema = settings.schema();
        if (schema != null) {
            Identifiers.requireShortSchema(schema.getBytes(StandardCharsets.UTF_8).length, 63, "bytes");
        }
    }

    @Override
    Class<? extends SocketFactory> socketFactory() {
        return KeepAliveSockets.class;
    }

    @Override
    void limitLockWaits(Handle handle, Duration longest) {
        handle.execute("SET lock_timeout = " + longest.toMillis());
    }

    @Override
    boolean locksRuns() {
        return true;
    }

    @Override
    SessionSettings settings() {
        return new PostgresSettings();
    }

    @Override
    Obstacles obstacles() {
        return new PostgresObstacles();
    }

    /**
     * Partitions are no children here: a table that others have divided holds the same rows. Nor does a foreign key stand
     * against a run that is looked at when the rows are there again. Partitions, and tables that views show, can have
     * triggers of their own.
     */
    @Override
    String attachments(String schema, String tables) {
        return "WITH own AS (SELECT c.oid, c.relname, c.relkind FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace s"
                + " ON s.oid = c.relnamespace WHERE s.nspname = " + schema + " AND c.relname IN (" + tables + "))"
                + " SELECT 'VIEW', relname::text, '', '' FROM own WHERE relkind = 'm'"
                + " UNION ALL SELECT 'TRIGGER', relname::text, '', '' FROM own WHERE relkind IN ('v', 'p')"
                + " UNION ALL SELECT 'RULE', o.relname::text, r.rulename::text, '' FROM own o JOIN pg_catalog.pg_rewrite r"
                + " ON r.ev_class = o.oid WHERE r.rulename <> '_RETURN' AND r.ev_enabled <> 'D'"
                + " UNION ALL SELECT 'CHILD', o.relname::text, '', i.inhrelid::regclass::text FROM own o JOIN"
                + " pg_catalog.pg_inherits i ON i.inhparent = o.oid WHERE o.relkind <> 'p'"
                + " UNION ALL SELECT 'REFERENCE', o.relname::text, k.conname::text, k.conrelid::regclass::text FROM own o"
                + " JOIN pg_catalog.pg_constraint k ON k.confrelid = o.oid WHERE k.contype = 'f' AND NOT (k.condeferred"
                + " AND k.confdeltype = 'a') UNION ALL SELECT 'TRIGGER', o.relname::text, t.tgname::text, '' FROM own o"
                + " JOIN pg_catalog.pg_trigger t ON t.tgrelid = o.oid WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'"
                + " AND (t.tgtype::integer & 3 = 3 OR t.tgtype::integer & 64 = 64)";
    }

    @Override
    void requireOwnSession(Handle handle, Database database) throws SQLException {
        Pooler.requireNone(handle, database, database.description());
    }

    /** The schema is named in every statement, so there must be one. */
    @Override
    String currentSchema(Connection connection) throws SQLException {
        String schema = connection.getSchema();
        if (schema == null || schema.isEmpty()) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The search_path of this user has no schema that is there and that it may use, so there is no place for"
                            + " tables. Use the option schema, or set search_path for the user or the database; if the"
                            + " schema is there: GRANT USAGE ON SCHEMA … TO ….");
        }
        return schema;
    }

    @Override
    boolean lock(Handle handle, String name, int patienceSeconds) {
        if (patienceSeconds == 0) {
            return handle.createQuery("SELECT pg_try_advisory_lock(hashtextextended(?, 0))")
                    .bind(0, name)
                    .mapTo(Boolean.class)
                    .one();
        }
        handle.execute("SET lock_timeout = '" + patienceSeconds + "s'");
        try {
            handle.createQuery("SELECT 1 FROM (SELECT pg_advisory_lock(hashtextextended(?, 0))) l")
                    .bind(0, name)
                    .mapTo(Integer.class)
                    .one();
            return true;
        } catch (RuntimeException failed) {
            SQLException sql = SqlFailures.sqlOf(failed);
            if (sql != null && LOCKED.equals(sql.getSQLState())) {
                return false;
            }
            throw failed;
        }
    }

    @Override
    int serverSession(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    /** A server does not see that a connection is given up as long as something in between keeps it open. */
    @Override
    boolean endServerSession(Handle handle, int serverSession, String name) {
        return !handle.createQuery(
                        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND"
                                + " pid = ? AND ((classid::bigint << 32) | objid::bigint) = hashtextextended(?, 0)")
                .bind(0, serverSession)
                .bind(1, name)
                .mapTo(Boolean.class)
                .list()
                .isEmpty();
    }

    @Override
    void unlock(Handle handle, String name) {
        handle.createQuery("SELECT pg_advisory_unlock(hashtextextended(?, 0))")
                .bind(0, name)
                .mapTo(Boolean.class)
                .one();
        handle.execute("RESET lock_timeout");
    }

    /** With memory for the comparison of all rows, which takes twice as long in the 4 MB that are the default. */
    @Override
    void begin(Handle handle) throws SQLException {
        super.begin(handle);
        handle.createQuery("SELECT set_config('work_mem', '64MB', true)"
                        + " WHERE pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('64MB')")
                .mapTo(String.class)
                .findOne();
    }

    /** In a transaction, which drivers can be told to make read only, too. */
    @Override
    boolean isReadOnly(Handle handle) throws SQLException {
        begin(handle);
        try {
            return handle.createQuery("SELECT current_setting('transaction_read_only') = 'on'")
                    .mapTo(Boolean.class)
                    .one();
        } finally {
            rollback(handle);
        }
    }

    @Override
    Privileges privileges() {
        return new PostgresPrivileges();
    }

    /** By a second connection, as libpq does; it also ends a copy that waits. */
    @Override
    void cancel(Connection connection, @Nullable Statement running) throws SQLException {
        connection.unwrap(PGConnection.class).cancelQuery();
    }

    @Override
    boolean hasTransactionalDdl() {
        return true;
    }

    @Override
    boolean loadsDirectly() {
        return true;
    }

    @Override
    List<String> addColumns(String qualifiedTable, List<Column> columns) {
        return addColumnsAtOnce(qualifiedTable, columns);
    }

    @Override
    String deleteMatching(String target, String staging, List<String> columns, String condition) {
        return "DELETE FROM " + target + " t USING " + staging + " s WHERE " + same(columns, "t", "s")
                + (condition.isEmpty() ? "" : " AND " + condition);
    }

    /** A rewritten row leaves a dead one behind, for VACUUM. */
    @Override
    boolean leavesUnchangedRows() {
        return true;
    }

    /** Rows that only this connection has written stand in the order in which they came. */
    @Override
    boolean keepsOrderOfRows() {
        return true;
    }

    /** A member's last rows are those of its last occurrence. */
    @Override
    void removeSupersededRows(Handle handle, String values, String stagedMembers) {
        handle.execute("DELETE FROM " + values + " t USING (SELECT v.ctid AS place, ROW_NUMBER() OVER (PARTITION BY"
                + " v.member_id ORDER BY v.ctid DESC) AS from_end, r.last_rows FROM " + values + " v JOIN (SELECT"
                + " member_id, (ARRAY_AGG(row_count ORDER BY member_no DESC))[1] AS last_rows FROM " + stagedMembers
                + " GROUP BY member_id HAVING COUNT(*) > 1) r ON r.member_id = v.member_id) d WHERE t.ctid = d.place AND"
                + " d.from_end > d.last_rows");
    }

    @Override
    String analyze(String staging) {
        return "ANALYZE " + staging;
    }

    @Override
    String stagingName(String name) {
        return "pg_temp." + quote(name);
    }

    @Override
    String placeholder(ColumnType type) {
        return type == ColumnType.JSON ? "CAST(? AS jsonb)" : "?";
    }

    @Override
    boolean holdsNul() {
        return false;
    }

    @Override
    JsonEscapes escapes() {
        return JsonEscapes.WHOLE_CHARACTERS_BUT_NUL;
    }

    @Override
    DecimalRange decimals() {
        return PgNumeric.RANGE;
    }

    @Override
    int mostColumns() {
        return 1_600;
    }

    @Override
    int rowBytes() {
        return 8_160;
    }

    /** Of a long text stays a pointer to where it went; what is no longer than that stays itself. */
    @Override
    int columnBytes(ColumnType type) {
        return switch (type) {
            case ID, TEXT, JSON, DECIMAL -> 18;
            case INTEGER -> 4;
            case FLAG -> 1;
            case BIGINT, DOUBLE, TIME -> 8;
        };
    }

    @Override
    BulkLoad bulkLoad(Handle handle, Staging staging, BlockLayouts layouts, TargetValues values) throws SQLException {
        return new CopyLoad(handle, this, staging, layouts, values);
    }
}
