package io.memberport.port;

import java.time.Duration;

/**
 * Pauses between attempts: each is longer than the one before, up to a longest one, and a little shorter than planned, so
 * that many clients that started together do not try again together.
 *
 * @param first the first pause; not negative
 * @param factor by which each pause is longer than the one before; from 1 to 1000
 * @param longest no pause is longer
 * @param jitter share by which a pause may be shorter than planned, from 0 (never) to 1
 */
public record Backoff(Duration first, double factor, Duration longest, double jitter) {

    /** 292 years, the longest time that a count of nanoseconds can express. */
    private static final Duration LONGEST_TIME = Duration.ofNanos(Long.MAX_VALUE);

    public Backoff {
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("no pause is negative, and the first is no longer than the longest");
        }
        if (longest.compareTo(LONGEST_TIME) > 0) {
            throw new IllegalArgumentException("no pause is longer than " + LONGEST_TIME);
        }
        if (!(factor >= 1 && factor <= 1000)) {
            throw new IllegalArgumentException("the factor is from 1 to 1000");
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter is from 0 to 1");
        }
    }

    /**
     * The pause after an attempt.
     *
     * @param attempt the attempt's number, from 1
     * @param random from 0 (the longest pause) to 1 (the shortest)
     */
    public Duration after(int attempt, double random) {
        double planned = (double) first.toNanos() * Math.pow(factor, attempt - 1.0);
        double capped = Math.min(planned, (double) longest.toNanos());
        return Duration.ofNanos((long) (capped * (1 - jitter * random)));
    }
}
