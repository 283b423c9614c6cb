package io.memberport.testdatabases;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;

/** One server: its directory, its port, its password, and its process, which can be another one after a crash. */
final class ServerInstance implements AutoCloseable {

    private static final int MOST_PORTS = 10;
    private static final String PORT_TAKEN = "Address already in use";

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
     * @param ports gives ports that are likely to be free
     * @throws IllegalStateException if it does not start; then nothing is left of it
     */
    static ServerInstance start(String name, ServerProgram.Setup setup, List<String> options, IntSupplier ports) {
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

    /** Somebody else can take a port between the moment it was found free and the start of the server. */
    private ServerProcess startOnFreePort(IntSupplier ports) throws IOException {
        for (int attempt = 1; ; attempt++) {
            ServerProcess started = launch(ports.getAsInt());
            if (started.awaitReady(program.readySign())) {
                return started;
            }
            if (attempt == MOST_PORTS || !started.log().contains(PORT_TAKEN)) {
                throw new IOException(started.log());
            }
        }
    }

    private ServerProcess launch(int port) throws IOException {
        ServerProcess started = ServerProcess.start(
                program.command(port, options), directory.path().resolve("log"), port);
        guard.watch(started);
        return started;
    }

    String password() {
        return password;
    }

    PrivateDirectory directory() {
        return directory;
    }

    synchronized ServerProcess process() {
        return process;
    }

    synchronized void kill() {
        process.kill();
    }

    synchronized void restart() {
        if (closed || process.isAlive()) {
            throw new IllegalStateException(closed ? "The server is closed" : "The server runs; kill it first");
        }
        try {
            process = launch(process.port());
            if (!process.awaitReady(program.readySign())) {
                throw new IOException(process.log());
            }
        } catch (IOException e) {
            throw new IllegalStateException("The server does not start again: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (process.isAlive()) {
                program.end(process);
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
