package io.memberport.port.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

    private static final Map<String, String> PROXY = Map.of("HTTPS_PROXY", "http://proxy.example.test:3128");

    @ParameterizedTest
    @CsvSource({
        "HTTPS_PROXY, https://a.example.test, proxy.test:1",
        "https_proxy, https://a.example.test, proxy.test:1",
        "ALL_PROXY, https://a.example.test, proxy.test:1",
        "all_proxy, http://a.example.test, proxy.test:1",
        "http_proxy, http://a.example.test, proxy.test:1",
        "HTTP_PROXY, http://a.example.test, none",
        "http_proxy, https://a.example.test, none",
        "HTTPS_PROXY, https://localhost, none",
        "HTTPS_PROXY, https://127.0.0.2:8443, none",
        "HTTPS_PROXY, 'https://[::1]', none",
        "HTTPS_PROXY, 'https://[0:0:0:0:0:0:0:1]:8443', none",
        "HTTPS_PROXY, https://my_lake.example.test:8443, proxy.test:1",
    })
    void readsTheVariablesAsCurlDoes(String variable, URI address, String expected) {
        Network network = Network.of(Map.of(variable, "http://proxy.test:1"), new Properties());

        assertEquals(expected, proxy(network, address));
    }

    @ParameterizedTest
    @CsvSource({
        "example.test, https://api.example.test, true",
        ".example.test, https://api.example.test, true",
        ".example.test, https://example.test, true",
        "example.test, https://example.test., true",
        "EXAMPLE.test, https://api.Example.TEST, true",
        "ample.test, https://api.example.test, false",
        "'other.test, example.test', https://api.example.test, true",
        "other.test example.test, https://api.example.test, true",
        "*, https://api.example.test, true",
        "*.example.test, https://api.example.test, true",
        "*.ample.test, https://api.example.test, false",
        "*.*.test, https://api.example.test, false",
        "example.test:443, https://api.example.test, true",
        "example.test:444, https://api.example.test, false",
        "10.1.2.3, https://10.1.2.3, true",
        "10.0.0.0/8, https://10.1.2.3, true",
        "10.0.0.0/16, https://10.1.2.3, false",
        "10.0.0.0/99, https://10.1.2.3, false",
        "0.0.0.0/0, https://10.1.2.3, true",
        "[fd00::1], https://[fd00::1], true",
        "fd00::1, https://[fd00:0::1], true",
        "[fd00::1]:443, https://[fd00::1], true",
        "fd00::/16, https://[fd00::9], true",
        "'', https://api.example.test, false",
        "example.test, https://my_lake.example.test:8443, true",
        "other.test, https://my_lake.example.test, false",
    })
    void readsNoProxyAsCurlDoes(String exceptions, URI address, boolean isExcepted) {
        Network network =
                Network.of(Map.of("HTTPS_PROXY", "http://proxy.test:1", "NO_PROXY", exceptions), new Properties());

        assertEquals(isExcepted ? "none" : "proxy.test:1", proxy(network, address));
    }

    @Test
    void letsJavasPropertiesBeatTheEnvironment() {
        Properties properties = new Properties();
        properties.setProperty("https.proxyHost", "java.example.test");
        properties.setProperty("https.proxyPort", "8080");
        properties.setProperty("http.nonProxyHosts", "*.inside.test|other.test");
        properties.setProperty("http.proxyUser", "user");
        properties.setProperty("http.proxyPassword", "secret-canary");
        Network network = Network.of(PROXY, properties);

        assertEquals("java.example.test:8080", proxy(network, URI.create("https://api.example.test")));
        assertEquals("none", proxy(network, URI.create("https://a.inside.test")));
        NetworkProxy proxy =
                network.proxyFor(URI.create("https://api.example.test")).orElseThrow();
        assertEquals("user:secret-canary", credentials(proxy));
        assertEquals("-Dhttps.proxyHost", proxy.origin());
    }

    @Test
    void leavesSocksToTheSocketsOfTheJvm() {
        Properties properties = new Properties();
        properties.setProperty("socksProxyHost", "socks.example.test");

        assertEquals("none", proxy(Network.of(PROXY, properties), URI.create("https://api.example.test")));
    }

    @Test
    void decodesTheCredentialsAndShowsThemNowhere() {
        Network network = Network.of(
                Map.of("HTTPS_PROXY", "http://us%40er:pa%3Ass+canary@proxy.example.test:3128/"), new Properties());
        NetworkProxy proxy =
                network.proxyFor(URI.create("https://api.example.test")).orElseThrow();

        assertEquals("us@er:pa:ss+canary", credentials(proxy));
        assertFalse((network + " " + proxy + proxy.address()).contains("canary"));
        assertEquals("proxy.example.test:3128 (HTTPS_PROXY)", proxy.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "socks5://u:canary@proxy.test:1080, that kind of proxy is not supported here",
        "https://u:canary@proxy.test:443, that kind of proxy is not supported here",
        "http://u:canary@proxy.test:99999, has no valid port",
        "http://u:%zzcanary@proxy.test:1, has no valid port",
        "http://u:canary@[proxy, is not an address",
    })
    void refusesAProxyThatItCannotUse(String value, String says) {
        Network network = Network.of(Map.of("HTTPS_PROXY", value), new Properties());

        MemberportException failure =
                assertThrows(MemberportException.class, () -> network.proxyFor(URI.create("https://api.example.test")));
        String message = Objects.requireNonNull(failure.getMessage());
        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertTrue(message.contains(says), message);
        assertFalse(message.contains("canary"), message);
    }

    @Test
    void refusesAFileOfAuthoritiesThatIsNone(@TempDir Path directory) throws IOException {
        Path text = Files.writeString(directory.resolve("text.pem"), "no certificate\n");
        Path damaged = Files.writeString(
                directory.resolve("damaged.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        assertRefused(directory.resolve("missing.pem"), " does not exist. Check the path.");
        assertRefused(directory, " is not a file of certificates. Check the path.");
        assertRefused(text, " holds no certificate in PEM");
        assertRefused(damaged, " has a damaged certificate (number 1). Copy it again.");
    }

    private static void assertRefused(Path file, String says) {
        MemberportException failure =
                assertThrows(MemberportException.class, () -> Network.ofJvm().withAuthorities(file));
        String message = Objects.requireNonNull(failure.getMessage());
        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertTrue(message.startsWith("The file of trusted authorities ") && message.contains(says), message);
    }

    private static String proxy(Network network, URI address) {
        return network.proxyFor(address).map(NetworkProxy::address).orElse("none");
    }

    private static String credentials(NetworkProxy proxy) {
        String basic = proxy.authorization().orElseThrow().substring("Basic ".length());
        return new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
    }
}
