package io.memberport.sink.csv;

import io.memberport.error.FailureKind;
import io.memberport.error.FileType;
import io.memberport.error.MemberportException;
import io.memberport.port.file.PrivateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other runs away from a target, in this process and in others, until it is closed or the process ends in whatever
 * way. It is a lock of the operating system on a file beside the target, and only the holder deletes that file.
 *
 * <p>Two things make this longer than {@code tryLock}:
 *
 * <ul>
 *   <li>On POSIX systems a process loses its locks on a file when it closes <em>any</em> descriptor of it. So this
 *       process never opens the lock file a second time while it holds the lock (it asks {@link #HELD_HERE} first), and
 *       what it had to open stays open until the end.
 *   <li>Between opening and locking, the former holder may have deleted the file, and another run may have made a new
 *       one. So once locked, the file is opened again by its name, and it is the same one if and only if the JVM, which
 *       knows locks by file, says that a region locked through the first descriptor is locked. The region is random, so
 *       that no other lock of this JVM can be taken for it.
 * </ul>
 */
final class TargetLock implements AutoCloseable {

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

    private TargetLock(
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
     * Locks the target or fails at once.
     *
     * @throws MemberportException of kind {@link FailureKind#TARGET_BUSY} if another run has it
     */
    static TargetLock acquire(TargetFiles files) throws IOException {
        if (!HELD_HERE.add(files.lock())) {
            throw busy(files);
        }
        TargetLock acquired = null;
        try {
            for (int attempt = 0; acquired == null && attempt < MOST_ATTEMPTS; attempt++) {
                acquired = attempt(files);
            }
        } finally {
            if (acquired == null) {
                HELD_HERE.remove(files.lock());
            }
        }
        if (acquired == null) {
            throw busy(files);
        }
        return acquired;
    }

    private static FileChannel open(TargetFiles files) throws IOException {
        try {
            return PrivateFile.openOrCreate(files.lock());
        } catch (AccessDeniedException denied) {
            if (FileType.of(files.lock(), LinkOption.NOFOLLOW_LINKS) == FileType.NONE) {
                throw denied;
            }
            throw new MemberportException(
                    FailureKind.TARGET_BUSY,
                    "The lock file " + files.lock() + " belongs to another user, " + FileOwner.name(files.lock())
                            + ", whose run is writing the target or was killed. Let it finish, or delete the lock file if there"
                            + " is no such run; then run again.",
                    denied);
        }
    }

    private static @Nullable TargetLock attempt(TargetFiles files) throws IOException {
        FileChannel channel = open(files);
        FileLock lock;
        try {
            lock = channel.tryLock(0, 1, false);
        } catch (OverlappingFileLockException heldByAnotherClassLoader) {
            // The channel stays open on purpose: closing it would take the lock from the other one.
            throw busy(files);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        if (lock == null) {
            channel.close();
            throw busy(files);
        }
        try {
            TargetLock confirmed = confirm(files.lock(), channel, lock);
            if (confirmed == null) {
                channel.close();
            }
            return confirmed;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The lock, if the locked file is still the one with that name; else null. */
    private static @Nullable TargetLock confirm(Path file, FileChannel channel, FileLock lock) throws IOException {
        long region = ThreadLocalRandom.current().nextLong(1, FARTHEST_MARK);
        FileLock mark = Objects.requireNonNull(channel.tryLock(region, 1, false), "mark");
        FileChannel witness;
        try {
            witness = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException deleted) {
            return null;
        }
        TargetLock confirmed = null;
        try {
            witness.tryLock(region, 1, false);
        } catch (OverlappingFileLockException lockedThroughTheOther) {
            confirmed = new TargetLock(file, channel, witness, lock, mark, fileKey(file));
        } finally {
            if (confirmed == null) {
                witness.close();
            }
        }
        return confirmed;
    }

    Path file() {
        return file;
    }

    /**
     * Whether the lock still keeps others away, which ends if its file is deleted by hand.
     */
    boolean isHeld() {
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

    private static MemberportException busy(TargetFiles files) {
        return new MemberportException(
                FailureKind.TARGET_BUSY,
                "Another run is writing " + files.data() + ". Let it finish, then run this one again.");
    }
}
