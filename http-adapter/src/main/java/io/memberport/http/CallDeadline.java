package io.memberport.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * Cancels a request that takes too long as a whole. The read timeout cannot do this: it starts anew with every byte, so
 * a server that sends one byte a second would hold a call for ever. The waiting is done by a thread of the JDK's own,
 * shared by all and never ours to stop.
 */
final class CallDeadline implements AutoCloseable {

    private final CompletableFuture<Boolean> expired = new CompletableFuture<>();

    private CallDeadline() {}

    static CallDeadline after(Duration time, Cancellable request) {
        CallDeadline deadline = new CallDeadline();
        var unused = deadline.expired
                .completeOnTimeout(true, time.toNanos(), TimeUnit.NANOSECONDS)
                .thenAccept(isExpired -> {
                    if (isExpired) {
                        request.cancel();
                    }
                });
        return deadline;
    }

    boolean isExpired() {
        return expired.getNow(false);
    }

    /** Lets the request go on for as long as it likes, unless it is too late for that. */
    @Override
    public void close() {
        expired.complete(false);
    }
}
