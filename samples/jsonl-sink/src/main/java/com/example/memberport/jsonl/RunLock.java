package com.example.memberport.jsonl;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps other runs away from a target. The operating system gives it back when the process dies, however it dies. */
final class RunLock implements AutoCloseable {

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    static RunLock acquire(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new RunLock(channel);
            }
            channel.close();
        } catch (OverlappingFileLockException heldByThisProcess) {
            // Not closed: on Linux that would take the lock from the run that has it.
            throw busy();
        }
        throw busy();
    }

    private static MemberportException busy() {
        return new MemberportException(
                FailureKind.TARGET_BUSY, "Another run is writing this target. Let it finish, then run this one again.");
    }

    boolean isHeld() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
