package io.memberport.sink.jdbc.duckdb;

import io.memberport.sink.jdbc.dialect.SessionSettings;
import io.memberport.sink.jdbc.driver.FileKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
}
