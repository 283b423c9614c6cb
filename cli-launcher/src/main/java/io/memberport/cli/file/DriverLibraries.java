package io.memberport.cli.file;

import io.memberport.port.file.PrivateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The directory of this user's alone into which drivers of databases unpack their libraries. A killed process leaves them
 * there, megabytes each time; the next run removes them.
 *
 * <p>A run in progress holds a shared lock on a file in the directory, and only a run that gets the exclusive lock removes
 * anything. The operating system releases the lock of a process however it ends. The start script makes the directory
 * Java's one for temporary files as well, because DuckDB's driver asks for no other; {@code java -jar} moves SQLite's
 * library only. If there can be no such directory, the drivers unpack where they otherwise would.
 */
public final class DriverLibraries implements AutoCloseable {

    /** Set by the start script. */
    private static final String DIRECTORY_PROPERTY = "memberport.temporary";

    private static final String SQLITE_PROPERTY = "org.sqlite.tmpdir";
    private static final String LOCK = "lock";
    private static final int LOCK_ATTEMPTS = 200;
    private static final long PAUSE_NANOS = 5_000_000;

    private final Path directory;
    private @Nullable FileLock used;

    /** For a directory, which is made when it is needed. */
    DriverLibraries(Path directory) {
        this.directory = directory;
    }

    public static DriverLibraries ofProcess() {
        String given = System.getProperty(DIRECTORY_PROPERTY, "");
        return new DriverLibraries(
                given.isEmpty()
                        ? Path.of(System.getProperty("java.io.tmpdir"), "memberport-" + System.getProperty("user.name"))
                        : Path.of(given));
    }

    /** Makes the directory ready; to be called before a driver is loaded. */
    public void prepare() {
        if (used != null) {
            return;
        }
        try {
            if (isOwn()) {
                use();
            }
        } catch (IOException | RuntimeException unusable) {
            // A driver that finds no place says so itself.
        }
    }

    /** Nothing is removed from a directory, or loaded from it, that another user has made or that a link leads to. */
    private boolean isOwn() throws IOException {
        if (Files.isDirectory(directory.resolveSibling(""))) {
            PrivateFile.makeDirectory(directory);
        }
        FoundFile.ofThisUser().check(directory, "", "");
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
    }

    private void use() throws IOException {
        FileChannel channel = PrivateFile.openOrCreate(directory.resolve(LOCK));
        removeUnused(channel);
        used = lockShared(channel);
        if (used == null) {
            channel.close();
        } else if (System.getProperty(SQLITE_PROPERTY) == null) {
            System.setProperty(SQLITE_PROPERTY, directory.toString());
        }
    }

    /** Another run holds the exclusive lock for as long as it takes to remove some files. */
    private static @Nullable FileLock lockShared(FileChannel channel) throws IOException {
        for (int attempt = 1; ; attempt++) {
            FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true);
            if (shared != null || attempt == LOCK_ATTEMPTS) {
                return shared;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void removeUnused(FileChannel channel) throws IOException {
        try (FileLock alone = channel.tryLock()) {
            if (alone != null) {
                removeFiles();
            }
        }
    }

    private void removeFiles() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (!file.endsWith(LOCK) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    removeIfPossible(file);
                }
            }
        }
    }

    private static void removeIfPossible(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException inUse) {
            // Windows keeps a library that is loaded; the next run removes it.
        }
    }

    /** Removes what this run has unpacked, if no other run is in progress. */
    @Override
    public void close() {
        if (used == null) {
            return;
        }
        try (FileChannel channel = (FileChannel) used.acquiredBy()) {
            used.release();
            removeUnused(channel);
        } catch (IOException | RuntimeException unusable) {
            // The next run removes it.
        }
    }
}
