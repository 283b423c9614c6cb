package io.memberport.export;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;

/** The threads that a run starts. */
final class MemberportThreads {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private MemberportThreads() {}

    /** Fails if a thread that a run started is still there and does not end either. */
    static void assertNoneLeft() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("memberport-")) {
                // A pool says it is done a moment before its last thread is.
                thread.join(LONG_ENOUGH.toMillis());
                assertFalse(thread.isAlive(), thread.getName() + " is left");
            }
        }
    }
}
