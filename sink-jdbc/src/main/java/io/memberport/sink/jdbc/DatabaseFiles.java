package io.memberport.sink.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that embedded databases live in. */
final class DatabaseFiles {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private DatabaseFiles() {}

    /** Makes an empty file that this user alone can read, where the file system knows of users. */
    static void createPrivate(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException notCreated) {
            // The driver says why, in its own words.
        }
        makePrivate(file);
    }

    /** Takes a file from everybody but this user, where the file system knows of users. */
    static void makePrivate(Path file) {
        try {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        } catch (IOException | UnsupportedOperationException notPossible) {
            // Then it is protected as its directory is.
        }
    }

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
