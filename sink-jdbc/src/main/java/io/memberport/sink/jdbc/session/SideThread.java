package io.memberport.sink.jdbc.session;

import org.jspecify.annotations.Nullable;

/** Does things on a thread of their own that are not waited for, since they may hang as well; one at a time. */
final class SideThread {

    private static final long PATIENCE_MILLIS = 3_000;

    private @Nullable Thread present;

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Starts it, unless the former one is still going on. */
    synchronized void run(Runnable task) {
        if (present == null || !present.isAlive()) {
            present = daemon(task, "memberport-jdbc-aside");
            present.start();
        }
    }

    /** TimeLimits some seconds for what is going on, whatever the thread's interrupt status. */
    void awaitEnd() {
        Thread last = last();
        if (last == null || !last.isAlive()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            last.join(PATIENCE_MILLIS);
        } catch (InterruptedException again) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized @Nullable Thread last() {
        return present;
    }
}
