package io.memberport.sink.jdbc.duckdb;

import io.memberport.sink.jdbc.driver.FileKind;
import io.memberport.sink.jdbc.driver.FileUrls;
import java.io.File;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Those of DuckDB, for which a name with a scheme ({@code md:}, {@code postgres:}, {@code s3://}) is a database elsewhere: it
 * opens one by an extension, which it downloads and runs.
 */
public final class DuckDbUrls extends FileUrls {

    static final String PREFIX = "jdbc:duckdb:";

    private static final String FILE = "file:";
    private static final boolean WINDOWS = File.separatorChar == '\\';

    public DuckDbUrls() {
        super("DuckDB", PREFIX, ";", ";", PREFIX + "members.duckdb");
    }

    @Override
    public FileKind kind() {
        return FileKind.DUCKDB;
    }

    @Override
    public boolean takesEmptyFile() {
        return false;
    }

    /** DuckDB writes what does not fit into memory to files of any name, which every user may read. */
    @Override
    public Path temporaryDirectory(Path file) {
        return file.resolveSibling(file.getFileName() + ".tmp");
    }

    @Override
    public @Nullable Path file(String url) {
        return keepNothing(url) || isElsewhere(url) ? null : path(plainName(url));
    }

    /** A name that begins so is one of a database in memory that connections of this process share. */
    @Override
    public boolean keepNothing(String url) {
        String name = plainName(url);
        return name.isEmpty() || name.startsWith(":memory:");
    }

    @Override
    public @Nullable String parameterAgainstWriting(String url) {
        if (parameter(url, "access_mode").equals("read_only")) {
            return "access_mode";
        }
        return parameter(url, "duckdb.read_only").equals("true") ? "duckdb.read_only" : null;
    }

    @Override
    public @Nullable String ownMistake(String url) {
        return isElsewhere(url)
                ? "is not a file: DuckDB would download an extension and run it for a name that begins like this."
                        + " Name a file, as in " + example() + "; a file of such a name has ./ before it."
                : null;
    }

    /** Not what Java calls the home directory, which is another one in many a container. */
    @Override
    public @Nullable String home() {
        return System.getenv(WINDOWS ? "USERPROFILE" : "HOME");
    }

    /** Without what stands behind a scheme: the host, the user and the password of a server, for example. */
    @Override
    public String shown(String url) {
        return isElsewhere(url) ? PREFIX + scheme(plainName(url)) + ":…" : super.shown(url);
    }

    private boolean isElsewhere(String url) {
        return scheme(plainName(url)) != null;
    }

    /** The driver strips blanks; DuckDB takes a URI of an absolute path, and a backslash for a slash, everywhere. */
    private String plainName(String url) {
        String name = name(url).strip().replace('\\', '/');
        boolean isUri = name.startsWith(FILE + "/") && (!name.startsWith(FILE + "//") || name.startsWith(FILE + "///"));
        return isUri ? name.substring(FILE.length()) : name;
    }
}
