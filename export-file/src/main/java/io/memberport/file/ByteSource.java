package io.memberport.file;

import io.memberport.error.MemberportException;

/** The bytes of a file as they are stored, compressed if they are stored so. One thread reads them. */
public interface ByteSource extends AutoCloseable {

    /**
     * Reads some bytes, at least one unless the end is reached.
     *
     * @return the number of bytes read, or -1 once the end is reached and the bytes are known to be complete as far as the
     *     framing of a transfer can tell (declared length, last chunk)
     * @throws MemberportException of kind {@link io.memberport.error.FailureKind#MALFORMED_EXPORT} if the bytes end
     *     before the declared length, or do not match a checksum, otherwise of the kind that fits; {@linkplain
     *     MemberportException#isRestartable() restartable} if another source from the first byte can help
     */
    int read(byte[] target, int offset, int length);

    /** The number of bytes {@link #read} gives in all; -1 if it is unknown. */
    long expectedBytes();

    /**
     * Where a download of the bytes was last resumed, as a byte of the file, from 0: after an interruption, or because it
     * began there; -1 if it was never resumed. May be called from any thread.
     */
    default long resumedAtByte() {
        return -1;
    }

    /** Ends the reading at once, without reading what is left. Idempotent; may be called from another thread. */
    @Override
    void close();
}
