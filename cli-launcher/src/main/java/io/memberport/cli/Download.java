package io.memberport.cli;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;
import io.memberport.http.document.ExportDocuments;
import io.memberport.http.document.Transfer;
import io.memberport.model.ExportMetadata;
import io.memberport.port.ExportFileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Brings the raw file of an export to a path. It grows as {@code PATH.part}, readable by this user alone because it holds
 * personal data, and gets its name once it has been read through to its end without complaint.
 */
final class Download {

    private static final int BUFFER_BYTES = 1 << 18;

    private final Path file;
    private final Path part;
    private final boolean replace;

    /**
     * Checks the path.
     *
     * @param replace whether a file that is there may be replaced
     */
    Download(Path file, boolean replace) {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.replace = replace;
        refuseExisting();
    }

    /**
     * Downloads, checks and names the file.
     *
     * @param transfer closed by the caller
     * @param batchId the batch the file must be of
     * @return what is in the file
     */
    ExportMetadata run(Transfer transfer, String batchId, ExportListener listener) {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            boolean done = false;
            try {
                ExportMetadata metadata = fill(channel, transfer, batchId, listener);
                refuseExisting();
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                done = lock.isValid();
                return metadata;
            } finally {
                if (!done) {
                    discard();
                }
            }
        } catch (ClosedByInterruptException interrupted) {
            throw new MemberportException(FailureKind.INTERRUPTED, "Interrupted while downloading.");
        } catch (IOException failure) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "Cannot write " + Printable.text(file.toString()) + " ("
                            + failure.getClass().getSimpleName() + "). Is there room, and are you allowed to?");
        }
    }

    private ExportMetadata fill(FileChannel channel, Transfer transfer, String batchId, ExportListener listener)
            throws IOException {
        makePrivate();
        channel.truncate(0);
        copy(transfer, channel, listener);
        channel.force(true);
        try (ExportFileSource written = ExportDocuments.onDisk(part)) {
            ExportMetadata metadata = Inspection.of(written, listener).metadata();
            refuseOther(metadata, batchId);
            return metadata;
        }
    }

    private static void copy(Transfer transfer, FileChannel channel, ExportListener listener) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long total = 0;
        for (int read = transfer.read(buffer, 0, buffer.length);
                read >= 0;
                read = transfer.read(buffer, 0, buffer.length)) {
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            total += read;
            listener.on(new ExportEvent.Spooling(total, transfer.expectedBytes()));
        }
    }

    private FileLock lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException heldInThisProcess) {
            // Reported below, like one that another process holds.
        }
        throw new MemberportException(
                FailureKind.TARGET_BUSY,
                "Another download is writing " + Printable.text(part.toString())
                        + ". Wait for it, or name another file.");
    }

    private void makePrivate() throws IOException {
        PosixFileAttributeView posix =
                Files.getFileAttributeView(part, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (posix != null) {
            posix.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }

    private void refuseExisting() {
        if (!replace && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    Printable.text(file.toString())
                            + " exists already. Name another file, or replace it with --force.");
        }
    }

    private static void refuseOther(ExportMetadata metadata, String batchId) {
        if (metadata.batchId() != null && !metadata.batchId().equalsIgnoreCase(batchId)) {
            throw MemberportException.of(
                            FailureKind.MALFORMED_EXPORT,
                            "The file is of the export " + metadata.batchId() + ", not of " + batchId
                                    + ". Tell Alida's support.")
                    .batchId(batchId)
                    .build();
        }
    }

    private void discard() {
        try {
            Files.deleteIfExists(part);
        } catch (IOException left) {
            // The failure that led here is the one to report; the next download overwrites the part.
        }
    }
}
