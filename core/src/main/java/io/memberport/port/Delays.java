package io.memberport.port;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.time.Duration;

/** Time as the use cases see it, so that a test can pass hours in no time. */
public interface Delays {

    /** The real clock, and sleeping on it. */
    Delays REAL = new Delays() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void waitFor(Duration duration) {
            try {
                Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new MemberportException(FailureKind.INTERRUPTED, "Interrupted while waiting.");
            }
        }
    };

    /** A monotonic clock, as {@link System#nanoTime()}. */
    long nanoTime();

    /**
     * Waits.
     *
     * @throws MemberportException of kind {@link FailureKind#INTERRUPTED}, with the interrupt status set, if the thread
     *     is interrupted
     */
    void waitFor(Duration duration);
}
