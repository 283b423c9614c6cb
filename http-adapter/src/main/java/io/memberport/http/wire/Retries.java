package io.memberport.http.wire;

import java.time.Duration;
import java.util.function.IntFunction;

/**
 * How often something is attempted, and how long to wait in between.
 *
 * @param attempts in all, at least 1
 * @param pauses the pause after a failed attempt, by its number from 1
 * @param longestRetryAfter a server that asks for a longer pause gets this one
 */
public record Retries(int attempts, IntFunction<Duration> pauses, Duration longestRetryAfter) {}
