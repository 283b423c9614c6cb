package io.memberport.sink.jdbc.session;

import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.failure.SqlFailures;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A wait for what the thread of a session does, which ends whatever the database does.
 *
 * @param target whose it is
 * @param longest how long it lasts at most; zero if the work ends by itself
 * @param interrupted the same from the moment on when the waiting thread is interrupted
 * @param cancellation asks for the work to be ended, and is asked again until it has ended; does not wait for that
 * @param abandonment gives up the work, which may continue for as long as it likes
 * @param silent what to throw then
 */
record TimedWait(
        String target,
        Duration longest,
        Duration interrupted,
        Runnable cancellation,
        Runnable abandonment,
        Supplier<MemberportException> silent) {

    /** A third of what nanoseconds in a long can be, so that differences do not overflow. */
    private static final Duration ENDLESS = Duration.ofDays(36_500);

    private static final long CANCEL_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    <T> T forResultOf(Future<T> work) {
        boolean isInterrupted = false;
        long end = endAfter(longest);
        try {
            while (true) {
                try {
                    long left = end - System.nanoTime();
                    return work.get(isInterrupted ? Math.min(left, CANCEL_AGAIN_NANOS) : left, TimeUnit.NANOSECONDS);
                } catch (InterruptedException first) {
                    isInterrupted = true;
                    end = Math.min(end, endAfter(interrupted));
                    cancellation.run();
                } catch (TimeoutException notYet) {
                    giveUpAt(end, isInterrupted);
                    if (isInterrupted) {
                        cancellation.run();
                    }
                }
            }
        } catch (ExecutionException failed) {
            throw isInterrupted ? JdbcSession.interrupted() : SqlFailures.rethrown(target, failed.getCause());
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static long endAfter(Duration longest) {
        return System.nanoTime() + (longest.isZero() || longest.compareTo(ENDLESS) > 0 ? ENDLESS : longest).toNanos();
    }

    private void giveUpAt(long end, boolean isInterrupted) {
        if (System.nanoTime() - end >= 0) {
            abandonment.run();
            throw isInterrupted ? JdbcSession.interrupted() : silent.get();
        }
    }
}
