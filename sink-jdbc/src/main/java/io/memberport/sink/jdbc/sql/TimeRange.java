package io.memberport.sink.jdbc.sql;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The instants a database has.
 *
 * @param firstMicros microseconds since 1970-01-01T00:00Z
 * @param lastMicros the same
 */
public record TimeRange(long firstMicros, long lastMicros) {

    public static TimeRange of(Instant first, Instant last) {
        return new TimeRange(floorMicros(first), floorMicros(last));
    }

    /** Microseconds since 1970-01-01T00:00Z, rounded down. */
    public static long floorMicros(Instant instant) {
        return Math.multiplyExact(instant.getEpochSecond(), 1_000_000L) + instant.getNano() / 1_000;
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    public boolean holds(long micros) {
        return firstMicros <= micros && micros <= lastMicros;
    }
}
