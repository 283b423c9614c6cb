package io.memberport.cli.process;

import io.memberport.cli.result.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Turns Ctrl-C and SIGTERM into an interrupted run that still cleans up.
 *
 * <p>The virtual machine answers both with its shutdown hooks and then ends, whatever the other threads are doing. The
 * hook here therefore interrupts the thread that runs the command, closes what that thread may be blocked in, waits a
 * bounded time until the command has returned, and ends the process itself, with the exit code the command had.
 */
public final class Interruption {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Duration patience;

    private final List<AutoCloseable> blockers = new CopyOnWriteArrayList<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;
    private volatile int exitCode = ExitCode.INTERRUPTED;

    public Interruption() {
        this(PATIENCE);
    }

    /**
     * An interruption.
     *
     * @param patience how long the command may take to return
     */
    Interruption(Duration patience) {
        this.patience = patience;
    }

    /**
     * Watches over the calling thread from now on.
     *
     * @param warnings where it is told if the command does not return
     * @param mayCommit whether the command writes to targets
     */
    public void install(Consumer<String> warnings, boolean mayCommit) {
        Thread runner = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> onShutdown(runner, warnings, mayCommit), "memberport-interruption"));
    }

    /** Whether the process has been asked to end. */
    public boolean isRequested() {
        return requested;
    }

    /** Something that a thread may be blocked in without hearing an interrupt, a connection for example. */
    public void closeOnRequest(AutoCloseable blocker) {
        blockers.add(blocker);
        if (requested) {
            close(blocker); // The request may not have seen it.
        }
    }

    /** It is closed, and need not be kept any longer. */
    public void forget(AutoCloseable blocker) {
        blockers.remove(blocker);
    }

    /** The command has returned, and cleaned up. */
    public void finished(int code) {
        exitCode = code;
        finished.countDown();
    }

    private void onShutdown(Thread runner, Consumer<String> warnings, boolean mayCommit) {
        if (finished.getCount() == 0) {
            return; // The ordinary end, by System.exit.
        }
        request(runner);
        int code = awaitEnd(warnings, mayCommit);
        // Not exit(): the shutdown is already in progress. Without halt() the code would be the signal's own, 143 for a
        // kill.
        Runtime.getRuntime().halt(code);
    }

    /** Asks the command to end. */
    public void request(Thread runner) {
        requested = true;
        runner.interrupt();
        blockers.forEach(Interruption::close);
    }

    private static void close(AutoCloseable blocker) {
        try {
            blocker.close();
        } catch (Exception ignored) {
            // The run is over; what it could not close the operating system will.
        }
    }

    /**
     * Waits until the command has returned, or says what is known if it does not.
     *
     * @param mayCommit whether the command writes to targets
     * @return the exit code
     */
    int awaitEnd(Consumer<String> warnings, boolean mayCommit) {
        try {
            if (finished.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return exitCode;
            }
        } catch (InterruptedException shutdownHooksAreNotInterrupted) {
            Thread.currentThread().interrupt();
        }
        warnings.accept("Interrupted, and ended before the run had cleaned up."
                + (mayCommit
                        ? " If a target was committing, it is unknown whether it has committed."
                                + " Run again: what is committed is not written twice."
                        : " This command writes to no target."));
        return ExitCode.INTERRUPTED;
    }
}
