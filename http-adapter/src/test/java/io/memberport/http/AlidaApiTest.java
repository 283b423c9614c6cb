package io.memberport.http;

import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.ScriptedServer.Reply;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlidaApiTest {

    private static final ClientCredentials CREDENTIALS = new ClientCredentials("some-id", "some-secret", null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example",
                "http://10.0.0.1:80/",
                "ftp://127.0.0.1/",
                "https://user:canary@api.example/",
                "https://api.example/?canary",
                "https://api.example/#canary",
                "/relative",
                "https:///",
            })
    void refusesAnAddressThatIsNotSafe(String url) {
        MemberportException failure = failureOf(() -> AlidaApi.at(URI.create(url)));
        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertFalse(messageOf(failure).contains("canary"), messageOf(failure));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:18080", "https://m\u00fcnchen.example", "api.example/path", "https:/api.example"})
    void saysHowAnAddressIsWritten(String url) {
        String message = messageOf(failureOf(() -> AlidaApi.at(URI.create(url))));

        assertTrue(message.contains("The API address cannot be used:"), message);
        assertTrue(message.contains("Write https://HOST, or http://localhost:PORT for this machine."), message);
        assertTrue(message.contains("write other letters in the form that begins with xn--."), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://api.example", "http://127.0.0.1:1/", "http://localhost", "http://[::1]:8080/prefix"})
    void takesEncryptedAndLoopbackAddresses(String url) {
        AlidaApi.at(URI.create(url))
                .community("c")
                .credentials(CREDENTIALS)
                .build()
                .close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "eu1.evil.example/", "eu1@x", "-eu1", "eu 1", "eu1\n"})
    void refusesARegionThatIsNone(String region) {
        assertEquals(
                FailureKind.CONFIGURATION,
                failureOf(() -> AlidaApi.inRegion(region)).kind());
    }

    @Test
    void asksForWhatIsMissing() {
        assertTrue(messageOf(failureOf(
                        () -> AlidaApi.inRegion("eu1").credentials(CREDENTIALS).build()))
                .contains("The community is not set."));
        assertTrue(messageOf(
                        failureOf(() -> AlidaApi.inRegion("EU1").community("c").build()))
                .contains("The credentials are not set."));
        assertEquals(
                FailureKind.CONFIGURATION,
                failureOf(() -> AlidaApi.inRegion("eu1")
                                .community("..")
                                .credentials(CREDENTIALS)
                                .build())
                        .kind());
    }

    @ParameterizedTest
    @CsvSource({
        "'', s, k",
        "i, ' ', k",
        "i, s, ''",
        "i:j, s, k",
        "'i\n', s, k",
        "i, 's\r\n', k",
        "i, s, 'k k'",
        "i, s, é"
    })
    void refusesCredentialsThatNoHeaderCanCarry(String id, String secret, String key) {
        assertEquals(
                FailureKind.CONFIGURATION,
                failureOf(() -> new ClientCredentials(id, secret, key)).kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/prefix", "/prefix/", "/a/b%2F//"})
    void putsThePathOfTheAddressBeforeAllResources(String prefix) {
        String kept = prefix.replaceAll("/+$", "");
        try (ScriptedServer server = new ScriptedServer()) {
            server.on("POST " + kept + "/oauth2/token", ApiFixture.token("t", "60"));
            server.on(
                    "GET " + kept + "/v2/applications/c/data/members/profiles/batch/b",
                    Reply.json(200, "{\"id\":\"b\",\"status\":\"pending\"}"));
            try (AlidaApi api = AlidaApi.at(URI.create(server.url() + prefix))
                    .community("c")
                    .credentials(CREDENTIALS)
                    .userAgent("my program/1")
                    .build()) {
                assertEquals("b", api.status("b").id());
            }
            assertTrue(server.requests().stream()
                    .allMatch(request -> request.header("user-agent").equals("my program/1")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " x", "x\r\nX-Evil: 1", "é"})
    void refusesAUserAgentThatNoHeaderCanCarry(String userAgent) {
        MemberportException failure = failureOf(() -> AlidaApi.inRegion("eu1").userAgent(userAgent));

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertEquals("The user agent is empty or not printable ASCII.", failure.getMessage());
    }

    @Test
    void failsOnceItIsClosed() {
        try (ApiFixture fixture = new ApiFixture()) {
            fixture.client.close();
            MemberportException failure = failureOf(() -> fixture.client.status(ApiFixture.BATCH));
            assertEquals(FailureKind.INTERRUPTED, failure.kind());
        }
    }
}
