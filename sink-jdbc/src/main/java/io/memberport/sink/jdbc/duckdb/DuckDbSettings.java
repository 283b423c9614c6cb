package io.memberport.sink.jdbc.duckdb;

import io.memberport.sink.jdbc.dialect.SessionSettings;
import io.memberport.sink.jdbc.driver.FileKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.jdbi.v3.core.Handle;

/**
 * Those of DuckDB, which are of the database, not of a connection: a driver refuses a second connection in the process that
 * gives it others as parameters.
 */
public final class DuckDbSettings implements SessionSettings {

    /**
     * Ids are compared byte by byte. Every commit goes to the database's file at once: a log would be a second file, with the
     * rights of others. And no statement makes it download code and run it; opening a file does not, because {@link DuckDbUrls}
     * and {@link FileKind} take only its own.
     */
    private static final Map<String, String> NEEDED = Map.of(
            "default_collation",
            "",
            "wal_autocheckpoint",
            "0KB",
            "autoinstall_known_extensions",
            "false",
            "autoload_known_extensions",
            "false");

    /** Enough to load an export of 1.26 GB and to merge it; by itself DuckDB takes most of the machine's. */
    private static final String MEMORY_LIMIT = "512MB";

    @Override
    public List<String> set(Handle handle) {
        List<String> restoring = new ArrayList<>();
        NEEDED.forEach((name, value) -> {
            String before = handle.createQuery("SELECT current_setting('" + name + "')")
                    .mapTo(String.class)
                    .one();
            handle.execute("SET " + name + " = '" + value + "'");
            restoring.add("SET " + name + " = '" + before + "'");
        });
        return restoring;
    }

    /** A limit other than that of a new database in the same process was set by its user, or is that of a small machine. */
    @Override
    public void limitMemory(Handle handle) throws SQLException {
        String present = memoryLimit(handle.getConnection());
        if (present.equals(usualMemoryLimit()) && isBeyondOurs(handle, present)) {
            handle.execute("SET memory_limit = '" + MEMORY_LIMIT + "'");
        }
    }

    private static String usualMemoryLimit() throws SQLException {
        try (Connection inMemory = new DuckDBDriver().connect(DuckDbUrls.PREFIX, new Properties())) {
            return memoryLimit(inMemory);
        }
    }

    private static String memoryLimit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('memory_limit')")) {
            row.next();
            return row.getString(1);
        }
    }

    private static boolean isBeyondOurs(Handle handle, String limit) {
        return handle.createQuery("SELECT parse_formatted_bytes(?) > parse_formatted_bytes(?)")
                .bind(0, limit)
                .bind(1, MEMORY_LIMIT)
                .mapTo(Boolean.class)
                .one();
    }
}
