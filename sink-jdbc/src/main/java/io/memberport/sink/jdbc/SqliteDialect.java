package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.JdbcMemberSink.Layout;
import io.memberport.sink.jdbc.JdbcMemberSink.Numbers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * SQLite: staging in its temporary database, which is another file, so that nobody is kept from reading before the commit.
 * Instants are texts in UTC, as its date functions take them, all of one form and length, so that texts compare as instants
 * do.
 */
final class SqliteDialect extends Dialect {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final String PATIENCE_MILLIS = "10000";

    @Override
    String product() {
        return "SQLite";
    }

    @Override
    String type(ColumnType type) {
        return switch (type) {
            case ID, TEXT, JSON, TIME -> "TEXT";
            case INTEGER, BIGINT -> "INTEGER";
            case DOUBLE, DECIMAL -> "REAL";
            case FLAG -> "BOOLEAN";
        };
    }

    @Override
    void requireSupported(JdbcOptions settings) {
        if (settings.schema() != null) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "SQLite has no schemas. Remove the option schema; a table-prefix keeps tables apart, and so does a"
                            + " file of their own.");
        }
        if (settings.numbers() == Numbers.DECIMAL && settings.layout() != Layout.JSON) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "SQLite has no decimal numbers. Leave the option numbers at double; the long layout keeps the text of"
                            + " every number as well.");
        }
    }

    @Override
    @Nullable String currentSchema(Connection connection) {
        return null;
    }

    @Override
    Map<String, String> connectionProperties(String url) {
        return Map.of("busy_timeout", PATIENCE_MILLIS);
    }

    @Override
    FileUrls fileUrls() {
        return new SqliteUrls();
    }

    @Override
    FileKind fileKind() {
        return FileKind.SQLITE;
    }

    @Override
    NativeLibrary nativeLibrary() {
        return new NativeLibrary(SqliteUrls.PREFIX + SqliteUrls.IN_MEMORY, "org.sqlite.tmpdir");
    }

    /** What the driver does not know, it takes for a part of the file's name; of a URI, SQLite takes it. */
    @Override
    boolean refusesUnknownParameters(String url) {
        return url.indexOf('?') >= 0 && !SqliteUrls.areUri(url);
    }

    @Override
    boolean describesLargeTablesBadly() {
        return true;
    }

    @Override
    boolean takesEmptyFile() {
        return true;
    }

    @Override
    void prepare(Handle handle) {
        handle.execute("PRAGMA temp_store = FILE");
        handle.execute("PRAGMA synchronous = FULL");
        handle.execute("PRAGMA temp.journal_mode = OFF");
        // Else the first connection keeps all others out, those of the same run too.
        handle.execute("PRAGMA main.locking_mode = NORMAL");
        // Without a journal in a file, a kill in the middle of a commit leaves half of it.
        String journal = handle.createQuery("PRAGMA main.journal_mode")
                .mapTo(String.class)
                .one();
        if (journal.equalsIgnoreCase("off") || journal.equalsIgnoreCase("memory")) {
            handle.execute("PRAGMA main.journal_mode = DELETE");
        }
    }

    /** Its foreign keys do something only on a connection for which they are turned on. */
    @Override
    String attachments(String schema, String tables) {
        String ours = " COLLATE NOCASE IN (" + tables + ")";
        return "SELECT 'VIEW', name, '', '' FROM main.sqlite_master WHERE type = 'view' AND name" + ours
                + " UNION SELECT 'REFERENCE', f.\"table\", '', m.name FROM pragma_foreign_keys k, main.sqlite_master m,"
                + " pragma_foreign_key_list(m.name) f WHERE k.foreign_keys = 1 AND m.type = 'table' AND f.\"table\""
                + ours
                + " UNION SELECT 'TRIGGER', tbl_name, name, '' FROM main.sqlite_master WHERE type = 'trigger' AND"
                + " tbl_name" + ours;
    }

    /** At once the only one to write, so that it does not fail later. */
    @Override
    void begin(Handle handle) {
        handle.execute("BEGIN IMMEDIATE");
    }

    @Override
    void commit(Handle handle) {
        handle.execute("COMMIT");
    }

    @Override
    void rollback(Handle handle) throws SQLException {
        try {
            handle.execute("ROLLBACK");
        } catch (RuntimeException noTransaction) {
            // There is no way to ask.
        }
    }

    @Override
    void sendBatch(Handle handle, PreparedStatement statement) throws SQLException {
        handle.execute("BEGIN");
        statement.executeBatch();
        handle.execute("COMMIT");
    }

    @Override
    boolean hasTransactionalDdl() {
        return true;
    }

    @Override
    String stagingName(String name) {
        return "temp." + quote(name);
    }

    @Override
    String createStaging(String name, Table table) {
        return "CREATE TABLE " + name + " (" + definitions(table) + ")";
    }

    /** Its planner finds the target's rows by their key for this form, and for no other. */
    @Override
    String matching(String target, String staging, List<String> columns, String condition) {
        return "(" + quoted(columns) + ") IN (SELECT " + quoted(columns) + " FROM " + staging + " s"
                + (condition.isEmpty() ? "" : " WHERE " + condition) + ")";
    }

    @Override
    void bindTime(PreparedStatement statement, int index, long micros) throws SQLException {
        statement.setString(index, TIME.format(TimeRange.instant(micros)));
    }

    @Override
    int nullType(ColumnType type) {
        return type == ColumnType.TIME ? Types.VARCHAR : super.nullType(type);
    }

    @Override
    @Nullable Instant readTime(ResultSet row, int index) throws SQLException {
        String text = row.getString(index);
        return text == null ? null : Instant.parse(text);
    }

    @Override
    DecimalRange decimals() {
        throw new IllegalStateException("SQLite has no decimal numbers");
    }

    @Override
    int mostColumns() {
        return 2_000;
    }
}
