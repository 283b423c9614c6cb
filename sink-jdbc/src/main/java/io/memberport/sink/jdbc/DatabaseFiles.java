package io.memberport.sink.jdbc;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files that embedded databases live in. */
final class DatabaseFiles {

    private DatabaseFiles() {}

    /**
     * The file that a URL names.
     *
     * @param prefix what stands before it
     * @param suffix what the database puts behind it
     * @return null for a database in memory, and for what is no path
     */
    static @Nullable Path path(String url, String prefix, String suffix) {
        String name = url.substring(Math.min(prefix.length(), url.length())).split("[?;]", 2)[0];
        String plain = name.startsWith("file:") ? name.substring("file:".length()) : name;
        if (plain.isBlank() || plain.startsWith(":") || plain.contains(":mem")) {
            return null;
        }
        try {
            String home = plain.startsWith("~/") ? System.getProperty("user.home") + plain.substring(1) : plain;
            return Path.of(home + suffix);
        } catch (InvalidPathException notAPath) {
            return null;
        }
    }
}
