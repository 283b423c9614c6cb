package io.memberport.http;

import static io.memberport.http.ApiFixture.BATCH;
import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.ScriptedServer.Reply;
import io.memberport.port.Deadline;
import io.memberport.port.Delays;
import io.memberport.port.network.Network;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Timeouts are an hour here: only the deadline can end a call in the time that these tests have. */
@Tag("fault")
class DeadlineTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void endsACallToAServerThatSaysNothing() throws IOException {
        try (Dripping server = new Dripping("", "")) {
            MemberportException failure = lateStart(URI.create("http://127.0.0.1:" + server.port()), Network.ofJvm());
            assertTrue(messageOf(failure).contains(" did not answer in time."), messageOf(failure));
            assertTrue(messageOf(failure).contains("No export was started"), messageOf(failure));
        }
    }

    @Test
    void endsACallToAServerThatDripsItsHeader() throws IOException {
        try (Dripping server = new Dripping("HTTP/1.1 200 OK\r\nX-Slow: ", "x")) {
            lateStart(URI.create("http://127.0.0.1:" + server.port()), Network.ofJvm());
        }
    }

    @Test
    void endsATlsHandshakeThatDrips() throws IOException {
        try (Dripping server = new Dripping("\26\3\3?\377", "\0")) {
            lateStart(URI.create("https://127.0.0.1:" + server.port()), Network.ofJvm());
        }
    }

    @Test
    void endsWaitingForAProxyThatNeverMakesTheConnection() throws IOException {
        try (Dripping server = new Dripping("", "")) {
            Network network = Network.of(Map.of("https_proxy", "http://127.0.0.1:" + server.port()), new Properties());
            lateStart(URI.create("https://api.example.test"), network);
        }
    }

    @Test
    void endsALookUpOfANameThatIsNeverAnswered() {
        CompletableFuture<InetAddress[]> never = new CompletableFuture<>();
        DnsResolver silent = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return never.join();
            }

            @Override
            public String resolveCanonicalHostname(String host) throws UnknownHostException {
                throw new UnknownHostException(host);
            }
        };
        try (AlidaApi api = builder(URI.create("https://api.example.test"))
                .dnsResolver(silent)
                .build()) {
            late(() -> soon(api).start(null));
        } finally {
            never.complete(new InetAddress[0]);
        }
    }

    @Test
    void saysThatItIsUnknownWhetherAnExportWasStarted() throws IOException {
        try (ApiFixture fixture = new ApiFixture(builder -> builder.timeouts(new Timeouts(LONG, LONG, LONG, LONG)))) {
            fixture.api.on(ApiFixture.CREATE_CALL, Reply.rawThenSilence(""));
            MemberportException failure = late(() -> soon(fixture.client).start(null));
            assertTrue(messageOf(failure).contains("It is unknown whether an export was started"), messageOf(failure));
        }
    }

    @Test
    void namesTheExportToResume() throws IOException {
        try (ApiFixture fixture = new ApiFixture(builder -> builder.timeouts(new Timeouts(LONG, LONG, LONG, LONG)))) {
            fixture.api.on(ApiFixture.STATUS_CALL, Reply.rawThenSilence(""));
            MemberportException failure = late(() -> soon(fixture.client).status(BATCH));
            assertEquals(BATCH, failure.batchId().orElseThrow());
            assertTrue(messageOf(failure).contains("ask for the same batch id again to resume"), messageOf(failure));
        }
    }

    @Test
    void endsWaitingForTheFirstByteOfTheFile() throws IOException {
        try (ApiFixture fixture = new ApiFixture(builder -> builder.timeouts(new Timeouts(LONG, LONG, LONG, LONG)))) {
            fixture.api.on(ApiFixture.FILE_CALL, Reply.rawThenSilence("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"));
            late(() -> {
                try (FileDownload file = soon(fixture.client).openFile(ApiFixture.succeeded(null))) {
                    int unused = file.read(new byte[1], 0, 1);
                }
            });
        }
    }

    @Test
    void endsAChainOfRedirectsWhoseLastServerSaysNothing() throws IOException {
        try (ApiFixture fixture = new ApiFixture(builder -> builder.timeouts(new Timeouts(LONG, LONG, LONG, LONG)))) {
            fixture.api.on(ApiFixture.FILE_CALL, Reply.redirect(302, "Location: " + fixture.store.url() + "/1"));
            fixture.store.on("GET /1", Reply.redirect(307, "Location: /2"));
            fixture.store.on("GET /2", Reply.rawThenSilence(""));
            MemberportException failure = late(() -> soon(fixture.client).openFile(ApiFixture.succeeded(null)));
            assertEquals(BATCH, failure.batchId().orElseThrow());
        }
    }

    @Test
    void waitsNoLongerThanTheDeadlineWhenAskedForALongPause() {
        try (ApiFixture fixture = new ApiFixture()) {
            fixture.api.on(ApiFixture.STATUS_CALL, ApiFixture.error(503, "Retry-After: 50"));
            Deadline deadline = Deadline.after(Duration.ofSeconds(5), fixture.time::nanoTime);
            MemberportException failure =
                    failureOf(() -> fixture.client.within(deadline).status(BATCH));
            assertEquals(FailureKind.DEADLINE, failure.kind());
            assertEquals(Duration.ofSeconds(5), fixture.time.pauses().get(0));
        }
    }

    private static MemberportException lateStart(URI api, Network network) {
        try (AlidaApi client = builder(api).network(network).build()) {
            return late(() -> soon(client).start(null));
        }
    }

    private static AlidaApi.Builder builder(URI api) {
        return AlidaApi.at(api)
                .community("c")
                .credentials(new ClientCredentials("id", "secret", null))
                .delays(Delays.REAL)
                .timeouts(new Timeouts(LONG, LONG, LONG, LONG));
    }

    private static AlidaApi soon(AlidaApi api) {
        return api.within(Deadline.after(Duration.ofSeconds(2), System::nanoTime));
    }

    private static MemberportException late(Runnable call) {
        MemberportException failure = assertTimeoutPreemptively(PATIENCE, () -> failureOf(call));
        assertEquals(FailureKind.DEADLINE, failure.kind(), messageOf(failure));
        assertTrue(messageOf(failure).contains(" before the deadline of 2 s: "), messageOf(failure));
        return failure;
    }

    /** Sends a beginning to each that connects, then a drop now and then, for as long as it is open. */
    private static final class Dripping implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final Set<Socket> open = ConcurrentHashMap.newKeySet();

        Dripping(String beginning, String drop) throws IOException {
            start(() -> {
                while (true) {
                    Socket socket = listener.accept();
                    open.add(socket);
                    start(() -> drip(socket, beginning, drop));
                }
            });
        }

        private interface Task {
            void run() throws IOException, InterruptedException;
        }

        private static void start(Task task) {
            Thread thread = new Thread(() -> {
                try {
                    task.run();
                } catch (IOException | InterruptedException closed) {
                    // The test is over.
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        private static void drip(Socket socket, String beginning, String drop)
                throws IOException, InterruptedException {
            OutputStream out = socket.getOutputStream();
            out.write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            while (!drop.isEmpty()) {
                out.write(drop.getBytes(StandardCharsets.ISO_8859_1));
                Thread.sleep(50);
            }
        }

        int port() {
            return listener.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
