package io.memberport.file;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what goes through, for progress, and ends when it is more than a file may have. */
final class CountedSource implements ByteSource {

    private final ByteSource source;
    private final String description;
    private final long mostBytes;
    private final AtomicLong count = new AtomicLong();

    private CountedSource(ByteSource source, String description, long mostBytes) {
        this.source = source;
        this.description = description;
        this.mostBytes = mostBytes;
    }

    /**
     * Starts with a source that has given nothing yet.
     *
     * @param description what to call the file in messages
     * @param mostBytes that the file may have
     * @throws MemberportException if it is known to have more; then the source is closed
     */
    static CountedSource of(ByteSource source, String description, long mostBytes) {
        CountedSource counted = new CountedSource(source, description, mostBytes);
        if (source.expectedBytes() > mostBytes) {
            source.close();
            throw counted.tooLong();
        }
        return counted;
    }

    /** Bytes so far; may be asked from any thread. */
    long count() {
        return count.get();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int read = source.read(target, offset, length);
        if (read > 0 && count.addAndGet(read) > mostBytes) {
            throw tooLong();
        }
        return read;
    }

    private MemberportException tooLong() {
        return MemberportException.of(
                        FailureKind.MALFORMED_EXPORT,
                        "The " + description + " is longer than " + mostBytes
                                + " bytes, the most that is accepted. If it is correct, raise that limit.")
                .remedy(Remedy.RAISE_FILE_SIZE)
                .build();
    }

    @Override
    public long expectedBytes() {
        return source.expectedBytes();
    }

    @Override
    public long resumedAtByte() {
        return source.resumedAtByte();
    }

    @Override
    public void close() {
        source.close();
    }
}
