package io.memberport.export;

import java.time.Duration;

/**
 * When to look at a batch: at once, then at intervals that grow up to a cap and vary a little, so that many clients
 * started together do not ask together; until the deadline.
 *
 * @param firstInterval time between the first and the second look
 * @param growth factor by which each interval is longer than the one before; at least 1
 * @param longestInterval no interval is longer, jitter included
 * @param jitter share by which an interval may be shorter than planned, from 0 (never) to below 1
 * @param deadline time after the beginning when to give up; bounds everything before the file begins, a call that is not
 *     answered included; zero to look once
 */
public record PollSchedule(
        Duration firstInterval, double growth, Duration longestInterval, double jitter, Duration deadline) {

    /** What can be counted in nanoseconds, 292 years. Stands before {@link #DEFAULT}, whose constructor looks at it. */
    private static final Duration LONGEST_THERE_IS = Duration.ofNanos(Long.MAX_VALUE);

    /** 2 seconds, half as long again each time up to 60 seconds, a fifth of jitter, 12 hours. */
    public static final PollSchedule DEFAULT =
            new PollSchedule(Duration.ofSeconds(2), 1.5, Duration.ofSeconds(60), 0.2, Duration.ofHours(12));

    public PollSchedule {
        if (firstInterval.isNegative() || firstInterval.isZero() || longestInterval.compareTo(firstInterval) < 0) {
            throw new IllegalArgumentException("the first interval is positive and no longer than the longest");
        }
        if (longestInterval.compareTo(LONGEST_THERE_IS) > 0) {
            throw new IllegalArgumentException("no interval is longer than " + LONGEST_THERE_IS);
        }
        if (!(growth >= 1 && growth <= 1000)) {
            throw new IllegalArgumentException("growth is from 1 to 1000");
        }
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException("jitter is from 0 to below 1");
        }
        if (deadline.isNegative()) {
            throw new IllegalArgumentException("the deadline is not negative");
        }
    }

    public PollSchedule withDeadline(Duration newDeadline) {
        return new PollSchedule(firstInterval, growth, longestInterval, jitter, newDeadline);
    }

    /**
     * The interval after a number of looks.
     *
     * @param looks looks so far, at least 1
     * @param random from 0 (the longest interval) to 1 (the shortest)
     */
    Duration intervalAfter(int looks, double random) {
        double planned = (double) firstInterval.toNanos() * Math.pow(growth, looks - 1.0);
        double capped = Math.min(planned, (double) longestInterval.toNanos());
        return Duration.ofNanos(Math.max(1, (long) (capped * (1 - jitter * random))));
    }
}
