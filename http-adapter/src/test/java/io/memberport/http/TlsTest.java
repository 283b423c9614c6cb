package io.memberport.http;

import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.network.Network;
import io.memberport.testing.process.OwnCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers with which no encrypted connection comes about. What stays so is no reason to try again. */
@Tag("fault")
class TlsTest {

    private static final String HERE = "ip:127.0.0.1";

    @TempDir
    private Path directory;

    private final FakeTime time = new FakeTime();

    private AlidaApi.Builder client(URI address) {
        return AlidaApi.at(address)
                .community("c")
                .credentials(new ClientCredentials("some-id", "some-secret", null))
                .timing(time.timing());
    }

    private AlidaApi.Builder client(ServerSocket listener) {
        return client(URI.create("https://127.0.0.1:" + listener.getLocalPort()));
    }

    private void assertFails(AlidaApi.Builder builder, FailureKind kind, String what, String next) {
        try (AlidaApi api = builder.build()) {
            MemberportException failure = failureOf(() -> api.start(null));

            assertEquals(kind, failure.kind(), failure::toString);
            assertTrue(messageOf(failure).contains(what), messageOf(failure));
            assertTrue(messageOf(failure).contains(next), messageOf(failure));
        }
    }

    private void assertRefused(OwnCertificate certificate, boolean isTrusted, String what, String next)
            throws Exception {
        Network network = isTrusted
                ? Network.ofJvm().withAuthorities(certificate.pem(directory.resolve("ca.pem")))
                : Network.ofJvm();
        try (ScriptedServer server = new ScriptedServer("https", certificate.listener())) {
            assertFails(client(server.uri()).network(network), FailureKind.CONFIGURATION, what, next);
            assertEquals(List.of(), server.requests());
        }
        assertEquals(List.of(), time.pauses());
    }

    @Test
    void sendsNothingToAServerWhoseCertificateIsNotTrusted() throws Exception {
        assertRefused(
                OwnCertificate.of(directory, HERE),
                false,
                "its certificate is not issued by a trusted authority",
                "add that authority to the trusted ones.");
    }

    @Test
    void sendsNothingToAServerWhoseCertificateHasExpired() throws Exception {
        assertRefused(
                OwnCertificate.issued(directory, HERE, "-10d", 3),
                true,
                "its certificate has expired",
                "Its operator must renew it; check this machine's clock, too.");
    }

    @Test
    void sendsNothingToAServerWhoseCertificateIsNotValidYet() throws Exception {
        assertRefused(
                OwnCertificate.issued(directory, HERE, "+10d", 3),
                true,
                "its certificate is not valid yet",
                "Check this machine's clock.");
    }

    @Test
    void sendsNothingToAServerWithACertificateForAnotherHost() throws Exception {
        assertRefused(
                OwnCertificate.of(directory, "dns:other.example.test"),
                true,
                "its certificate is for another host",
                "Check the address, and the proxies and firewalls between this machine and that host.");
    }

    @Test
    void connectsWithTheContextThatItIsGiven() throws Exception {
        OwnCertificate certificate = OwnCertificate.of(directory, HERE);
        SSLContext context = Network.ofJvm()
                .withAuthorities(certificate.pem(directory.resolve("ca.pem")))
                .sslContext()
                .orElseThrow();
        try (ScriptedServer server = new ScriptedServer("https", certificate.listener());
                AlidaApi api = client(server.uri()).sslContext(context).build()) {
            server.on(ApiFixture.TOKEN_CALL, ApiFixture.token("some-token", "3600"));

            MemberportException failure = failureOf(() -> api.status("b"));

            assertEquals(FailureKind.NOT_FOUND, failure.kind(), failure::toString);
            assertEquals(1, server.requests(ApiFixture.TOKEN_CALL).size());
        }
    }

