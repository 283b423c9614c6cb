package io.memberport.export;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that transform blocks: those of the run, or an executor of the caller's. Nothing is known of the latter: it
 * may be busy, refuse tasks, or have the consumer as its only thread, so the consumer does what has not begun.
 */
final class Workers {

    private final Executor executor;
    private final @Nullable ExecutorService own;

    private Workers(Executor executor, @Nullable ExecutorService own) {
        this.executor = executor;
        this.own = own;
    }

    static Workers ofRun(ThreadFactory threads) {
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), threads);
        return new Workers(pool, pool);
    }

    static Workers of(Executor executor) {
        return new Workers(executor, null);
    }

    void start(BlockTask<?> task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException refused) {
            // The consumer comes to it.
        }
    }

    /** For the consumer: what became of a block that was started. */
    <T> T resultOf(BlockTask<T> task) throws InterruptedException, ExecutionException {
        if (own == null) {
            task.run();
        }
        return task.get();
    }

    /** Interrupts threads of the run. */
    void interrupt() {
        if (own != null) {
            own.shutdownNow();
        }
    }

    /** Waits until threads of the run are gone. No block is in progress any more. */
    void awaitEnd() throws InterruptedException {
        if (own != null) {
            own.shutdown();
            while (!own.awaitTermination(1, TimeUnit.MINUTES)) {
                // Their last task has ended, so they are about to.
            }
        }
    }
}
