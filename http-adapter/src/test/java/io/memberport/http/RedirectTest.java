package io.memberport.http;

import static io.memberport.http.ApiFixture.BATCH;
import static io.memberport.http.ApiFixture.FILE_CALL;
import static io.memberport.http.ApiFixture.STATUS_CALL;
import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static io.memberport.http.ApiFixture.succeeded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.ScriptedServer.Reply;
import io.memberport.http.ScriptedServer.Request;
import io.memberport.model.BatchStatus;
import io.memberport.model.ExportBatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {

    private static final Reply BYTES = Reply.of(200, "the file".getBytes(StandardCharsets.UTF_8));
    private static final Set<String> HARMLESS_HEADERS =
            Set.of("host", "user-agent", "connection", "accept", "accept-encoding");

    private final ApiFixture fixture = new ApiFixture();
    private final String store = fixture.store.url();

    @BeforeEach
    void keepTheFile() {
        fixture.store.on("GET /signed", BYTES);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void redirectTo(String... headerLines) {
        fixture.api.on(FILE_CALL, Reply.redirect(302, headerLines));
    }

    private void assertNothingOfOursWentToTheStore() {
        assertFalse(fixture.store.requests().isEmpty());
        for (Request request : fixture.store.requests()) {
            assertEquals(Set.of(), difference(request.headers().keySet()));
            assertFalse(request.toString().contains("canary"), request.toString());
        }
    }

    private static Set<String> difference(Set<String> headers) {
        return headers.stream()
                .filter(header -> !HARMLESS_HEADERS.contains(header))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({
        "301, Location",
        "302, Location",
        "303, Location",
        "307, Location",
        "308, Location",
        "301, Locations",
        "302, Locations",
        "303, Locations",
        "307, Locations",
        "308, Locations",
        "200, Location",
        "200, locations",
    })
    void followsALinkWithoutTakingCredentialsAlong(int status, String header) {
        fixture.api.on(FILE_CALL, Reply.redirect(status, header + ": " + store + "/signed?sig=a%2fb"));
        assertEquals("the file", fixture.download());
        assertNothingOfOursWentToTheStore();
        assertEquals(
                "Bearer " + ApiFixture.TOKEN,
                fixture.api.requests(FILE_CALL).get(0).header("authorization"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/signed?X-Amz-Signature=a%2fb%2Fc&p=a+b%20c",
                "/a//b/./c/../d%2e%2E/%7Euser/e;v=1?x=%c3%A9&y=%C3%a9&&z",
                "/a{b}|c\\d\"e<f>^`g?q={}|\\^`\"<>[]",
                "/a?b?c=/d/../e:f@g!$'()*,;==&",
                "/%?%zz=%",
                "/a?",
                "/\u00e9\u00ff\u0080\u009f?raw=\u00c3\u00a9",
                "//double//slash?x",
            })
    void sendsASignedLinkByteForByteAsGiven(String target) {
        int query = target.indexOf('?');
        fixture.store.on("GET " + (query < 0 ? target : target.substring(0, query)), BYTES);
        redirectTo("Location: " + store + target);
        assertEquals("the file", fixture.download());
        assertEquals(
                "GET " + target + " HTTP/1.1", fixture.store.requests().get(0).line());
    }

    @Test
    void takesADirectAnswerForTheFile() {
        fixture.api.on(FILE_CALL, BYTES);
        assertEquals("the file", fixture.download());
        assertTrue(fixture.store.requests().isEmpty());
    }

    @Test
    void takesAnAnswerThatNamesItsOwnPlaceForTheFile() {
        String here = FILE_CALL.substring("GET ".length());
        fixture.api.on(FILE_CALL, Reply.of(200, new byte[] {'x'}, "Location: " + here));
        assertEquals("x", fixture.download());
    }

    @Test
    void takesBothHeadersIfTheyAgree() {
        redirectTo("Location: " + store + "/signed?s", "Locations: " + store + "/signed?s");
        assertEquals("the file", fixture.download());
    }

    @Test
    void refusesTwoHeadersThatDisagree() {
        redirectTo("Location: " + store + "/signed?s=1", "Locations: " + store + "/signed?s=2");
        MemberportException failure = failureOf(fixture::download);
        assertEquals(FailureKind.PROTOCOL, failure.kind());
        assertTrue(messageOf(failure).contains("different links in Location and Locations"), messageOf(failure));
        assertTrue(fixture.store.requests().isEmpty());
    }

    @Test
    void refusesARedirectToNowhere() {
        redirectTo();
        assertTrue(messageOf(failureOf(fixture::download)).contains("a redirect without a Location"));
    }

    @Test
    void takesCredentialsAlongAsLongAsItStaysAtTheApi() {
        redirectTo("Location: /elsewhere?x=1");
        fixture.api.on("GET /elsewhere", Reply.redirect(307, "Location: ../third"));
        fixture.api.on("GET /third", Reply.redirect(307, "Location: " + store + "/signed"));
        assertEquals("the file", fixture.download());
        assertEquals(
                List.of("Bearer " + ApiFixture.TOKEN, "Bearer " + ApiFixture.TOKEN),
                List.of(
                        fixture.api.requests("GET /elsewhere").get(0).header("authorization"),
                        fixture.api.requests("GET /third").get(0).header("authorization")));
        assertNothingOfOursWentToTheStore();
    }

    @Test
    void takesNoCookiesAlong() {
        redirectTo("Location: " + store + "/signed", "Set-Cookie: session=canary; Path=/");
        fixture.store.on("GET /signed", Reply.redirect(302, "Location: /again", "Set-Cookie: s=canary"));
        fixture.store.on("GET /again", BYTES);
        assertEquals("the file", fixture.download());
        assertNothingOfOursWentToTheStore();
        assertTrue(fixture.api.requests().stream()
                .noneMatch(request -> request.headers().containsKey("cookie")));
    }

    @Test
    void answersNoChallengeOfTheStore() {
        redirectTo("Location: " + store + "/signed");
        fixture.store.on("GET /signed", Reply.redirect(401, "WWW-Authenticate: Basic realm=\"x\""));
        MemberportException failure = failureOf(fixture::download);
        assertEquals(FailureKind.PROTOCOL, failure.kind());
        assertNothingOfOursWentToTheStore();
    }

    @Test
    void followsFiveRedirectsAndNoMore() {
        redirectTo("Location: " + store + "/1");
        for (int i = 1; i <= 4; i++) {
            fixture.store.on("GET /" + i, Reply.redirect(302, "Location: /" + (i + 1)));
        }
        fixture.store.on("GET /5", BYTES);
        assertEquals("the file", fixture.download());

        fixture.store.on("GET /5", Reply.redirect(302, "Location: /1"));
        MemberportException failure = failureOf(fixture::download);
        assertEquals(FailureKind.PROTOCOL, failure.kind());
        assertTrue(messageOf(failure).contains("more than 5 redirects"), messageOf(failure));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://store.example/x?CANARY",
                "http://10.0.0.1/x?CANARY",
                "http://127.1/x?CANARY",
                "ftp://store.example/CANARY",
                "file:///CANARY",
                "https://user:CANARY@store.example/",
                "http://127.0.0.1:0/CANARY",
                "https:CANARY",
                "/a CANARY",
            })
    void refusesToFollowAnUnsafeOrInvalidLink(String link) {
        redirectTo("Location: " + link);
        MemberportException failure = failureOf(fixture::download);
        assertEquals(FailureKind.PROTOCOL, failure.kind());
        assertFalse(messageOf(failure).contains("CANARY"), messageOf(failure));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410})
    void asksForAFreshLinkIfTheStoreRefusesOne(int status) {
        fixture.api.on(
                FILE_CALL,
                Reply.redirect(302, "Location: " + store + "/expired?sig=1"),
                Reply.redirect(302, "Location: " + store + "/signed?sig=2"));
        fixture.store.on("GET /expired", Reply.redirect(status));
        assertEquals("the file", fixture.download());
        assertEquals(2, fixture.api.requests(FILE_CALL).size());
    }

    @Test
    void givesUpOnTheThirdRefusedLinkWithoutBlamingTheCredentials() {
        redirectTo("Location: " + store + "/expired?sig=CANARY");
        fixture.store.on("GET /expired", Reply.of(403, "{\"message\":\"CANARY\"}".getBytes(StandardCharsets.UTF_8)));
        MemberportException failure = failureOf(fixture::download);
        assertEquals(FailureKind.PROTOCOL, failure.kind());
        assertEquals(OptionalInt.of(403), failure.httpStatus());
        assertTrue(messageOf(failure).contains("does not accept the download link"), messageOf(failure));
        assertFalse(messageOf(failure).contains("CANARY"), messageOf(failure));
        assertEquals(3, fixture.api.requests(FILE_CALL).size());
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 203, 204, 206})
    void takesNoOtherSuccessForTheFile(int status) {
        redirectTo("Location: " + store + "/part?sig=1");
        fixture.store.on("GET /part", Reply.redirect(status, "Content-Range: bytes 0-9/10"));
        MemberportException failure = failureOf(fixture::download);
        assertEquals(FailureKind.PROTOCOL, failure.kind());
        assertTrue(messageOf(failure).contains("A whole file must come with status 200"), messageOf(failure));
    }

    @Test
    void repeatsAskingABusyStore() {
        redirectTo("Location: " + store + "/signed?sig=1");
        fixture.store.on("GET /signed", Reply.redirect(503), Reply.rawThenReset(""), BYTES);
        assertEquals("the file", fixture.download());
        assertEquals(2, fixture.time.pauses().size());
        assertEquals(1, fixture.api.requests(FILE_CALL).size());
    }

    @ParameterizedTest
    @CsvSource({"206, PROTOCOL", "204, PROTOCOL", "416, PROTOCOL", "304, PROTOCOL", "503, UNAVAILABLE"})
    void takesNothingButA200OfTheStoreForTheFile(int status, FailureKind kind) {
        redirectTo("Location: " + store + "/signed?sig=1");
        fixture.store.on("GET /signed", Reply.redirect(status));
        assertEquals(kind, failureOf(fixture::download).kind());
    }

    @ParameterizedTest
    @CsvSource({"401, ACCESS_DENIED", "403, ACCESS_DENIED", "404, NOT_FOUND", "400, PROTOCOL"})
    void takesARefusalOfTheApiForWhatItIs(int status, FailureKind kind) {
        fixture.api.on(FILE_CALL, ApiFixture.error(status));
        MemberportException failure = failureOf(fixture::download);
        assertEquals(kind, failure.kind());
        assertEquals("error-id-1", failure.errorId().orElseThrow());
    }

    @Test
    void prefersTheLinkOfTheStatusDocumentToTheIdOfTheFile() {
        fixture.api.on("GET /v2/its/own/link", BYTES);
        assertEquals("the file", fixture.download(succeeded(fixture.api.url() + "/v2/its/own/link?x=%2f")));
        assertEquals(
                "Bearer " + ApiFixture.TOKEN,
                fixture.api.requests("GET /v2/its/own/link").get(0).header("authorization"));
        assertTrue(fixture.api.requests(FILE_CALL).isEmpty());
    }

    @Test
    void resolvesARelativeLinkOfABatch() {
        fixture.api.on("GET /v2/its/own/link", BYTES);
        assertEquals("the file", fixture.download(succeeded("/v2/its/own/link")));
    }

    @Test
    void sendsNoCredentialsToALinkOfTheStatusDocumentThatLeadsElsewhere() {
        assertEquals("the file", fixture.download(succeeded(store + "/signed?sig=%2f")));
        assertNothingOfOursWentToTheStore();
        assertTrue(fixture.api.requests().isEmpty());
    }

    @Test
    void asksForTheStatusDocumentAgainIfItsLinkHasExpired() {
        fixture.store.on("GET /expired", Reply.redirect(403));
        fixture.api.on(
                STATUS_CALL,
                Reply.json(
                        200,
                        "{\"id\":\"" + BATCH + "\",\"status\":\"succeeded\",\"data\":\"" + store + "/signed?2\"}"));
        assertEquals("the file", fixture.download(succeeded(store + "/expired?1")));
        assertNothingOfOursWentToTheStore();
    }

    @Test
    void refusesABatchThatNamesNoFile() {
        ExportBatch nameless = new ExportBatch(BATCH, BatchStatus.SUCCEEDED, null, null, null, null, null, null, null);
        MemberportException failure = failureOf(() -> fixture.client.openFile(nameless));
        assertEquals(FailureKind.PROTOCOL, failure.kind());
        assertTrue(messageOf(failure).contains("neither a link to it nor its id"), messageOf(failure));
    }

    @ParameterizedTest
    @EnumSource(names = "SUCCEEDED", mode = EnumSource.Mode.EXCLUDE)
    void refusesABatchThatHasNotSucceeded(BatchStatus status) {
        ExportBatch batch = new ExportBatch(BATCH, status, null, null, null, null, "f", null, null);
        assertThrows(IllegalArgumentException.class, () -> fixture.client.openFile(batch));
        assertThrows(IllegalArgumentException.class, () -> fixture.client.file(batch));
    }

    @Test
    void refusesAFileInACompressionItCannotRead() {
        fixture.api.on(FILE_CALL, Reply.of(200, new byte[] {1}, "Content-Encoding: br"));
        assertEquals(FailureKind.PROTOCOL, failureOf(fixture::download).kind());
    }
}
