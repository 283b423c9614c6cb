package io.memberport.cli.job;

import io.memberport.cli.export.RunReport;
import io.memberport.cli.result.Failure;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Runs jobs on threads of their own, so many at a time. If this thread is interrupted, all jobs are, and those that have not
 * begun do not begin.
 */
final class JobPool {

    /** Shorter than {@link io.memberport.cli.process.Interruption} waits, so that the results are still printed. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final String UNENDED =
            "Interrupted, and ended before the job had cleaned up. If a target was committing, it is unknown whether"
                    + " it has committed. Run again: what is committed is not written twice.";

    private final int parallel;
    private final Duration patience;

    JobPool(int parallel) {
        this(parallel, PATIENCE);
    }

    /**
     * A pool.
     *
     * @param patience how long jobs that are interrupted may take to return
     */
    JobPool(int parallel, Duration patience) {
        this.parallel = parallel;
        this.patience = patience;
    }

    /**
     * Runs jobs.
     *
     * @param run runs one to its end
     * @param unended makes the result of one that goes on after an interruption
     * @return one result for each, in their order
     */
    List<JobResult> run(
            List<String> jobs, Function<String, JobResult> run, BiFunction<String, Failure, JobResult> unended) {
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        Map<String, Future<JobResult>> started = new LinkedHashMap<>();
        jobs.forEach(job -> started.put(job, threads.submit(() -> run.apply(job))));
        threads.shutdown();
        awaitEnd(threads);
        return started.entrySet().stream()
                .map(one -> one.getValue().isDone()
                        ? result(one.getKey(), one.getValue())
                        : unended.apply(one.getKey(), interrupted(UNENDED)))
                .toList();
    }

    private void awaitEnd(ExecutorService threads) {
        try {
            threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            threads.shutdownNow().forEach(waiting -> ((Future<?>) waiting).cancel(false));
            try {
                threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException again) {
                // The results tell which jobs have not ended.
            }
            Thread.currentThread().interrupt();
        }
    }

    private static JobResult result(String job, Future<JobResult> ended) {
        try {
            return ended.get();
        } catch (CancellationException notBegun) {
            return notBegun(job);
        } catch (ExecutionException failed) {
            return failed(job, Failure.of(failed.getCause() == null ? failed : failed.getCause()));
        } catch (InterruptedException impossible) {
            throw new IllegalStateException("has ended", impossible);
        }
    }

    /** Of a job that an interruption has kept from beginning. */
    static JobResult notBegun(String job) {
        return failed(job, interrupted("Interrupted before the job had begun."));
    }

    private static Failure interrupted(String message) {
        return Failure.of(new MemberportException(FailureKind.INTERRUPTED, message));
    }

    private static JobResult failed(String job, Failure failure) {
        return new JobResult(job, failure.exitCode(), new RunReport().failed(failure));
    }
}
