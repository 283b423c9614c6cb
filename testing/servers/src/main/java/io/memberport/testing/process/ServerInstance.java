package io.memberport.testing.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;

/**
 * One server: its directory, its port, its password, and its process, which can be another one after a crash. Safe for use
 * by several threads.
 */
public final class ServerInstance implements AutoCloseable {

    private static final int MOST_RESTARTS = 20;
    private static final Duration RESTART_PAUSE = Duration.ofMillis(250);
    private static final int MOST_PORTS = 10;

    private final List<String> options;
    private final String password = UUID.randomUUID().toString();
    private final PrivateDirectory directory;
    private final OrphanGuard guard;
    private final ServerProgram program;
    private ServerProcess process;
    private boolean closed;

    private ServerInstance(
            ServerProgram.Setup setup,
            List<String> options,
            IntSupplier ports,
            PrivateDirectory directory,
            OrphanGuard guard)
            throws IOException {
        this.options = options;
        this.directory = directory;
        this.guard = guard;
        this.program = setup.in(directory.path(), password);
        this.process = startOnFreePort(ports);
    }

    /**
     * Starts a server.
     *
     * @param name for the directory's name
     * @param options as the user writes them
     * @param ports gives ports that are likely to be free, such as {@link FreePort#find}
     * @throws IllegalStateException if it does not start; then nothing is left of it
     */
    public static ServerInstance start(
            String name, ServerProgram.Setup setup, List<String> options, IntSupplier ports) {
        Platform.current().requireShell(name);
        try {
            PrivateDirectory directory = PrivateDirectory.create("memberport-" + name + "-");
            try {
                return start(setup, options, ports, directory);
            } catch (IOException | RuntimeException e) {
                directory.deleteAfter(e);
                throw e;
            }
        } catch (IOException e) {
            throw new IllegalStateException("The server does not start: " + e.getMessage(), e);
        }
    }

    private static ServerInstance start(
            ServerProgram.Setup setup, List<String> options, IntSupplier ports, PrivateDirectory directory)
            throws IOException {
        OrphanGuard guard = OrphanGuard.of(directory.path());
        try {
            return new ServerInstance(setup, options, ports, directory, guard);
        } catch (IOException | RuntimeException e) {
            guard.release();
            throw e;
        }
    }

    /** Another process can take a port between the moment it was found free and the start of the server. */
    private ServerProcess startOnFreePort(IntSupplier ports) throws IOException {
        for (int attempt = 1; ; attempt++) {
            ServerProcess started = launch(ports.getAsInt());
            if (started.awaitReady(program.readySign())) {
                return started;
            }
            if (attempt == MOST_PORTS || !started.log().contains(program.portTakenSign())) {
                throw new IOException(started.log());
            }
        }
    }

    private ServerProcess launch(int port) throws IOException {
        ServerProcess started = ServerProcess.start(
                program.command(port, options), directory.path().resolve("log"), port);
        guard.watch(started, program.endSignal());
        return started;
    }

    /** Another one for each server. */
    public String password() {
        return password;
    }

    /** Where all its files are. */
    public Path directory() {
        return directory.path();
    }

    /** Where it listens, the same for all its life. */
    public int port() {
        return process().port();
    }

    synchronized ServerProcess process() {
        return process;
    }

    /** Ends the process with SIGKILL, and waits until it is gone. Does nothing if it is gone already. */
    public synchronized void kill() {
        process.kill();
    }

    /**
     * Starts a killed server again, on the same files and port, and waits until it can be used.
     *
     * @throws IllegalStateException if it runs, or does not start
     */
    public synchronized void restart() {
        if (closed || process.isAlive()) {
            throw new IllegalStateException(closed ? "The server is closed" : "The server runs; kill it first");
        }
        try {
            process = startAgain(process.port());
        } catch (IOException e) {
            throw new IllegalStateException("The server does not start again: " + e.getMessage(), e);
        }
    }

    /** The children of a killed server may outlive it for a moment, and keep what they share with it. */
    private ServerProcess startAgain(int port) throws IOException {
        for (int attempt = 1; ; attempt++) {
            ServerProcess started = launch(port);
            if (started.awaitReady(program.readySign())) {
                return started;
            }
            if (attempt == MOST_RESTARTS) {
                throw new IOException(started.log());
            }
            try {
                Thread.sleep(RESTART_PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    /**
     * Ends the process, if it runs, and deletes the files. A second call does nothing.
     *
     * @throws IllegalStateException if something is left behind
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (process.isAlive()) {
                process.endBy(program.endSignal());
            } else {
                program.clearAfterKill();
            }
            directory.delete();
            // Last, so that the guard does what could not be done here.
            guard.release();
        } catch (IOException e) {
            throw new IllegalStateException("The server leaves something behind: " + e.getMessage(), e);
        }
    }
}
