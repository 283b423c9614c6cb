package io.memberport.export;

import io.memberport.port.Backoff;
import java.time.Duration;

/**
 * When to ask for the status of a batch: immediately, then at growing intervals, until the deadline.
 *
 * @param intervals times between the status requests; longer than zero
 * @param deadline time after the beginning when to give up; bounds everything before the file begins, a call that is not
 *     answered included; zero to look once
 */
public record PollSchedule(Backoff intervals, Duration deadline) {

    /** 2 seconds, half as long again each time up to 60 seconds, a fifth of jitter, 12 hours. */
    public static final PollSchedule DEFAULT = new PollSchedule(
            new Backoff(Duration.ofSeconds(2), 1.5, Duration.ofSeconds(60), 0.2), Duration.ofHours(12));

    public PollSchedule {
        if (intervals.first().isZero() || intervals.jitter() == 1) {
            throw new IllegalArgumentException("intervals are longer than zero");
        }
        if (deadline.isNegative()) {
            throw new IllegalArgumentException("the deadline is not negative");
        }
    }

    public PollSchedule withDeadline(Duration newDeadline) {
        return new PollSchedule(intervals, newDeadline);
    }

    /** The interval after a number of status requests, as {@link Backoff#after}; never zero. */
    Duration intervalAfter(int looks, double random) {
        Duration interval = intervals.after(looks, random);
        return interval.isZero() ? Duration.ofNanos(1) : interval;
    }
}
