package io.memberport.testing.store;

import java.time.Duration;
import java.util.function.Predicate;

/** To which requests a fault happens, and how often. Safe for use by several threads. */
public final class Rule {

    private final Predicate<RequestLine> which;
    private final Fault fault;
    private int left;
    private int applied;

    Rule(Predicate<RequestLine> which, int times, Fault fault) {
        this.which = which;
        this.fault = fault;
        this.left = times;
    }

    Fault fault() {
        return fault;
    }

    /** Whether the fault happens to a request, which counts then. */
    synchronized boolean takes(RequestLine request) {
        if (left == 0 || !which.test(request)) {
            return false;
        }
        left--;
        applied++;
        notifyAll();
        return true;
    }

    /** To how many requests the fault has happened, or begun to: they count when their head has arrived. */
    public synchronized int applied() {
        return applied;
    }

    /**
     * Waits until the fault has begun to happen.
     *
     * @param times to so many requests, since the rule was made
     * @throws IllegalStateException if it does not within the time
     */
    public synchronized void awaitApplied(int times, Duration patience) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (applied < times) {
            long leftMillis =
                    Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis();
            if (leftMillis <= 0) {
                throw new IllegalStateException("Only " + applied + " of " + times + " after " + patience);
            }
            wait(leftMillis);
        }
    }

    /** From now on it happens to no more requests. */
    public synchronized void end() {
        left = 0;
    }
}
