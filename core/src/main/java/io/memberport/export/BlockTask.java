package io.memberport.export;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The transformation of one block, on any thread, with the context class loader of the thread that runs the export. More
 * than one thread may call {@link #run}: the first does the work.
 */
final class BlockTask<T> extends FutureTask<T> {

    private final ClassLoader loader;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    BlockTask(Callable<T> transformation, ClassLoader loader) {
        super(transformation);
        this.loader = loader;
    }

    @Override
    public void run() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            super.run();
        } finally {
            thread.setContextClassLoader(own);
            if (isCancelled()) {
                // The interruption was meant for the block, not for what the thread does next.
                Thread.interrupted();
            }
            ended.countDown();
        }
    }

    /** Ends the work, or keeps it from beginning. */
    void abandon() {
        cancel(true);
        if (begun.compareAndSet(false, true)) {
            ended.countDown();
        }
    }

    /** Waits until no thread is at work on it any more. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }
}
