package io.memberport.it.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Several harnesses at the same time, since one alone leaves cores idle. */
public final class ParallelHarnesses {

    private ParallelHarnesses() {}

    /**
     * Runs harnesses whose targets have nothing to do with each other. Each is used by one thread of this method's own.
     *
     * @param lanes how many run at a time
     * @return their reports, in their order
     * @throws AssertionError if one of them found something; what others found is suppressed onto it
     * @throws InterruptedException if the thread is interrupted; then all are
     * @throws Exception as a harness does
     */
    public static List<KillReport> run(int lanes, List<KillHarness> harnesses) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(lanes);
        try {
            List<Callable<KillReport>> tasks = harnesses.stream()
                    .<Callable<KillReport>>map(harness -> harness::run)
                    .toList();
            return reportsOf(threads.invokeAll(tasks));
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<KillReport> reportsOf(List<Future<KillReport>> ended) throws Exception {
        List<KillReport> reports = new ArrayList<>();
        Throwable first = null;
        for (Future<KillReport> end : ended) {
            try {
                reports.add(end.get());
            } catch (ExecutionException failed) {
                first = first(first, failed.getCause());
            }
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof Exception exception) {
            throw exception;
        }
        return List.copyOf(reports);
    }

    private static @Nullable Throwable first(@Nullable Throwable earlier, @Nullable Throwable later) {
        if (earlier == null || later == null) {
            return earlier == null ? later : earlier;
        }
        earlier.addSuppressed(later);
        return earlier;
    }
}
