package io.memberport.testing.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A small process that does what this virtual machine cannot do once it has been killed: it ends the server and deletes
 * the directory. It learns that the virtual machine is gone from the end of its input.
 */
final class OrphanGuard {

    /**
     * Reads {@code +ID SIGNAL} of a process that has started, {@code -ID} of one that has ended, {@code end} if there is
     * nothing more to do. A server gets time to remove what it has outside its directory. Signals from the keyboard, which
     * all processes of the terminal get, must not end the guard first.
     */
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pid=
            while read -r line; do
              case $line in
                end) exit 0 ;;
                +*) pid=${line#+} signal=${line#* } pid=${pid%% *} ;;
                "-$pid") pid= ;;
              esac
            done
            if [ -n "$pid" ]; then
              kill -"$signal" "$pid"
              tries=0
              while kill -0 "$pid" && [ "$tries" -lt 100 ]; do
                sleep 0.1
                tries=$((tries + 1))
              done
              kill -KILL "$pid"
            fi 2>/dev/null
            rm -rf -- "$1"
            """;

    private final Process process;
    private final OutputStream lines;

    private OrphanGuard(Process process) {
        this.process = process;
        this.lines = process.getOutputStream();
    }

    static OrphanGuard of(Path directory) throws IOException {
        List<String> command = List.of("sh", "-c", SCRIPT, "sh", directory.toString());
        return new OrphanGuard(new ProcessBuilder(command)
                .directory(directory.getRoot().toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /**
     * Takes care of a process until that ends. Its number is forgotten then, for another process may get it.
     *
     * @param signal the name of the one to end it by
     */
    void watch(ServerProcess server, String signal) throws IOException {
        send("+" + server.id() + " " + signal);
        CompletableFuture<Void> unused = server.onEnd().thenRun(() -> forget(server));
    }

    private void forget(ServerProcess server) {
        try {
            send("-" + server.id());
        } catch (IOException released) {
            // Then it takes care of nothing any more.
        }
    }

    /** Ends the guard, and nothing else. */
    void release() throws IOException {
        send("end");
        closeLines();
        process.onExit().join();
    }

    /** No process reads any longer what another thread may have to say, such as the end of the server. */
    private synchronized void closeLines() {
        try {
            lines.close();
        } catch (IOException ended) {
            // It has taken its leave before.
        }
    }

    private synchronized void send(String line) throws IOException {
        lines.write((line + "\n").getBytes(US_ASCII));
        lines.flush();
    }
}
