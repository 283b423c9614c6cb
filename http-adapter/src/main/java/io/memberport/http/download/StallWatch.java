package io.memberport.http.download;

import io.memberport.port.Delays;
import java.time.Duration;

/**
 * Notices a response that comes too slowly to be worth waiting for: silence ends at the read timeout, but a byte now and
 * then would hold a download for ever. Counts only the time spent in waiting for bytes. Used by one thread.
 */
final class StallWatch {

    private final Delays clock;
    private final long windowNanos;
    private final long leastBytes;
    private long since;
    private long waitedNanos;
    private long bytes;
    private boolean stalled;

    StallWatch(Duration window, long leastBytes, Delays clock) {
        this.clock = clock;
        this.windowNanos = window.toNanos();
        this.leastBytes = leastBytes;
    }

    /** The reader begins to wait for bytes. */
    void begin() {
        since = clock.nanoTime();
    }

    /** So many bytes have come. */
    void end(int count) {
        waitedNanos += clock.nanoTime() - since;
        bytes += count;
        if (waitedNanos >= windowNanos) {
            stalled = bytes < leastBytes;
            waitedNanos = 0;
            bytes = 0;
        }
    }

    /** Whether too little came in the last window that is over. */
    boolean isStalled() {
        return stalled;
    }
}
