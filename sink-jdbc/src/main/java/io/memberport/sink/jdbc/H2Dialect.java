package io.memberport.sink.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** H2: local temporary tables; a file that one process has at a time. */
final class H2Dialect extends Dialect {

    /** Half of the 100,000 digits that it has, so that it never rounds by itself. */
    private static final int DECIMAL_SCALE = 50_000;

    @Override
    String product() {
        return "H2";
    }

    @Override
    String fold(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    @Override
    String type(ColumnType type) {
        return switch (type) {
            case ID -> "CHARACTER VARYING(" + LONGEST_ID_UNITS + ")";
            case TEXT -> "CHARACTER LARGE OBJECT";
            case INTEGER -> "INTEGER";
            case BIGINT -> "BIGINT";
            case DOUBLE -> "DOUBLE PRECISION";
            case DECIMAL -> "DECFLOAT(" + 2 * DECIMAL_SCALE + ")";
            case TIME -> "TIMESTAMP(6) WITH TIME ZONE";
            case FLAG -> "BOOLEAN";
            case JSON -> "JSON(1000000000)";
        };
    }

    @Override
    String placeholder(ColumnType type) {
        return type == ColumnType.JSON ? "? FORMAT JSON" : "?";
    }

    /** It would write each failure to a file beside the database, and with it the values that failed. */
    @Override
    Map<String, String> connectionProperties(String url) {
        return databaseFile(url) == null ? Map.of() : Map.of("TRACE_LEVEL_FILE", "0");
    }

    @Override
    FileUrls fileUrls() {
        return new H2Urls();
    }

    @Override
    FileKind fileKind() {
        return FileKind.H2;
    }

    @Override
    boolean takesEmptyFile() {
        return true;
    }

    /** It writes what is committed within half a second, unless an administrator tells it to do so at once. */
    @Override
    void commit(Handle handle) throws SQLException {
        super.commit(handle);
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        } catch (SQLException refused) {
            if (!SqlFailures.isDenied(refused)) {
                throw refused;
            }
        }
    }

    @Override
    Privileges privileges() {
        return new H2Privileges();
    }

    /** Cached, or all of its rows would have to have room in memory. */
    @Override
    String createStaging(String name, Table table) {
        return "CREATE CACHED LOCAL TEMPORARY TABLE " + name + " (" + definitions(table) + ")";
    }

    @Override
    Obstacles obstacles() {
        return new H2Obstacles();
    }

    /** Its triggers leave no row out, unless they run in place of the statement. */
    @Override
    String attachments(String schema, String tables) {
        String constraint = " JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS ";
        return "SELECT 'VIEW', TABLE_NAME, '', '' FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = " + schema
                + " AND TABLE_NAME IN (" + tables + ") AND (TABLE_TYPE LIKE '%VIEW' OR STORAGE_TYPE = 'TABLE LINK')"
                + " UNION ALL SELECT 'INSTEAD_OF', EVENT_OBJECT_TABLE, TRIGGER_NAME, '' FROM"
                + " INFORMATION_SCHEMA.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = " + schema + " AND EVENT_OBJECT_TABLE IN ("
                + tables + ") AND ACTION_TIMING = 'INSTEAD OF'"
                + " UNION ALL SELECT 'REFERENCE', t.TABLE_NAME, r.CONSTRAINT_NAME, f.TABLE_SCHEMA || '.' || f.TABLE_NAME"
                + " FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r" + constraint
                + "t ON t.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME ="
                + " r.UNIQUE_CONSTRAINT_NAME" + constraint
                + "f ON f.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA AND f.CONSTRAINT_NAME = r.CONSTRAINT_NAME"
                + " WHERE t.TABLE_SCHEMA = " + schema + " AND t.TABLE_NAME IN (" + tables + ")";
    }

    /** Its planner finds the target's rows by their key for this form, and goes through all that is staged for others. */
    @Override
    String deleteMatching(String target, String staging, List<String> columns, String condition) {
        return "MERGE INTO " + target + " t USING (SELECT " + quoted(columns) + " FROM " + staging + " s"
                + StagedRows.where(condition) + ") s ON " + same(columns, "s", "t") + " WHEN MATCHED THEN DELETE";
    }

    @Override
    long updateFromStaged(Handle handle, String staging, UnaryOperator<String> statement) {
        return H2Parts.update(handle, staging, "s", statement);
    }

    @Override
    void deleteAll(Handle handle, String target) {
        H2Parts.update(handle, target, "t", part -> "DELETE FROM " + target + " t WHERE " + part);
    }

    /** What is deleted and inserted again takes six entries of the undo log for each row, and an update takes one. */
    @Override
    boolean mergesInPlace() {
        return true;
    }

    @Override
    void mergeInPlace(Handle handle, String target, String staging, List<String> key, List<String> content) {
        H2Merge merge = new H2Merge(this, target, staging, key, content);
        updateFromStaged(handle, staging, merge::deleteBeyond);
        updateFromStaged(handle, staging, merge::writeChanged);
    }

    @Override
    boolean altersStaging() {
        return false;
    }

    @Override
    DecimalRange decimals() {
        return new DecimalRange(DECIMAL_SCALE, DECIMAL_SCALE);
    }

    @Override
    JsonEscapes escapes() {
        return JsonEscapes.WHOLE_CHARACTERS;
    }

    @Override
    int mostColumns() {
        return 16_384;
    }
}
