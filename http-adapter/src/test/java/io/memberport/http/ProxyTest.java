package io.memberport.http;

import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.network.Network;
import io.memberport.testing.process.OwnCertificate;
import io.memberport.testing.process.Relay;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fault")
class ProxyTest {

    private static final URI API = URI.create("https://api.example.test");
    private static final String CREATE = "POST /v2/applications/c/data/members/profiles/batch";

    @TempDir
    private Path directory;

    @Test
    void givesTheProxyItsCredentialsAndTheApiNone() throws Exception {
        OwnCertificate certificate = OwnCertificate.of(directory, "dns:api.example.test");
        try (ScriptedServer server = new ScriptedServer("https", certificate.listener());
                Relay proxy = Relay.proxyTo(URI.create(server.url()).getPort());
                AlidaApi api = client(network("us%40er:pass-canary@" + proxy.address())
                        .withAuthorities(certificate.pem(directory.resolve("ca.pem"))))) {
            server.on("POST /oauth2/token", ApiFixture.token("t", "3600"));
            server.on(CREATE, ApiFixture.status("pending"));

            assertEquals(ApiFixture.BATCH, api.start(null).id());

            assertTrue(proxy.requests().get(0).startsWith("CONNECT api.example.test:443 "), proxy.requests()::toString);
            String asked = proxy.requests().get(0);
            assertTrue(asked.contains("Proxy-Authorization: Basic dXNAZXI6cGFzcy1jYW5hcnk=\r\n"), asked);
            assertEquals(2, server.requests().size());
            server.requests().forEach(request -> assertEquals("", request.header("proxy-authorization")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Basic realm=x, user:pass-canary@, It does not accept the user and password that its address has.",
        "Basic realm=x, '', 'Give its user and password in its address, http://USER:PASSWORD@HOST:PORT'",
        "Digest realm=x, user:pass-canary@, 'only Basic is supported, neither Digest nor NTLM.'",
        "NTLM, '', 'only Basic is supported, neither Digest nor NTLM.'",
        "Negotiate, user:pass-canary@, It asks for an authentication method that is not supported"
    })
    void saysThatItIsTheProxyThatAsksForCredentials(String scheme, String login, String words) throws Exception {
        try (Relay proxy =
                        Relay.refusingProxy("407 Needed\r\nProxy-Authenticate: " + scheme + "\r\nContent-Length: 0");
                AlidaApi api = client(network(login + proxy.address()))) {
            MemberportException failure = failureOf(() -> api.start(null));

            assertEquals(FailureKind.CONFIGURATION, failure.kind());
            assertTrue(messageOf(failure).contains("the proxy answered with status 407"), messageOf(failure));
            assertTrue(
                    messageOf(failure).contains("The proxy " + proxy.address() + " (HTTPS_PROXY) refuses"),
                    messageOf(failure));
            assertTrue(messageOf(failure).contains(words), messageOf(failure));
            assertFalse(messageOf(failure).contains("canary"));
            assertEquals(1, proxy.requests().size());
        }
    }

    @Test
    void saysThatTheProxyForbidsTheHost() throws Exception {
        try (Relay proxy = Relay.refusingProxy("403 No\r\nContent-Length: 0");
                AlidaApi api = client(network(proxy.address()))) {
            MemberportException failure = failureOf(() -> api.start(null));

            assertEquals(FailureKind.CONFIGURATION, failure.kind());
            assertTrue(messageOf(failure).contains("the proxy answered with status 403"), messageOf(failure));
            assertTrue(messageOf(failure).contains("Allow this host in the proxy, or name the host in NO_PROXY"));
        }
    }

    @Test
    void tellsAnUntrustedCertificateFromThatOfAnotherHost() throws Exception {
        assertTold(OwnCertificate.of(directory, "dns:api.example.test"), false, "its certificate is not issued by");
        assertTold(OwnCertificate.of(directory, "dns:other.example.test"), true, "its certificate is for another host");
    }

    private void assertTold(OwnCertificate certificate, boolean isTrusted, String words) throws Exception {
        try (ScriptedServer server = new ScriptedServer("https", certificate.listener());
                Relay proxy = Relay.proxyTo(URI.create(server.url()).getPort())) {
            Network network = network(proxy.address());
            Network trusting = isTrusted ? network.withAuthorities(certificate.pem(directory.resolve("ca"))) : network;
            try (AlidaApi api = client(trusting)) {
                MemberportException failure = failureOf(() -> api.start(null));
                assertEquals(FailureKind.CONFIGURATION, failure.kind());
                assertTrue(messageOf(failure).contains(words), messageOf(failure));
                assertEquals(1, proxy.requests().size());
            }
        }
    }

    private static Network network(String proxy) {
        return Network.of(Map.of("HTTPS_PROXY", "http://" + proxy), new Properties());
    }

    private static AlidaApi client(Network network) {
        return AlidaApi.at(API)
                .community("c")
                .credentials(new ClientCredentials("id", "secret", null))
                .network(network)
                .timing(new FakeTime().timing())
                .build();
    }
}
