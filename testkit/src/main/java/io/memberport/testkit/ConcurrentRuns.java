package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkRun;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A second run, of {@link ContractExports#THIRD}, while the first, of {@link ContractExports#SECOND}, has written and not
 * committed yet. One of them commits; the other fails as busy, or waits for its turn.
 */
record ConcurrentRuns(SinkUnderTest target, CompletableFuture<Void> second) {

    /** How long a run has to fail at once; one that has not by then is taken to be waiting. */
    private static final long AT_ONCE_MILLIS = 1_500;

    private static final long PATIENCE_SECONDS = 60;

    static ConcurrentRuns challenge(SinkUnderTest target) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try (MemberSink sink = target.create();
                            SinkRun run = SinkUnderTest.write(sink, ContractExports.THIRD)) {
                        run.commit(ContractExports.THIRD.metadata());
                        ended.complete(null);
                    } catch (Throwable failure) {
                        ended.completeExceptionally(failure);
                    }
                },
                "contract-second-run");
        thread.setDaemon(true);
        thread.start();
        return new ConcurrentRuns(target, ended);
    }

    /** Lets the first run commit, and works out what the target must show. */
    void decide(Runnable commitOfFirst) throws Exception {
        boolean secondWaits = !endsAtOnce();
        boolean secondWonAlready = !secondWaits && failureOfSecond() == null;
        MemberportException failureOfFirst = failureOf(commitOfFirst);
        if (failureOfFirst == null) {
            target.committed(ContractExports.SECOND);
        }
        MemberportException failureOfSecond = failureOfSecond();
        if (failureOfSecond == null) {
            target.committed(ContractExports.THIRD);
        }
        assertFalse(failureOfFirst != null && failureOfSecond != null, "one of two runs at once commits");
        assertFalse(
                secondWonAlready && failureOfFirst == null,
                "a run does not commit over another one that has come between its open and its commit");
        assertBusy(failureOfFirst);
        assertBusy(failureOfSecond);
    }

    private static void assertBusy(@Nullable MemberportException failure) {
        if (failure != null) {
            assertEquals(FailureKind.TARGET_BUSY, failure.kind(), () -> "the kind of: " + failure);
        }
    }

    private boolean endsAtOnce() throws InterruptedException {
        try {
            second.get(AT_ONCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException waiting) {
            return false;
        } catch (ExecutionException failed) {
            return true;
        }
        return true;
    }

    private @Nullable MemberportException failureOfSecond() throws Exception {
        try {
            second.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException failed) {
            assertTrue(failed.getCause() instanceof MemberportException, () -> "the second run fails with: " + failed);
            return (MemberportException) failed.getCause();
        } catch (TimeoutException hanging) {
            return fail("the second run neither commits nor fails, long after the first has ended");
        }
    }

    private static @Nullable MemberportException failureOf(Runnable commit) {
        try {
            commit.run();
            return null;
        } catch (MemberportException failed) {
            return failed;
        }
    }
}
