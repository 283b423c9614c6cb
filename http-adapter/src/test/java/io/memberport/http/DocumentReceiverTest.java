package io.memberport.http;

import static io.memberport.http.ApiFixture.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.ScriptedServer.Reply;
import io.memberport.port.Delays;
import io.memberport.port.network.Network;
import io.memberport.testing.process.OwnCertificate;
import io.memberport.testing.process.Relay;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents on their way to an address that a user has named, which may be anything. */
class DocumentReceiverTest {

    private static final byte[] DOCUMENT = "{\"canary\":\"ü\"}".getBytes(StandardCharsets.UTF_8);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ScriptedServer server = new ScriptedServer();
    private final FakeTime time = new FakeTime();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    private DocumentReceiver receiver() {
        return receiver(server.url() + "/hook", Network.ofJvm(), time);
    }

    private static DocumentReceiver receiver(String address, Network network, Delays delays) {
        return new DocumentReceiver("post the notification", URI.create(address), network, delays);
    }

    private static void post(DocumentReceiver receiver, Duration within) {
        try (receiver) {
            receiver.post("application/json", DOCUMENT, () -> Map.of("webhook-id", "canary-id"), within);
        }
    }

    private static MemberportException failureOf(DocumentReceiver receiver, Duration within) {
        MemberportException failure = assertThrows(MemberportException.class, () -> post(receiver, within));
        assertFalse(failure.toString().contains("canary"), failure::toString);
        assertFalse(failure.toString().contains("/hook"), failure::toString);
        return failure;
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void postsADocumentWithItsHeaders(int status) {
        server.on("POST /hook", Reply.json(status, ""));

        post(receiver(), LONG);

        ScriptedServer.Request request = server.requests().get(0);
        assertEquals("application/json", request.header("content-type"));
        assertEquals("canary-id", request.header("webhook-id"));
        assertTrue(request.header("user-agent").startsWith("memberport"), request::toString);
        assertEquals(DOCUMENT.length, Integer.parseInt(request.header("content-length")));
        assertEquals(1, server.requests().size());
    }

    @Test
    void triesAgainWhileTheReceiverIsBusy() {
        server.on("POST /hook", Reply.json(503, ""), Reply.json(429, ""), Reply.json(200, ""));

        post(receiver(), LONG);

        assertEquals(3, server.requests().size());
        assertEquals(2, time.pauses().size());
    }

    @Test
    void asksForTheHeadersOfEachAttempt() {
        server.on("POST /hook", Reply.json(503, ""), Reply.json(503, ""), Reply.json(200, ""));
        AtomicInteger attempt = new AtomicInteger();

        try (DocumentReceiver receiver = receiver()) {
            receiver.post(
                    "application/json",
                    DOCUMENT,
                    () -> Map.of("webhook-timestamp", String.valueOf(attempt.incrementAndGet())),
                    LONG);
        }

        assertEquals(
                List.of("1", "2", "3"),
                server.requests().stream()
                        .map(request -> request.header("webhook-timestamp"))
                        .toList());
    }

    @Test
    void namesTheLastStatusOfAReceiverThatIsBusyForTooLong() {
        server.on("POST /hook", Reply.json(503, ""), Reply.json(429, ""));

        MemberportException failure = failureOf(receiver(), Duration.ofSeconds(2));

        assertEquals(FailureKind.DEADLINE, failure.kind());
        assertTrue(
                messageOf(failure).contains("within 2 s: ")
                        && messageOf(failure).contains(" answered with status 429. Check whether it works."),
                () -> messageOf(failure));
        assertEquals(429, failure.httpStatus().orElseThrow());
    }

    @Test
    void namesTheLastStatusOfAReceiverThatSaysNothingAnyMore() {
        server.on("POST /hook", Reply.json(503, ""), Reply.rawThenSilence(""));
        Delays withoutPause = new Delays() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void waitFor(Duration duration) {}
        };

        MemberportException failure =
                failureOf(receiver(server.url() + "/hook", Network.ofJvm(), withoutPause), Duration.ofMillis(1_200));

        assertTrue(
                messageOf(failure).contains(" answered with status 503, and then not in time. "),
                () -> messageOf(failure));
    }

    @ParameterizedTest
    @CsvSource({
        "500, 4, UNAVAILABLE, 'answered with status 500, also at attempt 4. Check whether it works.'",
        "404, 1, CONFIGURATION, 'answered with status 404. Check the address'",
        "401, 1, ACCESS_DENIED, 'what it requires of senders'"
    })
    void saysWhyItWasRefused(int status, int attempts, FailureKind kind, String words) {
        server.on("POST /hook", Reply.json(status, "{\"message\":\"canary\"}"));

        MemberportException failure = failureOf(receiver(), LONG);

        assertEquals(kind, failure.kind());
        assertTrue(messageOf(failure).startsWith("Could not post the notification: "), () -> messageOf(failure));
        assertTrue(messageOf(failure).contains(words), () -> messageOf(failure));
        assertEquals(attempts, server.requests().size());
    }

    @Test
    void followsNoRedirect() {
        try (ScriptedServer other = new ScriptedServer()) {
            server.on("POST /hook", Reply.redirect(307, "Location: " + other.url() + "/canary"));

            MemberportException failure = failureOf(receiver(), LONG);

            assertTrue(messageOf(failure).contains("Redirects are not followed"), () -> messageOf(failure));
            assertEquals(List.of(), other.requests());
        }
    }

    @Test
    void givesUpOnAReceiverThatSaysNothing() {
        server.on("POST /hook", Reply.rawThenSilence(""));
        long start = System.nanoTime();

        MemberportException failure =
                failureOf(receiver(server.url() + "/hook", Network.ofJvm(), Delays.REAL), Duration.ofMillis(1_200));

        assertEquals(FailureKind.DEADLINE, failure.kind());
        assertTrue(messageOf(failure).contains("within 1 s"), () -> messageOf(failure));
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos(), "takes too long");
    }

    @Test
    void readsNoAnswerWithoutEnd() {
        server.on(
                "POST /hook",
                Reply.rawThenEndless("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", "x".repeat(8_192)));

        post(receiver(), LONG);

        assertEquals(1, server.requests().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://receiver.example.test/canary",
                "https://me:canary@127.0.0.1/",
                "https://127.0.0.1/?canary=1",
                "https://127.0.0.1/#canary",
                "ftp://127.0.0.1/canary"
            })
    void refusesAddressesThatAreNotSafe(String address) {
        MemberportException failure =
                assertThrows(MemberportException.class, () -> receiver(address, Network.ofJvm(), Delays.REAL));

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertFalse(failure.toString().contains("canary"), failure::toString);
    }

    @Test
    void goesOverTheProxyOfTheRunAndTrustsItsAuthorities() throws Exception {
        OwnCertificate certificate = OwnCertificate.of(directory, "dns:receiver.example.test");
        try (ScriptedServer encrypted = new ScriptedServer("https", certificate.listener());
                Relay proxy = Relay.proxyTo(encrypted.uri().getPort())) {
            encrypted.on("POST /hook", Reply.json(200, ""));
            Network network = Network.of(Map.of("HTTPS_PROXY", "http://" + proxy.address()), new Properties())
                    .withAuthorities(certificate.pem(directory.resolve("ca")));

            post(receiver("https://receiver.example.test/hook", network, Delays.REAL), LONG);

            assertEquals(1, proxy.requests().size());
            assertEquals(1, encrypted.requests().size());
        }
    }
}
