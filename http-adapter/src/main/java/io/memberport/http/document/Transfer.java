package io.memberport.http.document;

import io.memberport.error.MemberportException;

/**
 * The bytes of a file as they come over the wire or off the disk, compressed if they are stored so. Read by one thread.
 */
public interface Transfer extends AutoCloseable {

    /**
     * Reads some bytes, at least one unless the end is reached.
     *
     * @return the number of bytes read, or -1 once the end is reached and the transfer is known to be complete as far as
     *     its own framing can tell (declared length, last chunk)
     * @throws MemberportException of kind {@link io.memberport.error.FailureKind#MALFORMED_EXPORT} if the bytes end
     *     before the declared length, or are not those that a checksum is for, otherwise of the kind that fits; {@linkplain
     *     MemberportException#isRestartable() restartable} if another transfer from the first byte can help
     */
    int read(byte[] target, int offset, int length);

    /** The number of bytes {@link #read} gives in all; -1 if nobody has said. */
    long expectedBytes();

    /**
     * Where the transfer was last taken up, as a byte of the file, from 0: after it broke, or because it began there; -1 if
     * it has come from the first byte on in one go. May be called from any thread.
     */
    default long resumedAtByte() {
        return -1;
    }

    /** Ends the transfer at once, without reading what is left. Idempotent; may be called from another thread. */
    @Override
    void close();
}
