package io.memberport.sink.jdbc.sqlite;

import io.memberport.sink.jdbc.driver.DatabaseDriver;
import io.memberport.sink.jdbc.driver.FileUrls;
import io.memberport.sink.jdbc.driver.NativeLibrary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The driver of SQLite, with SQLite in it. */
public final class SqliteDriver extends DatabaseDriver {

    private static final String PATIENCE_MILLIS = "10000";

    /** From org.sqlite.SQLiteConfig.Pragma, and what SQLite itself takes of a {@code file:} name. */
    private static final Set<String> DANGEROUS = Set.of("enable_load_extension", "temp_store_directory", "vfs");

    @Override
    public Map<String, String> properties(String url) {
        return Map.of("busy_timeout", PATIENCE_MILLIS);
    }

    @Override
    public Set<String> dangerousParameters() {
        return DANGEROUS;
    }

    /** Statements then have results, and what follows an encoding is not quoted by the driver. */
    @Override
    public Map<String, Pattern> breakingParameters() {
        Map<String, Pattern> breaking = new LinkedHashMap<>();
        breaking.put("count_changes", Pattern.compile("1|true|yes|on"));
        breaking.put("encoding", Pattern.compile("[^'\"].*-.*"));
        List.of("variable_number", "sql_length", "column", "compound_select", "expr_depth", "vdbe_op", "length")
                .forEach(limit -> breaking.put("limit_" + limit, Pattern.compile(".*")));
        return breaking;
    }

    @Override
    public NativeLibrary nativeLibrary() {
        return new NativeLibrary("SQLite", SqliteUrls.PREFIX + SqliteUrls.IN_MEMORY, "org.sqlite.tmpdir");
    }

    @Override
    public FileUrls files() {
        return new SqliteUrls();
    }
}
