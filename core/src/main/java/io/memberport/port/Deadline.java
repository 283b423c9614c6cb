package io.memberport.port;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

/** The point in time by which the file of an export must begin. Immutable; may be shared between threads. */
public final class Deadline {

    private final Duration time;
    private final LongSupplier nanoTime;
    private final long start;

    private Deadline(Duration time, LongSupplier nanoTime) {
        this.time = Objects.requireNonNull(time, "time");
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /**
     * A deadline that begins now.
     *
     * @param time until it is over, not negative
     * @param nanoTime a monotonic clock, {@link System#nanoTime} for example
     */
    public static Deadline after(Duration time, LongSupplier nanoTime) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("the deadline is not negative");
        }
        return new Deadline(time, nanoTime);
    }

    /** The whole time, as it was at the beginning. */
    public Duration time() {
        return time;
    }

    /** The time that has passed. */
    public Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    /** The time that is left; never negative. */
    public Duration left() {
        Duration left = time.minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** A time, or what is left if that is shorter. */
    public Duration shorten(Duration longest) {
        Duration left = left();
        return longest.compareTo(left) < 0 ? longest : left;
    }

    public boolean isOver() {
        return left().isZero();
    }

    @Override
    public String toString() {
        return "Deadline[" + time + "]";
    }
}
