package io.memberport.sink.jdbc.session;

import org.jspecify.annotations.Nullable;

/** Does things on another thread, one at a time. The caller does not wait for them, since they may hang, too. */
final class SideThread {

    private static final long PATIENCE_MILLIS = 3_000;

    private @Nullable Thread present;

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Starts it, unless the former one is still in progress. */
    synchronized void run(Runnable task) {
        if (present == null || !present.isAlive()) {
            present = daemon(task, "memberport-jdbc-aside");
            present.start();
        }
    }

    /** Waits some seconds for what is in progress, whatever the thread's interrupt status. */
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
