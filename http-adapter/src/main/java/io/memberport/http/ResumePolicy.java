package io.memberport.http;

import io.memberport.http.download.ResumeAttempts;
import io.memberport.http.wire.Retries;
import io.memberport.port.Delays;
import java.time.Duration;

/**
 * When a download counts as interrupted, and how often it is resumed at the byte where it stopped. The {@link RetryPolicy}
 * says how often it is resumed without progress, and after which pauses, as for any call.
 *
 * @param resumptions how often a download is resumed in all, at least 0 (never)
 * @param slowestBytesPerSecond minimum rate over a whole window; a slower download counts as interrupted; 0
 *     disables this
 * @param window over which the rate is measured, from 1 second to 1 day. Only time in which the reader waits for
 *     bytes counts: a slow target interrupts nothing
 */
public record ResumePolicy(int resumptions, long slowestBytesPerSecond, Duration window) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** 1000 times, 1 KiB/s, over 60 seconds. */
    public static final ResumePolicy DEFAULT = new ResumePolicy(1000, 1024, Duration.ofSeconds(60));

    public ResumePolicy {
        if (resumptions < 0 || slowestBytesPerSecond < 0) {
            throw new IllegalArgumentException("neither resumptions nor a rate is negative");
        }
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a window is from 1 second to 1 day, not " + window);
        }
    }

    public ResumePolicy withResumptions(int newResumptions) {
        return new ResumePolicy(newResumptions, slowestBytesPerSecond, window);
    }

    public ResumePolicy withSlowestBytesPerSecond(long newSlowestBytesPerSecond) {
        return new ResumePolicy(resumptions, newSlowestBytesPerSecond, window);
    }

    public ResumePolicy withWindow(Duration newWindow) {
        return new ResumePolicy(resumptions, slowestBytesPerSecond, newWindow);
    }

    /** What must have come in a window; and less than this between two interruptions is no progress. */
    private long leastBytesPerWindow() {
        double least = (double) slowestBytesPerSecond * window.toSeconds();
        return least >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) least;
    }

    ResumeAttempts tries(Retries retries, Delays delays) {
        return new ResumeAttempts(retries, resumptions, leastBytesPerWindow(), window, delays);
    }
}
