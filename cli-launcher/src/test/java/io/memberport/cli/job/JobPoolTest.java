package io.memberport.cli.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.memberport.cli.export.RunReport;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = SEPARATE_THREAD)
class JobPoolTest {

    private static JobResult done(String job) {
        return new JobResult(job, ExitCode.DONE, new RunReport());
    }

    private static JobResult unended(String job, Failure failure) {
        return new JobResult(job, failure.exitCode(), new RunReport().failed(failure));
    }

    @Test
    void runsNoMoreJobsAtATimeThanItMayAndKeepsTheirOrder() {
        List<String> jobs = List.of("a", "b", "c", "d", "e", "f");
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);

        List<JobResult> results = new JobPool(2)
                .run(
                        jobs,
                        job -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            two.countDown();
                            await(two);
                            running.decrementAndGet();
                            return done(job);
                        },
                        JobPoolTest::unended);

        assertEquals(2, most.get());
        assertEquals(jobs, results.stream().map(JobResult::job).toList());
    }

    @Test
    void takesWhatNoJobExpectsForAFailureOfThatJob() {
        List<JobResult> results = new JobPool(1)
                .run(
                        List.of("broken", "fine"),
                        job -> {
                            if (job.equals("broken")) {
                                throw new IllegalStateException("a mistake");
                            }
                            return done(job);
                        },
                        JobPoolTest::unended);

        assertEquals(
                List.of(ExitCode.UNEXPECTED, ExitCode.DONE),
                results.stream().map(JobResult::exitCode).toList());
    }

    /** A job that commits must not be taken for one that has been discarded. */
    @Test
    void tellsThatNothingIsKnownOfAJobThatDoesNotEnd() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread runner = Thread.currentThread();

        List<JobResult> results = new JobPool(2, Duration.ofMillis(100))
                .run(
                        List.of("busy", "quick", "later"),
                        job -> {
                            if (job.equals("busy")) {
                                runner.interrupt();
                                awaitWhateverHappens(end);
                                ended.countDown();
                            } else {
                                awaitInterrupt();
                            }
                            return done(job);
                        },
                        JobPoolTest::unended);
        boolean isInterrupted = Thread.interrupted();
        end.countDown();
        ended.await();

        assertTrue(isInterrupted);
        assertEquals(
                List.of(ExitCode.INTERRUPTED, ExitCode.DONE, ExitCode.INTERRUPTED),
                results.stream().map(JobResult::exitCode).toList());
        assertEquals(
                "Interrupted, and ended before the job had cleaned up. "
                        + "If a target was committing, it is unknown whether it has committed. "
                        + "Run again: what is committed is not written twice.",
                message(results.get(0)));
        assertEquals("Interrupted before the job had begun.", message(results.get(2)));
    }

    private static String message(JobResult result) {
        return result.report().failure().orElseThrow().message();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static void awaitInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException asExpected) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitWhateverHappens(CountDownLatch latch) {
        boolean isInterrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException ignored) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
