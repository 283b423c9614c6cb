package io.memberport.testing.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The process of a server, which writes its log to a file. */
final class ServerProcess {

    /** Long, because other builds may keep the machine busy; nothing takes this long on an idle one. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final Process process;
    private final Path log;
    private final int port;

    private ServerProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    static ServerProcess start(List<String> command, Path log, int port) throws IOException {
        ProcessBuilder builder = Tool.builder(command, log.resolveSibling(""));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        return new ServerProcess(process, log, port);
    }

    /**
     * Waits until it can be used. If that takes too long, or the thread is interrupted, the process is killed.
     *
     * @return false if it has ended instead
     */
    boolean awaitReady(String sign) throws IOException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!log().contains(sign)) {
                if (process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
                if (System.nanoTime() - deadlineNanos > 0) {
                    kill();
                    throw new IOException("not ready after " + PATIENCE + ": " + log());
                }
            }
            return true;
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    /** What it has written since its start. */
    String log() throws IOException {
        return new String(Files.readAllBytes(log), UTF_8);
    }

    int port() {
        return port;
    }

    long id() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Completed when it has ended. */
    CompletableFuture<Process> onEnd() {
        return process.onExit();
    }

    /** Ends it, and waits until it has gone and with it the processes that it has started, which notice by themselves. */
    void kill() {
        List<ProcessHandle> workers = process.descendants().toList();
        process.destroyForcibly();
        awaitEnd();
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (workers.stream().anyMatch(ServerProcess::runs)) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new IllegalStateException("Of the server " + id() + " there are still processes: " + workers);
            }
            // Their onExit would look only every few seconds, for they are not children of this virtual machine.
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /**
     * Whether a process, that need not be a child of this virtual machine, does anything. One that has ended counts as alive
     * for the JDK until its parent takes notice, which can be never in a container; but it has no program any more.
     */
    static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /**
     * Sends a signal, and waits until the process has gone.
     *
     * @param name KILL, or one that the JDK cannot send, such as QUIT
     */
    void endBy(String name) throws IOException {
        if (name.equals("KILL")) {
            kill();
        } else {
            Tool.run(List.of("sh", "-c", "kill -" + name + " " + id()), log.resolveSibling(""));
            awaitEnd();
        }
    }

    private void awaitEnd() {
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
