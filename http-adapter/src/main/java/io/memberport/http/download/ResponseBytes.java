package io.memberport.http.download;

import io.memberport.http.wire.OpenBody;
import io.memberport.port.Delays;
import java.io.IOException;
import java.time.Duration;

/**
 * The bytes of one response while they arrive. Notices one that comes too slowly to be worth waiting for: silence ends at the
 * read timeout, but a byte now and then would hold a download for ever. Counts only the time spent in waiting for bytes. Read by
 * one thread, cancelled by any.
 */
final class ResponseBytes {

    private final OpenBody body;
    private final Delays clock;
    private final long windowNanos;
    private final long leastBytes;
    private long waitedNanos;
    private long windowBytes;
    private boolean stalled;

    ResponseBytes(OpenBody body, Duration window, long leastBytes, Delays clock) {
        this.body = body;
        this.clock = clock;
        this.windowNanos = window.toNanos();
        this.leastBytes = leastBytes;
    }

    /**
     * Reads some bytes.
     *
     * @return how many; -1 at the end, if the response is whole as far as its own framing can tell
     */
    int read(byte[] target, int offset, int length) throws InterruptedTransferException {
        if (stalled) {
            throw InterruptedTransferException.stalled();
        }
        try {
            long since = clock.nanoTime();
            int count = body.read(target, offset, length);
            waited(clock.nanoTime() - since, Math.max(0, count));
            return count;
        } catch (IOException failure) {
            throw InterruptedTransferException.of(failure);
        }
    }

    private void waited(long nanos, int count) {
        waitedNanos += nanos;
        windowBytes += count;
        if (waitedNanos >= windowNanos) {
            stalled = windowBytes < leastBytes;
            waitedNanos = 0;
            windowBytes = 0;
        }
    }

    void cancel() {
        body.cancel();
    }
}
