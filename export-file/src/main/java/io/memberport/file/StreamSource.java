package io.memberport.file;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.io.InputStream;

/** Reads a stream that the caller has opened. What its failures say may be secret, so it is not shown. */
record StreamSource(InputStream stream, String description) implements ByteSource {

    static StreamSource open(ExportFile.StreamOpener opener, String description) {
        try {
            return new StreamSource(opener.open(), description);
        } catch (IOException failed) {
            throw unreadable(description, failed);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            return stream.read(target, offset, length);
        } catch (IOException failed) {
            throw unreadable(description, failed);
        }
    }

    private static MemberportException unreadable(String description, IOException failed) {
        return MemberportException.of(
                        FailureKind.UNAVAILABLE,
                        "The " + description + " cannot be read: its stream failed with "
                                + failed.getClass().getSimpleName() + ". Read it again from its first byte.")
                .restartable(true)
                .build();
    }

    @Override
    public long expectedBytes() {
        return -1;
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException harmless) {
            // Nothing was written through it.
        }
    }
}
