package io.memberport.encoding.file;

import io.memberport.error.MemberportException;
import io.memberport.port.file.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A target from the lock to the commit or to nothing: the new file under its temporary name, which a commit puts in place together with
 * its manifest. Used by one thread.
 */
public final class FileReplacement implements AutoCloseable {

    private final TargetNames files;
    private final LockFile lock;
    private final Disk disk;
    private final NewFile file;

    private FileReplacement(TargetNames files, LockFile lock, Disk disk, NewFile file) {
        this.files = files;
        this.lock = lock;
        this.disk = disk;
        this.file = file;
    }

    /**
     * Locks the target and starts the new file. If that fails, nothing is left.
     *
     * @throws MemberportException if the target cannot be used, or another run has it
     */
    public static FileReplacement start(TargetNames files, Disk disk) throws IOException {
        TargetCheck.require(files, disk);
        LockFile lock = files.claim();
        try {
            Files.deleteIfExists(files.manifestTemporary());
            return new FileReplacement(files, lock, disk, new NewFile(disk, files.dataTemporary()));
        } catch (IOException | RuntimeException | Error e) {
            MemberportException alsoFailed = Leftovers.discard(files.temporaries(), lock, null);
            if (alsoFailed != null) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    /** The names of the target. */
    public TargetNames files() {
        return files;
    }

    /** The new file. */
    public NewFile file() {
        return file;
    }

    /**
     * Puts the new file, which is finished, in place of the former one.
     *
     * @param manifest of the file that it is given
     * @throws IOException if that failed before the file was in place
     * @throws MemberportException if it failed after that, or because the target is not this run's any more
     */
    public void commit(Function<DataFile, FileManifest> manifest) throws IOException {
        FileCommit commit = new FileCommit(files, lock, disk);
        DataFile data = new DataFile(
                String.valueOf(files.data().getFileName()), file.sizeBytes(), file.crc32c(), commit.prepareData());
        commit.publish(manifest.apply(data), TargetFailures::manifestMissing);
    }

    /** Discards what was not committed and releases the target. Idempotent. */
    @Override
    public void close() {
        MemberportException failure = Leftovers.discard(files.temporaries(), lock, closed());
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable MemberportException closed() {
        try {
            file.close();
            return null;
        } catch (IOException e) {
            return TargetFailures.leftover(files.dataTemporary(), e);
        }
    }
}
