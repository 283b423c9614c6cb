package io.memberport.testkit;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps other runs away from a target, in this process and in others, as far as no flaw says otherwise. */
final class ReferenceLock implements AutoCloseable {

    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final Flaw flaw;
    private final @Nullable FileChannel channel;

    private ReferenceLock(Path file, Flaw flaw, @Nullable FileChannel channel) {
        this.file = file;
        this.flaw = flaw;
        this.channel = channel;
    }

    static ReferenceLock acquire(Path file, Flaw flaw) throws IOException {
        if (flaw == Flaw.KEEPS_NOBODY_AWAY) {
            return new ReferenceLock(file, flaw, null);
        }
        if (!HELD_HERE.add(file)) {
            throw busy();
        }
        ReferenceLock lock = null;
        try {
            lock = new ReferenceLock(file, flaw, lockFile(file, flaw));
            return lock;
        } finally {
            if (lock == null) {
                HELD_HERE.remove(file);
            }
        }
    }

    private static @Nullable FileChannel lockFile(Path file, Flaw flaw) throws IOException {
        if (flaw == Flaw.KEEPS_ITS_OWN_PROCESS_AWAY_ONLY) {
            return null;
        }
        if (flaw == Flaw.STAYS_LOCKED_WHEN_KILLED) {
            try {
                Files.createFile(file);
                return null;
            } catch (FileAlreadyExistsException held) {
                throw busy();
            }
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw busy();
        }
        return channel;
    }

    private static MemberportException busy() {
        return new MemberportException(FailureKind.TARGET_BUSY, "Another run is at work.");
    }

    @Override
    public void close() throws IOException {
        if (flaw == Flaw.STAYS_LOCKED_WHEN_KILLED) {
            Files.deleteIfExists(file);
        }
        if (channel != null) {
            channel.close();
        }
        HELD_HERE.remove(file);
    }
}
