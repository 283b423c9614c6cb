package io.memberport.sink.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.network.Network;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.sink.s3.http.StoreBounds;
import io.memberport.testing.process.OwnCertificate;
import io.memberport.testing.process.Relay;
import io.memberport.testing.store.ObjectStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store that is reached over a proxy, and one whose certificate has an authority of its own. */
@Tag("fault")
class StoreNetworkTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String HOST = "store.example.test";

    @TempDir
    private Path directory;

    private final S3Fixture fixture = new S3Fixture(Format.JSONL, Compression.NONE);

    @AfterEach
    void remove() {
        fixture.remove();
    }

    private S3MemberSink sink(String endpoint, Network network) {
        return S3MemberSink.to(fixture.target())
                .endpoint(URI.create(endpoint))
                .pathStyle(true)
                .profile(TestCredentials.PROFILE)
                .network(network)
                .bounds(new StoreBounds(PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE, 1))
                .build();
    }

    private static Network network(Map<String, String> environment) {
        return Network.of(environment, new Properties());
    }

    private MemberportException refusal(String endpoint, Network network) {
        try (S3MemberSink sink = sink(endpoint, network)) {
            MemberportException failure = assertThrows(MemberportException.class, sink::check);
            assertFalse(failure.toString().contains("canary"), failure::toString);
            return failure;
        }
    }

    private static void assertSays(MemberportException failure, String... parts) {
        assertEquals(FailureKind.CONFIGURATION, failure.kind(), failure::toString);
        for (String part : parts) {
            assertTrue(failure.toString().contains(part), failure::toString);
        }
    }

    @Test
    void isReachedOverAProxyWithCredentialsAndAnAuthorityOfItsOwn() throws Exception {
        OwnCertificate certificate = OwnCertificate.of(directory, "dns:" + HOST);
        try (Relay store = Relay.to(ObjectStore.shared().endpoint(), certificate.listener());
                Relay proxy = Relay.demandingProxyTo(store.port())) {
            Network network = network(Map.of("HTTPS_PROXY", "http://us%40er:pass-canary@127.0.0.1:" + proxy.port()))
                    .withAuthorities(certificate.pem(directory.resolve("ca.pem")));
            try (S3MemberSink sink = sink("https://" + HOST, network)) {
                sink.check();
            }

            String asked = proxy.requests().get(1);
            assertTrue(asked.startsWith("CONNECT " + HOST + ":443 "), asked);
            assertTrue(asked.contains("Proxy-Authorization: Basic dXNAZXI6cGFzcy1jYW5hcnk=\r\n"), asked);
        }
    }

    @Test
    void isReachedWithoutAProxyIfItsAuthorityIsTrusted() throws Exception {
        OwnCertificate certificate = OwnCertificate.of(directory, "ip:127.0.0.1");
        try (Relay store = Relay.to(ObjectStore.shared().endpoint(), certificate.listener());
                S3MemberSink sink = sink(
                        "https://127.0.0.1:" + store.port(),
                        network(Map.of()).withAuthorities(certificate.pem(directory.resolve("ca.pem"))))) {
            sink.check();
        }
        assertEquals(List.of(), fixture.client().keys());
    }

    @ParameterizedTest
    @CsvSource({
        "Basic realm=x, user:pass-canary@, It does not accept the user and password that its address has.",
        "Basic realm=x, '', 'Give its user and password in its address, http://USER:PASSWORD@HOST:PORT'",
        "Digest realm=x, user:pass-canary@, It asks for an authentication method that is not supported",
        "NTLM, user:pass-canary@, It asks for an authentication method that is not supported"
    })
    void saysThatItIsTheProxyThatAsksForCredentials(String scheme, String login, String words) throws Exception {
        try (Relay proxy =
                Relay.refusingProxy("407 Needed\r\nProxy-Authenticate: " + scheme + "\r\nContent-Length: 0")) {
            MemberportException failure = refusal(
                    "https://" + HOST, network(Map.of("HTTPS_PROXY", "http://" + login + "127.0.0.1:" + proxy.port())));

            assertSays(
                    failure,
                    words,
                    "The proxy 127.0.0.1:" + proxy.port() + " (HTTPS_PROXY) answered with status 407",
                    "only Basic is supported, neither Digest nor NTLM.");
        }
    }

    @Test
    void saysThatTheProxyForbidsTheHost() throws Exception {
        try (Relay proxy = Relay.refusingProxy("403 No\r\nContent-Length: 0")) {
            assertSays(
                    refusal("https://" + HOST, network(Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port()))),
                    "(HTTPS_PROXY) answered with status 403, not the store.",
                    "Allow this host in the proxy, or name the host in NO_PROXY");
        }
    }

    private MemberportException refusal(OwnCertificate certificate, boolean isTrusted) throws Exception {
        Network network = network(Map.of());
        try (Relay store = Relay.to(ObjectStore.shared().endpoint(), certificate.listener())) {
            return refusal(
                    "https://127.0.0.1:" + store.port(),
                    isTrusted ? network.withAuthorities(certificate.pem(directory.resolve("ca.pem"))) : network);
        }
    }

    @Test
    void namesTheOptionForAuthoritiesIfTheCertificateIsNotTrusted() throws Exception {
        assertSays(
                refusal(OwnCertificate.of(directory, "ip:127.0.0.1"), false),
                "No encrypted connection can be made",
                "its certificate is not issued by a trusted authority",
                "add that authority to the trusted ones.");
    }

    @Test
    void tellsAnExpiredCertificateFromOneOfAnotherHost() throws Exception {
        assertSays(
                refusal(OwnCertificate.issued(directory, "ip:127.0.0.1", "-10d", 3), true),
                "its certificate has expired",
                "Its operator must renew it; check this machine's clock, too.");
        assertSays(
                refusal(OwnCertificate.of(directory, "dns:" + HOST), true),
                "its certificate is for another host",
                "The store's address is the option s3.endpoint.");
    }
}
