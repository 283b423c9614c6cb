package io.memberport.sink.jdbc;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** DuckDB: its appender, temporary tables, a file that one process has at a time. */
final class DuckDbDialect extends Dialect {

    static final int DECIMAL_SCALE = 15;

    private static final String TEMPORARY_CATALOG = "temp";
    private static final String TEMPORARY_SCHEMA = "main";

    private static final int DECIMAL_DIGITS = 38;

    /**
     * Ids are compared byte by byte. Every commit goes to the database's file at once: a log would be a second file, with the
     * rights of others. And no statement makes it download code and run it; opening a file does not, because {@link DuckDbUrls}
     * and {@link FileKind} take only its own.
     */
    private static final Map<String, String> OWN_SETTINGS = Map.of(
            "default_collation",
            "",
            "wal_autocheckpoint",
            "0KB",
            "autoinstall_known_extensions",
            "false",
            "autoload_known_extensions",
            "false");

    @Override
    String product() {
        return "DuckDB";
    }

    @Override
    String type(ColumnType type) {
        return switch (type) {
            case ID, TEXT -> "VARCHAR";
            case INTEGER -> "INTEGER";
            case BIGINT -> "BIGINT";
            case DOUBLE -> "DOUBLE";
            case DECIMAL -> "DECIMAL(" + DECIMAL_DIGITS + "," + DECIMAL_SCALE + ")";
            case TIME -> "TIMESTAMP WITH TIME ZONE";
            case FLAG -> "BOOLEAN";
            case JSON -> "JSON";
        };
    }

    @Override
    FileUrls fileUrls() {
        return new DuckDbUrls();
    }

    @Override
    FileKind fileKind() {
        return FileKind.DUCKDB;
    }

    @Override
    NativeLibrary nativeLibrary() {
        return new NativeLibrary(DuckDbUrls.PREFIX, NativeLibrary.TEMPORARY);
    }

    @Override
    String urlOf(Path file) {
        return DuckDbUrls.PREFIX + file;
    }

    /** It writes what does not fit into memory to files of any name, which everybody may read. */
    @Override
    @Nullable Path temporaryDirectory(Path file) {
        return file.resolveSibling(file.getFileName() + ".tmp");
    }

    /**
     * Of the database, not of a connection: a driver refuses a second connection in the process that gives it others as
     * parameters.
     */
    @Override
    SessionSettings settings() {
        return DuckDbDialect::setOwn;
    }

    private static List<String> setOwn(Handle handle) {
        List<String> restoring = new ArrayList<>();
        OWN_SETTINGS.forEach((name, value) -> {
            String before = handle.createQuery("SELECT current_setting('" + name + "')")
                    .mapTo(String.class)
                    .one();
            handle.execute("SET " + name + " = '" + value + "'");
            restoring.add("SET " + name + " = '" + before + "'");
        });
        return restoring;
    }

    @Override
    String attachments(String schema, String tables) {
        return "SELECT 'VIEW', view_name, '', '' FROM duckdb_views() WHERE database_name = current_database() AND"
                + " schema_name = " + schema + " AND lower(view_name) IN (" + tables + ") UNION SELECT 'REFERENCE',"
                + " referenced_table, '', table_name FROM duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY' AND"
                + " database_name = current_database() AND schema_name = " + schema
                + " AND lower(referenced_table) IN ("
                + tables + ")";
    }

    /**
     * Its indexes have to fit into memory, whatever the size of a table (Guides, Performance, Indexing); without one it
     * scans millions of rows for a member in some hundredths of a second.
     */
    @Override
    boolean indexesMembers() {
        return false;
    }

    /** By hashing; and rows that are deleted and written again stay in memory until the commit. */
    @Override
    boolean leavesUnchangedRows() {
        return true;
    }

    @Override
    boolean hasTransactionalDdl() {
        return true;
    }

    @Override
    DecimalRange decimals() {
        return new DecimalRange(DECIMAL_DIGITS - DECIMAL_SCALE, DECIMAL_SCALE);
    }

    @Override
    JsonEscapes escapes() {
        return JsonEscapes.WHOLE_CHARACTERS;
    }

    @Override
    BulkLoad bulkLoad(Handle handle, Staging staging, BlockLayouts layouts, TargetValues values) throws SQLException {
        DuckDBConnection connection = handle.getConnection().unwrap(DuckDBConnection.class);
        return new OrderedLoad(
                handle,
                staging,
                layouts,
                (place, columns) -> new AppenderRows(
                        connection.createAppender(
                                TEMPORARY_CATALOG,
                                TEMPORARY_SCHEMA,
                                place.table().name()),
                        place.table().columns().size(),
                        values));
    }

    @Override
    int mostColumns() {
        return 10_000;
    }
}