    /** The context is for trust; what a certificate is for is checked all the same. */
    @Test
    void checksTheHostWithTheContextThatItIsGiven() throws Exception {
        OwnCertificate certificate = OwnCertificate.of(directory, "dns:other.example.test");
        SSLContext context = Network.ofJvm()
                .withAuthorities(certificate.pem(directory.resolve("ca.pem")))
                .sslContext()
                .orElseThrow();
        try (ScriptedServer server = new ScriptedServer("https", certificate.listener())) {
            assertFails(
                    client(server.uri()).sslContext(context),
                    FailureKind.CONFIGURATION,
                    "its certificate is for another host",
                    "Check the address");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void showsTheClientCertificateOfItsContext(String version) throws Exception {
        OwnCertificate ours = OwnCertificate.of(directory, "dns:client.example.test");
        OwnCertificate theirs = OwnCertificate.of(directory, HERE);
        try (ScriptedServer server = new ScriptedServer("https", theirs.demandingListener(ours, version));
                AlidaApi api =
                        client(server.uri()).sslContext(ours.clientOf(theirs)).build()) {
            server.on(ApiFixture.TOKEN_CALL, ApiFixture.token("some-token", "3600"));

            MemberportException failure = failureOf(() -> api.status("b"));

            assertEquals(FailureKind.NOT_FOUND, failure.kind(), failure::toString);
            assertEquals(1, server.requests(ApiFixture.TOKEN_CALL).size());
        }
        assertEquals(List.of(), time.pauses());
    }

    /** Without a certificate a server has no cipher for anybody. */
    @Test
    void saysThatThereIsNoCommonVersionOrCipher() throws Exception {
        SSLContext bare = SSLContext.getInstance("TLS");
        bare.init(null, null, null);
        try (ServerSocket listener =
                        bare.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ScriptedServer server = new ScriptedServer("https", listener)) {
            assertFails(
                    client(server.uri()),
                    FailureKind.CONFIGURATION,
                    "there is no TLS version or cipher that both sides accept",
                    "Check the proxies and firewalls between this machine and that host, and the Java version.");
        }
        assertEquals(List.of(), time.pauses());
    }

    @Test
    void saysThatThePortDoesNotSpeakTls() throws Exception {
        try (ServerSocket plain = listener(socket -> {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        })) {
            assertFails(
                    client(plain),
                    FailureKind.CONFIGURATION,
                    "the other side does not speak TLS",
                    "an encrypted connection needs a port that speaks TLS.");
        }
        assertEquals(List.of(), time.pauses());
    }

    @Test
    void endsTheWaitForAPortThatSaysNothing() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        Duration patience = Duration.ofMinutes(5);
        try (ServerSocket silent = listener(socket -> {
            connections.incrementAndGet();
            socket.getInputStream().readAllBytes();
        })) {
            assertFails(
                    client(silent)
                            .timeouts(new Timeouts(patience, Duration.ofMillis(300), patience, patience))
                            .retryPolicy(RetryPolicy.DEFAULT.withAttempts(2)),
                    FailureKind.UNAVAILABLE,
                    "the other side was silent for too long",
                    "Check the network");
        }
        assertEquals(2, connections.get());
    }

    @Test
    void asksForHttpsIfThePortSpeaksTls() throws Exception {
        try (ServerSocket encrypted = OwnCertificate.of(directory, HERE).listener();
                ScriptedServer server = new ScriptedServer("http", encrypted)) {
            assertFails(
                    client(server.uri()),
                    FailureKind.PROTOCOL,
                    "what came is not valid HTTP",
                    "If it speaks TLS, write https:// in the address");
        }
    }

    @Test
    void saysThatTheHostIsNotKnown() {
        assertFails(
                client(URI.create("https://api.nowhere.invalid")).dnsResolver(new SystemDefaultDnsResolver() {
                    @Override
                    public InetAddress[] resolve(@Nullable String host) throws UnknownHostException {
                        throw new UnknownHostException(host);
                    }
                }),
                FailureKind.UNAVAILABLE,
                "the host name is not known",
                "Check the address and this machine's DNS.");
    }

    private interface Conversation {
        void with(Socket socket) throws IOException;
    }

    private static ServerSocket listener(Conversation conversation) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                    conversation.with(socket);
                } catch (IOException gone) {
                    // The client, or the test is over.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return listener;
    }
}
