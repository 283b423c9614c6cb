package io.memberport.it.kill;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a run is killed. Its text goes into messages and reports. */
sealed interface KillMoment {

    /** The point it is about, if it is about a point alone. */
    default @Nullable KillPoint point() {
        return null;
    }

    /** Suspended at a point. */
    record At(KillPoint point) implements KillMoment {
        @Override
        public String toString() {
            return point.toString();
        }
    }

    /** A time after the start of the process, in the middle of whatever it does. */
    record After(Duration delay) implements KillMoment {
        @Override
        public String toString() {
            return micros(delay) + " after the start";
        }
    }

    /** A time after it passed a point, in the middle of whatever it does. */
    record AfterPassing(KillPoint passed, Duration delay) implements KillMoment {
        @Override
        public String toString() {
            return micros(delay) + " after " + passed;
        }
    }

    private static String micros(Duration delay) {
        return delay.toNanos() / 1_000 + " µs";
    }
}
