package io.memberport.encoding.file;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.file.LockFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the new file and its manifest in place. Everything that can fail for an ordinary reason happens before the first
 * of the two renamings. Between them the file is the new one and the manifest is the former, which does not fit it and
 * therefore counts for nothing.
 */
public record FileCommit(TargetNames files, LockFile lock, Disk disk) {

    private static final Logger LOG = LoggerFactory.getLogger(FileCommit.class);
    private static final int MOST_INTERRUPTIONS = 100;

    /**
     * Gives the finished temporary file the rights it will have.
     *
     * @return the time the file was last modified, which stays what it is
     */
    public Instant prepareData() throws IOException {
        files.requireReplaceable();
        FileRights.inherit(files.data(), files.dataTemporary());
        return Files.getLastModifiedTime(files.dataTemporary()).toInstant();
    }

    /**
     * Makes the data visible, then the manifest.
     *
     * @param manifestMissing says that the data is in place and the manifest is not
     * @throws IOException if that failed before the data was in place
     * @throws MemberportException if it failed after that, or because the target is not this run's any more
     */
    public void publish(
            FileManifest manifest, BiFunction<TargetNames, IOException, MemberportException> manifestMissing)
            throws IOException {
        writeManifest(manifest.toJson());
        if (!lock.isHeld()) {
            throw new MemberportException(
                    FailureKind.TARGET_BUSY,
                    "The lock file " + files.lock() + " was deleted while this run was writing, so another run may be"
                            + " writing now. " + files.data() + " is as it was before; run again.");
        }
        disk.rename(files.dataTemporary(), files.data());
        try {
            disk.rename(files.manifestTemporary(), files.manifest());
        } catch (IOException e) {
            throw manifestMissing.apply(files, e);
        } finally {
            forceDirectory();
        }
    }

    /** Puts a manifest in place that describes the data, which is there already. */
    public void completeManifest() throws IOException {
        disk.rename(files.manifestTemporary(), files.manifest());
        forceDirectory();
    }

    private void writeManifest(byte[] json) throws IOException {
        if (json.length > FileManifest.LARGEST_BYTES) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The manifest of " + files.data()
                            + " would be too large: the export has too many variables for columns"
                            + " of their own. Use a CSV file with layout=long. The target is as it was before.");
        }
        try (FileChannel channel = disk.create(files.manifestTemporary())) {
            ByteBuffer bytes = ByteBuffer.wrap(json);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        FileRights.inherit(files.manifest(), files.manifestTemporary());
    }

    /**
     * Sees the renamings to stable storage, on operating systems where a directory can be asked for that. An interrupt
     * waits until it is done: the export is committed by now, and the answer must say so.
     */
    private void forceDirectory() {
        boolean interrupted = false;
        for (int attempt = 0; attempt < MOST_INTERRUPTIONS; attempt++) {
            interrupted |= Thread.interrupted();
            try (FileChannel directory = FileChannel.open(files.directory(), StandardOpenOption.READ)) {
                directory.force(true);
                break;
            } catch (ClosedByInterruptException e) {
                interrupted = true;
            } catch (IOException e) {
                LOG.debug("This file system does not flush directories: {}", files.directory(), e);
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
