package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.process.Interruption;
import io.memberport.port.Delays;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command against an API that says nothing, or drips: of all that bounds a call, only the deadline is this short. */
@Tag("fault")
class SilentApiTest {

    /** The API's own timeouts and attempts would take longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "export, false, 'No export was started'",
        "export, true, 'No export was started'",
        "export b-1, false, 'To resume: memberport export --batch-id b-1 --to csv:'",
        "export b-1, true, 'To resume: memberport export --batch-id b-1 --to csv:'",
        "wait, false, 'To resume: memberport wait b-1 --deadline 2s'",
        "wait, true, 'To resume: memberport wait b-1 --deadline 2s'",
        "download, false, 'To resume: memberport download b-1 --file export.json --deadline 2s'",
        "download, true, 'To resume: memberport download b-1 --file export.json --deadline 2s'",
    })
    void endsTheCommandAtItsDeadline(String command, boolean drips, String advice) throws IOException {
        List<String> line =
                switch (command) {
                    case "export" -> List.of("export", "--to", "csv:" + directory + "/members.csv", "--deadline", "2s");
                    case "export b-1" ->
                        List.of("export", "--batch-id=b-1", "--to=csv:" + directory + "/members.csv", "--deadline=2s");
                    case "wait" -> List.of("wait", "b-1", "--deadline", "2s");
                    default -> List.of("download", "b-1", "--file", "export.json", "--deadline", "2s");
                };
        try (SilentApi api = new SilentApi(drips)) {
            CommandLineRun run = new CommandLineRun(directory)
                    .with("MEMBERPORT_API_URL", "http://127.0.0.1:" + api.port())
                    .with("MEMBERPORT_COMMUNITY", "community")
                    .with("MEMBERPORT_CLIENT_ID", "id")
                    .with("MEMBERPORT_CLIENT_SECRET", "sesame")
                    .with("MEMBERPORT_API_KEY", "key");

            int code = assertTimeoutPreemptively(
                    PATIENCE, () -> MemberportCommand.run(line, run.process(new Interruption(), Delays.REAL)));

            assertEquals(5, code, run.err());
            assertTrue(run.err().contains("before the deadline of "), run.err());
            assertTrue(run.err().contains(advice), run.err());
        }
    }

    /** Accepts connections and answers none, or with a header that has no end. */
    private static final class SilentApi implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
        private final boolean drips;

        private SilentApi(boolean drips) throws IOException {
            this.drips = drips;
            start(this::accept);
        }

        private int port() {
            return listener.getLocalPort();
        }

        private static void start(Runnable work) {
            Thread thread = new Thread(work, "silent-api");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            try {
                while (true) {
                    Socket socket = listener.accept();
                    sockets.add(socket);
                    if (drips) {
                        start(() -> drip(socket));
                    }
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        private static void drip(Socket socket) {
            try (OutputStream out = socket.getOutputStream()) {
                out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    out.write('x');
                    out.flush();
                    Thread.sleep(100);
                }
            } catch (IOException | InterruptedException over) {
                // The client has gone.
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
