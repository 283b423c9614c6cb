package io.memberport.http;

import io.memberport.http.wire.Retries;
import java.time.Duration;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * How often a call that may be repeated is repeated, and how long to wait in between. Repeated are calls that got no
 * answer, or the answer 429, 500, 502, 503 or 504; the creation of an export is repeated only if no connection could be
 * made.
 *
 * @param attempts attempts in all, at least 1
 * @param firstDelay time before the second attempt, doubled for each one after it
 * @param longestDelay no such time is longer
 * @param jitter share by which it may be shorter, from 0 (never) to 1
 * @param longestRetryAfter a server that asks with {@code Retry-After} for a longer pause gets this one
 */
public record RetryPolicy(
        int attempts, Duration firstDelay, Duration longestDelay, double jitter, Duration longestRetryAfter) {

    /** 5 attempts, 1 second to 30 seconds apart, a fifth of jitter, {@code Retry-After} up to 60 seconds. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(30), 0.2, Duration.ofSeconds(60));

    public RetryPolicy {
        Objects.requireNonNull(longestRetryAfter, "longestRetryAfter");
        if (attempts < 1) {
            throw new IllegalArgumentException("there is at least 1 attempt");
        }
        if (firstDelay.isNegative() || longestDelay.compareTo(firstDelay) < 0 || longestRetryAfter.isNegative()) {
            throw new IllegalArgumentException("no delay is negative, and the first is no longer than the longest");
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter is from 0 to 1");
        }
    }

    public RetryPolicy withAttempts(int newAttempts) {
        return new RetryPolicy(newAttempts, firstDelay, longestDelay, jitter, longestRetryAfter);
    }

    /**
     * The pause after a failed attempt.
     *
     * @param attempt number of the failed attempt, from 1
     * @param random from 0 (the longest pause) to 1 (the shortest)
     */
    private Duration delayAfter(int attempt, double random) {
        double planned = (double) firstDelay.toNanos() * Math.pow(2, attempt - 1.0);
        double capped = Math.min(planned, (double) longestDelay.toNanos());
        return Duration.ofNanos((long) (capped * (1 - jitter * random)));
    }

    Retries retries(DoubleSupplier random) {
        return new Retries(attempts, attempt -> delayAfter(attempt, random.getAsDouble()), longestRetryAfter);
    }
}
