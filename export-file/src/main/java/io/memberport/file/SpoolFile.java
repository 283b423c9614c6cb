package io.memberport.file;

import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import io.memberport.port.ExportFileSource.TransferProgress;
import io.memberport.port.file.AccessList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A private copy of a file on this machine. It holds personal data, so it is readable by this user alone, and where the
 * operating system allows it (not on Windows) it has no name any more once it is open: however the process ends, it is
 * gone with it.
 */
record SpoolFile(Path path, FileChannel channel) implements AutoCloseable {

    private static final int BUFFER_BYTES = 256 << 10;

    static SpoolFile in(Path directory) {
        try {
            // The JDK gives a temporary file to its owner alone where the file system has POSIX permissions.
            Path path = Files.createTempFile(directory, "memberport-", ".spool");
            AccessList.giveToOwner(path);
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            deleteNameIfPossible(path);
            return new SpoolFile(path, channel);
        } catch (IOException failed) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "A private copy of the export cannot be made in " + directory + " ("
                            + FileFailure.reason(failed, directory)
                            + "). Name a directory that exists, has room and can be written.");
        }
    }

    void fill(ByteSource bytes, TransferProgress progress) {
        byte[] buffer = new byte[BUFFER_BYTES];
        long total = 0;
        long resumedAt = -1;
        try {
            for (int read = bytes.read(buffer, 0, buffer.length);
                    read >= 0;
                    read = bytes.read(buffer, 0, buffer.length)) {
                ByteBuffer piece = ByteBuffer.wrap(buffer, 0, read);
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
                total += read;
                if (bytes.resumedAtByte() != resumedAt) {
                    resumedAt = bytes.resumedAtByte();
                    progress.resumed(resumedAt, bytes.expectedBytes());
                }
                progress.transferred(total, bytes.expectedBytes());
            }
        } catch (ClosedByInterruptException interrupted) {
            throw new MemberportException(FailureKind.INTERRUPTED, "Interrupted while copying the export.");
        } catch (IOException failed) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The private copy of the export could not be written to " + path.getParent() + " after " + total
                            + " bytes (" + FileFailure.reason(failed, path)
                            + "). Is the disk full? Name a directory with"
                            + " enough room.");
        }
    }

    ByteSource open(String description) {
        return FileSource.of(channel, description);
    }

    @Override
    public void close() {
        try {
            channel.close();
            deleteNameIfPossible(path);
        } catch (IOException harmless) {
            // The content has no name any more, or cannot be helped.
        }
    }

    private static void deleteNameIfPossible(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException inUse) {
            // Windows keeps open files; then it is deleted when closed.
        }
    }
}
