package io.memberport.http.document;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what goes through, for progress, and ends when it is more than a file may have. */
final class CountedTransfer implements Transfer {

    private final Transfer transfer;
    private final String description;
    private final long mostBytes;
    private final AtomicLong count = new AtomicLong();

    private CountedTransfer(Transfer transfer, String description, long mostBytes) {
        this.transfer = transfer;
        this.description = description;
        this.mostBytes = mostBytes;
    }

    /**
     * Begins with a transfer that has given nothing yet.
     *
     * @param description what to call the file in messages
     * @param mostBytes that the file may have
     * @throws MemberportException if it is known to have more; then the transfer is closed
     */
    static CountedTransfer of(Transfer transfer, String description, long mostBytes) {
        CountedTransfer counted = new CountedTransfer(transfer, description, mostBytes);
        if (transfer.expectedBytes() > mostBytes) {
            transfer.close();
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
        int read = transfer.read(target, offset, length);
        if (read > 0 && count.addAndGet(read) > mostBytes) {
            throw tooLong();
        }
        return read;
    }

    private MemberportException tooLong() {
        return MemberportException.of(
                        FailureKind.MALFORMED_EXPORT,
                        "The " + description + " is longer than " + mostBytes
                                + " bytes, the most that is accepted. If it is right all the same, raise that limit"
                                + " (--max-file-size).")
                .beyondLimit(true)
                .build();
    }

    @Override
    public long expectedBytes() {
        return transfer.expectedBytes();
    }

    @Override
    public long resumedAtByte() {
        return transfer.resumedAtByte();
    }

    @Override
    public void close() {
        transfer.close();
    }
}
