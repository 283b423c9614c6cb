package io.memberport.sink.s3.http;

import java.time.Duration;

/**
 * How long the store is waited for.
 *
 * @param connect until a connection is made, or a free one of the pool is there
 * @param silence between two bytes of an answer
 * @param attempt for a request and its whole answer, however slowly they move: a part of 8 MiB, or a completion, which can take
 *     minutes
 * @param call for all attempts at one request
 * @param pause the longest between two attempts that the store may ask for
 * @param mostAttempts the first one counts
 */
public record StoreBounds(
        Duration connect, Duration silence, Duration attempt, Duration call, Duration pause, int mostAttempts) {

    /** A night's run outlasts a store that sheds load for a while. */
    public static final StoreBounds DEFAULT = new StoreBounds(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofMinutes(20),
            Duration.ofSeconds(60),
            8);
}
