package io.memberport.sink.jdbc.sqlite;

import io.memberport.sink.jdbc.driver.FileKind;
import io.memberport.sink.jdbc.driver.FileUrls;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those of SQLite, whose names are paths, or URIs that SQLite itself reads ("Uniform Resource Identifiers"). */
public final class SqliteUrls extends FileUrls {

    static final String PREFIX = "jdbc:sqlite:";
    static final String IN_MEMORY = ":memory:";

    private static final String URI = "file:";
    private static final String OPEN_MODE = "open_mode";

    private static final String MODE = "mode";
    private static final Set<String> MODES = Set.of("ro", "rw", "rwc", "memory");
    private static final Set<String> YES = Set.of("1", "yes", "true", "on");

    /** SQLITE_OPEN_READONLY, SQLITE_OPEN_CREATE and SQLITE_OPEN_MEMORY. */
    private static final int READ_ONLY = 0x1;

    private static final int CREATE = 0x4;

    private static final int MEMORY = 0x80;

    public SqliteUrls() {
        super("SQLite", PREFIX, "?", "&", PREFIX + "members.db");
    }

    private static boolean areUri(String url) {
        return url.regionMatches(true, 0, PREFIX + URI, 0, PREFIX.length() + URI.length());
    }

    @Override
    public FileKind kind() {
        return FileKind.SQLITE;
    }

    /** What the driver does not know, it takes for a part of the file's name; of a URI, SQLite takes it. */
    @Override
    public boolean swallowUnknownParameters(String url) {
        return url.indexOf('?') >= 0 && !areUri(url);
    }

    @Override
    public @Nullable Path file(String url) {
        return keepNothing(url) ? null : path(plainName(url));
    }

    @Override
    public boolean keepNothing(String url) {
        String name = plainName(url);
        return name.isBlank()
                || name.equals(IN_MEMORY)
                || (areUri(url) && parameter(url, MODE).equals("memory"))
                || openMode(url, MEMORY) != 0;
    }

    @Override
    public @Nullable String parameterAgainstWriting(String url) {
        if (areUri(url) && parameter(url, MODE).equals("ro")) {
            return MODE;
        }
        if (areUri(url) && YES.contains(parameter(url, "immutable"))) {
            return "immutable";
        }
        return openMode(url, READ_ONLY) == 0 ? null : OPEN_MODE;
    }

    @Override
    public @Nullable String parameterAgainstCreation(String url) {
        if (areUri(url) && parameter(url, MODE).equals("rw")) {
            return MODE;
        }
        return openMode(url, CREATE) == 0 ? OPEN_MODE : parameterAgainstWriting(url);
    }

    @Override
    public @Nullable String ownMistake(String url) {
        String name = name(url);
        if (name.startsWith(":") && !name.equals(IN_MEMORY)) {
            return "has a name that begins with a colon, which can have another meaning than a file. Write " + PREFIX
                    + "./ and then the name.";
        }
        if (areUri(url) && name.contains("#")) {
            return "has a # in a name that is a URI, where SQLite ignores what follows it. Write %23.";
        }
        String mode = parameter(url, MODE);
        return areUri(url) && !mode.isEmpty() && !MODES.contains(mode)
                ? "has a parameter mode that SQLite does not know. Write rw or rwc, or leave it out."
                : null;
    }

    /** Bits of the mode that the driver opens with, which is {@link #CREATE} among these if the user has none. */
    private int openMode(String url, int bits) {
        try {
            return Integer.parseInt(parameter(url, OPEN_MODE)) & bits;
        } catch (NumberFormatException notGiven) {
            return bits & CREATE;
        }
    }

    private String plainName(String url) {
        String name = name(url);
        return areUri(url) ? ofUri(name.substring(URI.length())) : name;
    }

    private static String ofUri(String uri) {
        String path = uri;
        if (path.startsWith("//")) {
            path = path.substring(Math.max(2, path.indexOf('/', 2)));
        }
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return path;
        }
    }
}
