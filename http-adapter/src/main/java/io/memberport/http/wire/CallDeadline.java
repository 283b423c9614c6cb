package io.memberport.http.wire;

import io.memberport.port.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * Cancels a request that takes too long as a whole. The read timeout cannot do this: it starts again with every byte, so
 * a server that sends one byte a second would hold a call for ever. The waiting is done by a thread of the JDK's own,
 * shared by all and never ours to stop.
 */
public final class CallDeadline implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    /** The deadline's clock may be another than the real one, and stand still. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(20);

    private final CompletableFuture<Boolean> expired = new CompletableFuture<>();
    private final long start = System.nanoTime();
    private final Duration time;
    private final @Nullable Deadline deadline;

    private CallDeadline(Duration time, @Nullable Deadline deadline) {
        this.time = time;
        this.deadline = deadline;
    }

    /** Cancels a request at a deadline, which is within a day. */
    public static CallDeadline at(Deadline deadline, Cancellable request) {
        return after(LONGEST_WAIT, deadline, request);
    }

    /**
     * Begins to count.
     *
     * @param time for the request
     * @param deadline for all that it is a part of; null if there is none
     */
    static CallDeadline after(Duration time, @Nullable Deadline deadline, Cancellable request) {
        CallDeadline end = new CallDeadline(time, deadline);
        var unused = end.expired.thenAccept(isExpired -> {
            if (isExpired) {
                request.cancel();
            }
        });
        end.waitOn();
        return end;
    }

    private void waitOn() {
        Duration left = time.minusNanos(System.nanoTime() - start);
        if (left.isNegative() || left.isZero() || (deadline != null && deadline.isOver())) {
            expired.complete(true);
            return;
        }
        Duration sooner = deadline == null ? left : deadline.shorten(left);
        Duration wait = sooner.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : sooner;
        CompletableFuture<Boolean> timer =
                new CompletableFuture<Boolean>().completeOnTimeout(true, wait.toNanos(), TimeUnit.NANOSECONDS);
        var unused = timer.thenAccept(isOver -> {
            if (isOver) {
                waitOn();
            }
        });
        var unusedEnd = expired.thenAccept(isExpired -> timer.complete(false));
    }

    boolean isExpired() {
        return expired.getNow(false);
    }

    /** Completes with true when it is too late, with false when that no longer matters. */
    CompletableFuture<Boolean> expiry() {
        return expired;
    }

    /** Lets the request take as long as it likes, unless it is too late for that. */
    @Override
    public void close() {
        expired.complete(false);
    }
}
