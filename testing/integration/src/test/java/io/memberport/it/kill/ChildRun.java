package io.memberport.it.kill;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of a command as a process of its own, which ends when its time is up or this is closed, at the latest. Used by
 * one thread.
 */
final class ChildRun implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration AIMING = Duration.ofMillis(15);
    private static final Duration SPINNING = Duration.ofMillis(2);
    private static final int MOST_QUOTED_BYTES = 64 * 1024;

    private final Process process;
    private final Path output;
    private final Path errors;
    private final Duration patience;
    private final long startedNanos;
    private @Nullable List<ProcessHandle> aimedAt;
    private volatile boolean outOfTime;

    private ChildRun(Process process, Path output, Path errors, Duration patience, long startedNanos) {
        this.process = process;
        this.output = output;
        this.errors = errors;
        this.patience = patience;
        this.startedNanos = startedNanos;
    }

    /**
     * Starts a process.
     *
     * @param patience how long it may take before it is killed for that
     */
    static ChildRun start(ProcessBuilder command, Duration patience) throws IOException {
        Path output = Files.createTempFile("killed-run-", ".out");
        Path errors = Files.createTempFile("killed-run-", ".err");
        try {
            command.redirectErrorStream(false).redirectOutput(output.toFile()).redirectError(errors.toFile());
            long now = System.nanoTime();
            Process process =
                    command.redirectInput(ProcessBuilder.Redirect.PIPE).start();
            ChildRun run = new ChildRun(process, output, errors, patience, now);
            Future<?> unused = process.onExit()
                    .orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
                    .whenComplete(run::ended);
            process.getOutputStream().close();
            return run;
        } catch (IOException e) {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
            throw e;
        }
    }

    private void ended(@Nullable Process regularly, @Nullable Throwable timeout) {
        if (timeout != null) {
            outOfTime = true;
            destroy(process.descendants().toList());
        }
    }

    /** Has something done when the process has ended, at once if it has already. */
    void whenEnded(Runnable action) {
        Future<?> unused = process.onExit().thenRun(action);
    }

    /** Finds out what to kill, which takes some milliseconds that would otherwise go by when the kill is due. */
    void aim() {
        aimedAt = process.descendants().toList();
    }

    /**
     * Kills the process, and those it started, in the middle of whatever they do.
     *
     * @param dueNanos when, as a time of {@link System#nanoTime}; at once if that has passed
     */
    void killAt(long dueNanos) throws InterruptedException {
        if (aimedAt == null) {
            endsBy(dueNanos - AIMING.toNanos());
            aim();
        }
        if (!endsBy(dueNanos)) {
            kill();
        }
    }

    private boolean endsBy(long dueNanos) throws InterruptedException {
        long coarse = dueNanos - System.nanoTime() - SPINNING.toNanos();
        if (coarse > 0 && process.waitFor(coarse, TimeUnit.NANOSECONDS)) {
            return true;
        }
        while (System.nanoTime() - dueNanos < 0 && process.isAlive()) {
            Thread.onSpinWait();
        }
        return !process.isAlive();
    }

    private void kill() {
        List<ProcessHandle> others = aimedAt == null ? process.descendants().toList() : aimedAt;
        destroy(others);
        // What they hold, a lock perhaps, they hold until they are gone.
        process.onExit().orTimeout(GRACE.toNanos(), TimeUnit.NANOSECONDS).join();
        others.forEach(other ->
                other.onExit().orTimeout(GRACE.toNanos(), TimeUnit.NANOSECONDS).join());
    }

    private void destroy(List<ProcessHandle> others) {
        process.destroyForcibly();
        others.forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * Waits for the end.
     *
     * @throws AssertionError if it took longer than it may
     */
    ProcessOutcome awaitEnd() throws InterruptedException, IOException {
        boolean over = process.waitFor(patience.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
        if (!over || outOfTime) {
            throw new AssertionError(
                    "the run did not end within " + patience.toSeconds() + " s; standard error: " + endOf(errors));
        }
        return new ProcessOutcome(process.exitValue(), took, endOf(output), endOf(errors));
    }

    private static String endOf(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - MOST_QUOTED_BYTES);
            in.seek(from);
            byte[] bytes = new byte[(int) (in.length() - from)];
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Kills what is still there, and deletes what was written down of it. */
    @Override
    public void close() throws IOException {
        try {
            if (process.isAlive() || aimedAt != null) {
                kill();
            }
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        }
    }
}
