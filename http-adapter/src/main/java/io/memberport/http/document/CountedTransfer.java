package io.memberport.http.document;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what goes through, for progress. */
final class CountedTransfer implements Transfer {

    private final Transfer transfer;
    private final AtomicLong count = new AtomicLong();

    CountedTransfer(Transfer transfer) {
        this.transfer = transfer;
    }

    /** Bytes so far; may be asked from any thread. */
    long count() {
        return count.get();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int read = transfer.read(target, offset, length);
        if (read > 0) {
            count.addAndGet(read);
        }
        return read;
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
