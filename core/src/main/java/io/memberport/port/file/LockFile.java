package io.memberport.port.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Keeps others away from something, in this process and in other processes, until it is closed or the process ends in whatever
 * way. It is a lock of the operating system on a file that is there for nothing else, and only the holder deletes that file.
 *
 * <p>Two things make this longer than {@code tryLock}:
 *
 * <ul>
 *   <li>On POSIX systems a process loses its locks on a file when it closes <em>any</em> descriptor of it; even setting
 *       permissions can open and close one. So the file that is locked is never one with content, this process never opens it a
 *       second time while it holds the lock (it asks {@link #HELD_HERE} first), and what it had to open stays open until the
 *       end.
 *   <li>Between opening and locking, the former holder may have deleted the file, and another process may have made a new
 *       one. So once locked, the file is opened again by its name, and it is the same one if and only if the JVM, which
 *       knows locks by file, says that a region locked through the first descriptor is locked. The region is random, so
 *       that no other lock of this JVM can be taken for it.
 * </ul>
 */
public final class LockFile implements AutoCloseable {

    /** Static because the locks of a process are: what counts is what the process holds, whichever object asked. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private static final int MOST_ATTEMPTS = 100;
    private static final long FARTHEST_MARK = 1L << 40;

    private final Path file;
    private final FileChannel channel;
    private final FileChannel witness;
    // Kept because the JVM forgets locks without a reference to them.
    private final FileLock lock;
    private final FileLock mark;
    private final @Nullable Object fileKey;
    private boolean closed;

    private LockFile(
            Path file,
            FileChannel channel,
            FileChannel witness,
            FileLock lock,
            FileLock mark,
            @Nullable Object fileKey) {
        this.file = file;
        this.channel = channel;
        this.witness = witness;
        this.lock = lock;
        this.mark = mark;
        this.fileKey = fileKey;
    }

    /**
     * Takes the lock, if it is free; does not wait.
     *
     * @param file made if it is not there; its directory must be named without links
     * @return empty if another one has it
     * @throws IOException if the file cannot be opened, because it is another user's for example
     */
    public static Optional<LockFile> acquire(Path file) throws IOException {
        if (!HELD_HERE.add(file)) {
            return Optional.empty();
        }
        LockFile acquired = null;
        try {
            boolean mayBeFree = true;
            for (int attempt = 0; mayBeFree && acquired == null && attempt < MOST_ATTEMPTS; attempt++) {
                FileChannel channel = PrivateFile.openOrCreate(file);
                FileLock lock = lock(channel);
                mayBeFree = lock != null;
                acquired = lock == null ? null : confirmed(file, channel, lock);
            }
            return Optional.ofNullable(acquired);
        } finally {
            if (acquired == null) {
                HELD_HERE.remove(file);
            }
        }
    }

    /** Null if another one has it. */
    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock(0, 1, false);
        } catch (OverlappingFileLockException heldByAnotherClassLoader) {
            // The channel stays open on purpose: closing it would take the lock from the other one.
            return null;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
        if (lock == null) {
            channel.close();
        }
        return lock;
    }

    /** The lock, if the locked file is still the one with that name; else null. */
    private static @Nullable LockFile confirmed(Path file, FileChannel channel, FileLock lock) throws IOException {
        LockFile confirmed = null;
        try {
            confirmed = confirm(file, channel, lock);
            return confirmed;
        } finally {
            if (confirmed == null) {
                channel.close();
            }
        }
    }

    private static @Nullable LockFile confirm(Path file, FileChannel channel, FileLock lock) throws IOException {
        long region = ThreadLocalRandom.current().nextLong(1, FARTHEST_MARK);
        FileLock mark = Objects.requireNonNull(channel.tryLock(region, 1, false), "mark");
        FileChannel witness;
        try {
            witness = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException deleted) {
            return null;
        }
        LockFile confirmed = null;
        try {
            witness.tryLock(region, 1, false);
        } catch (OverlappingFileLockException lockedThroughTheOther) {
            confirmed = new LockFile(file, channel, witness, lock, mark, fileKey(file));
        } finally {
            if (confirmed == null) {
                witness.close();
            }
        }
        return confirmed;
    }

    public Path file() {
        return file;
    }

    /** Whether the lock still keeps others away, which ends if its file is deleted by hand. */
    public boolean isHeld() {
        try {
            return !closed && lock.isValid() && mark.isValid() && Objects.equals(fileKey, fileKey(file));
        } catch (IOException gone) {
            return false;
        }
    }

    private static @Nullable Object fileKey(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Gives the lock back and deletes its file, in this order of effects: first the file cannot be found, then it is free. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        boolean held = isHeld();
        closed = true;
        try (channel;
                witness) {
            if (held) {
                Files.deleteIfExists(file);
            }
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
