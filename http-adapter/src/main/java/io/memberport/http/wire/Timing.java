package io.memberport.http.wire;

import io.memberport.port.Delays;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Time and chance, so that a test can have its own.
 *
 * @param delays the monotonic clock, and pauses on it
 * @param clock the calendar, for a {@code Retry-After} that names a date
 * @param random numbers from 0 to below 1
 */
public record Timing(Delays delays, Clock clock, DoubleSupplier random) {

    public static final Timing REAL = new Timing(
            Delays.REAL, Clock.systemUTC(), () -> ThreadLocalRandom.current().nextDouble());
}
