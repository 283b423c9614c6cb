package io.memberport.file;

import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads a file from its beginning to the length it had when it was opened. */
final class FileSource implements ByteSource {

    private final FileChannel channel;
    private final boolean owned;
    private final String description;
    private final long size;
    private long position;

    private FileSource(FileChannel channel, boolean owned, String description) throws IOException {
        this.channel = channel;
        this.owned = owned;
        this.description = description;
        this.size = channel.size();
    }

    /** Opens a file, which is closed with the source. */
    static FileSource open(Path file, String description) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw unreadable(description, "it is not a regular file");
            }
            return new FileSource(FileChannel.open(file, StandardOpenOption.READ), true, description);
        } catch (NoSuchFileException missing) {
            throw unreadable(description, "there is no such file");
        } catch (AccessDeniedException denied) {
            throw unreadable(description, "this user may not read it");
        } catch (IOException failed) {
            throw unreadable(description, FileFailure.reason(failed, file));
        }
    }

    /** Reads an open file, which stays open and may be read by others too. */
    static FileSource of(FileChannel channel, String description) {
        try {
            return new FileSource(channel, false, description);
        } catch (IOException failed) {
            throw unreadable(description, "the operating system reports an input error");
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (position == size) {
            return -1;
        }
        try {
            int wanted = (int) Math.min(length, size - position);
            int read = channel.read(ByteBuffer.wrap(target, offset, wanted), position);
            if (read < 0) {
                throw becameShorter();
            }
            position += read;
            return read;
        } catch (ClosedByInterruptException interrupted) {
            throw new MemberportException(
                    FailureKind.INTERRUPTED, "Interrupted while reading the " + description + ".");
        } catch (IOException failed) {
            throw unreadable(description, "the operating system reports an input error");
        }
    }

    private MemberportException becameShorter() {
        return new MemberportException(
                FailureKind.MALFORMED_EXPORT,
                "The " + description + " became shorter while it was read: " + position + " of " + size
                        + " bytes. Wait until it has been written to its end.");
    }

    @Override
    public long expectedBytes() {
        return size;
    }

    @Override
    public void close() {
        if (owned) {
            try {
                channel.close();
            } catch (IOException harmless) {
                // Nothing was written through it.
            }
        }
    }

    private static MemberportException unreadable(String description, String why) {
        return new MemberportException(
                FailureKind.CONFIGURATION, "The " + description + " cannot be read: " + why + ".");
    }
}
