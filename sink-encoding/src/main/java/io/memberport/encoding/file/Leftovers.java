package io.memberport.encoding.file;

import io.memberport.error.MemberportException;
import io.memberport.port.file.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Removes what is over when a target is let go of. */
public final class Leftovers {

    private Leftovers() {}

    /**
     * Deletes temporary files, and releases the target. If the lock was lost, the files may be another run's by now, and stay.
     *
     * @param earlier why the run fails; null if it does not
     * @return the first failure
     */
    public static @Nullable MemberportException discard(
            List<Path> temporaries, LockFile lock, @Nullable MemberportException earlier) {
        MemberportException failure = earlier;
        if (lock.isHeld()) {
            for (Path temporary : temporaries) {
                failure = delete(temporary, failure);
            }
        }
        try {
            lock.close();
        } catch (IOException e) {
            failure = first(failure, TargetFailures.lockLeft(lock.file(), e));
        }
        return failure;
    }

    private static @Nullable MemberportException delete(Path file, @Nullable MemberportException failure) {
        try {
            Files.deleteIfExists(file);
            return failure;
        } catch (IOException e) {
            return first(failure, TargetFailures.leftover(file, e));
        }
    }

    private static MemberportException first(@Nullable MemberportException earlier, MemberportException later) {
        if (earlier == null) {
            return later;
        }
        earlier.addSuppressed(later);
        return earlier;
    }
}
