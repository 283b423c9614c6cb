package io.memberport.sink.jdbc;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The instants a database has.
 *
 * @param firstMicros microseconds since 1970-01-01T00:00Z
 * @param lastMicros the same
 */
record TimeRange(long firstMicros, long lastMicros) {

    static TimeRange of(Instant first, Instant last) {
        return new TimeRange(floorMicros(first), floorMicros(last));
    }

    /** Microseconds since 1970-01-01T00:00Z, rounded down. */
    static long floorMicros(Instant instant) {
        return Math.multiplyExact(instant.getEpochSecond(), 1_000_000L) + instant.getNano() / 1_000;
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    boolean holds(long micros) {
        return firstMicros <= micros && micros <= lastMicros;
    }
}
