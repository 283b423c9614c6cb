package io.memberport.http;

import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static io.memberport.http.ApiFixture.succeeded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.http.ScriptedServer.Reply;
import io.memberport.http.wire.AddressRanges;
import io.memberport.http.wire.Origin;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where links of a public API may lead. 127.0.0.1 stands for the public Internet here, and all else for private networks. */
@Tag("fault")
class PrivateLinkTest {

    private static final byte[] BYTES = "the file".getBytes(StandardCharsets.UTF_8);

    private static boolean isPublicHere(InetAddress address) {
        return address.toString().equals("/127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "localhost", "[::1]"})
    void followsNoLinkIntoAPrivateNetwork(String host) {
        try (ApiFixture fixture = new ApiFixture(builder -> builder.linkAddresses(PrivateLinkTest::isPublicHere))) {
            fixture.store.on("GET /signed", Reply.of(200, BYTES));
            String link = "http://" + host + ":" + fixture.store.uri().getPort() + "/signed?X-Signature=canary";

            MemberportException failure = failureOf(() -> fixture.download(succeeded(link)));

            assertEquals(FailureKind.PROTOCOL, failure.kind());
            assertTrue(messageOf(failure).contains("private network"), messageOf(failure));
            assertTrue(messageOf(failure).contains("allow links to lead there."), messageOf(failure));
            assertEquals(Remedy.ALLOW_PRIVATE_LINKS, failure.remedy().orElseThrow());
            assertFalse(messageOf(failure).contains("canary"), messageOf(failure));
            assertEquals(List.of(), fixture.store.requests());
            assertEquals(List.of(), fixture.time.pauses());
        }
    }

    @Test
    void followsARedirectIntoAPrivateNetworkNeither() {
        try (ApiFixture fixture = new ApiFixture(builder -> builder.linkAddresses(PrivateLinkTest::isPublicHere))) {
            String port = ":" + fixture.store.uri().getPort();
            fixture.store.on("GET /first", Reply.redirect(302, "Location: http://localhost" + port + "/signed"));
            fixture.store.on("GET /signed", Reply.of(200, BYTES));

            MemberportException failure =
                    failureOf(() -> fixture.download(succeeded("http://127.0.0.1" + port + "/first")));

            assertEquals(FailureKind.PROTOCOL, failure.kind());
            assertEquals(1, fixture.store.requests().size());
        }
    }

    @Test
    void followsAnyLinkIfAllowed() {
        try (ApiFixture fixture = new ApiFixture(
                builder -> builder.linkAddresses(PrivateLinkTest::isPublicHere).privateLinks(true))) {
            fixture.store.on("GET /signed", Reply.of(200, BYTES));
            String link = "http://localhost:" + fixture.store.uri().getPort() + "/signed";

            assertEquals("the file", fixture.download(succeeded(link)));
        }
    }

    @Test
    void followsAnyLinkOfAnApiThatIsInAPrivateNetworkItself() {
        try (ApiFixture fixture = new ApiFixture()) {
            fixture.store.on("GET /signed", Reply.of(200, BYTES));
            String link = "http://localhost:" + fixture.store.uri().getPort() + "/signed";

            assertEquals("the file", fixture.download(succeeded(link)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.8.9.10",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.170",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void knowsPrivateAddresses(String address) throws Exception {
        assertFalse(AddressRanges.isPublic(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "52.218.0.1",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2600:1f60::1",
                "2a05:d050::1",
                "64:ff9b::101:101",
                "::ffff:1.1.1.1"
            })
    void knowsPublicAddresses(String address) throws Exception {
        assertTrue(AddressRanges.isPublic(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1", "2130706433", "0x7f.1", "127.0.0.1.", "0x7f000001"})
    void takesEveryFormOfAnAddressForOne(String host) {
        assertTrue(Origin.of("https", host).isAddress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "10.example", "0x7f.example", "localhost", "a.b1"})
    void takesNoNameForAnAddress(String host) {
        assertFalse(Origin.of("https", host).isAddress());
    }
}
