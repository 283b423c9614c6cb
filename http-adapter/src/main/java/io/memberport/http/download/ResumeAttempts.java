package io.memberport.http.download;

import io.memberport.http.wire.OpenBody;
import io.memberport.http.wire.Retries;
import io.memberport.port.Delays;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often a download has been resumed, and knows whether it may be once more. Used by one thread. */
public final class ResumeAttempts {

    private final Retries retries;
    private final int resumptions;
    private final long leastBytes;
    private final Duration window;
    private final Delays delays;
    private final AtomicInteger inAll;
    private int inARow;
    private long lastPosition;

    /**
     * None yet.
     *
     * @param resumptions how many there may be in all
     * @param leastBytes what must have come in a window; less than this between two interruptions is no progress
     * @param window of time in which bytes are waited for
     */
    public ResumeAttempts(Retries retries, int resumptions, long leastBytes, Duration window, Delays delays) {
        this(retries, resumptions, leastBytes, window, delays, new AtomicInteger());
    }

    private ResumeAttempts(
            Retries retries, int resumptions, long leastBytes, Duration window, Delays delays, AtomicInteger inAll) {
        this.retries = retries;
        this.resumptions = resumptions;
        this.leastBytes = leastBytes;
        this.window = window;
        this.delays = delays;
        this.inAll = inAll;
    }

    /** For another part of the file, on another thread. How many there have been in all is counted together. */
    ResumeAttempts others() {
        return new ResumeAttempts(retries, resumptions, leastBytes, window, delays, inAll);
    }

    /** How long bytes are waited for. */
    Duration window() {
        return window;
    }

    /** The bytes of a response, which must not come too slowly. */
    ResponseBytes bytesOf(OpenBody body) {
        return new ResponseBytes(body, window, leastBytes, delays);
    }

    /** Whether the download, interrupted at this byte, may be resumed. */
    boolean isAllowedAt(long position) {
        boolean madeProgress = position - lastPosition >= Math.max(1, leastBytes);
        lastPosition = position;
        inARow = madeProgress ? 1 : inARow + 1;
        return inAll.incrementAndGet() <= resumptions && inARow < retries.attempts();
    }

    /** Waits before the next try. */
    void pause() {
        delays.waitFor(retries.pauses().apply(inARow));
    }

    /** Why it may not be resumed any more: too often without progress, or too often. */
    String whyNoMore() {
        return inARow >= retries.attempts()
                ? "gave up after " + inARow + " interruptions without progress"
                : "gave up after " + inAll.get() + " interruptions, the maximum";
    }
}
