package io.memberport.sink.jdbc.duckdb;

import io.memberport.sink.jdbc.driver.DatabaseDriver;
import io.memberport.sink.jdbc.driver.FileUrls;
import io.memberport.sink.jdbc.driver.NativeLibrary;
import java.util.Set;

/** The driver of DuckDB, with DuckDB in it. */
public final class DuckDbDriver extends DatabaseDriver {

    /** From duckdb_settings(). */
    private static final Set<String> DANGEROUS = Set.of(
            "allow_community_extensions",
            "allow_extensions_metadata_mismatch",
            "allow_unsigned_extensions",
            "autoinstall_extension_repository",
            "autoinstall_known_extensions",
            "autoload_known_extensions",
            "custom_extension_repository",
            "extension_directories",
            "extension_directory",
            "home_directory",
            "log_query_path",
            "profile_output",
            "profiling_output",
            "secret_directory",
            "session_init_sql_file",
            "temp_directory");

    @Override
    public Set<String> dangerousParameters() {
        return DANGEROUS;
    }

    @Override
    public NativeLibrary nativeLibrary() {
        return new NativeLibrary("DuckDB", DuckDbUrls.PREFIX, NativeLibrary.TEMPORARY);
    }

    @Override
    public FileUrls files() {
        return new DuckDbUrls();
    }
}
