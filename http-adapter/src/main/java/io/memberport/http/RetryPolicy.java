package io.memberport.http;

import io.memberport.http.wire.Retries;
import io.memberport.port.Backoff;
import java.time.Duration;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * How often a call that may be repeated is repeated, and how long to wait in between. Repeated are calls that got no
 * answer, or the answer 429, 500, 502, 503 or 504; the creation of an export is repeated only if no connection could be
 * made.
 *
 * @param attempts attempts in all, at least 1
 * @param delays times between them
 * @param longestRetryAfter a server that asks with {@code Retry-After} for a longer pause gets this one
 */
public record RetryPolicy(int attempts, Backoff delays, Duration longestRetryAfter) {

    /** 5 attempts, 1 second to 30 seconds apart, a fifth of jitter, {@code Retry-After} up to 60 seconds. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(
            5, new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0.2), Duration.ofSeconds(60));

    public RetryPolicy {
        Objects.requireNonNull(delays, "delays");
        if (attempts < 1) {
            throw new IllegalArgumentException("there is at least 1 attempt");
        }
        if (longestRetryAfter.isNegative()) {
            throw new IllegalArgumentException("no delay is negative");
        }
    }

    public RetryPolicy withAttempts(int newAttempts) {
        return new RetryPolicy(newAttempts, delays, longestRetryAfter);
    }

    Retries retries(DoubleSupplier random) {
        return new Retries(attempts, attempt -> delays.after(attempt, random.getAsDouble()), longestRetryAfter);
    }
}
