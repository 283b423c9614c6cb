package io.memberport.http;

import static io.memberport.http.ApiFixture.BATCH;
import static io.memberport.http.ApiFixture.STATUS_CALL;
import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.ScriptedServer.Reply;
import io.memberport.http.ScriptedServer.Request;
import io.memberport.model.BatchStatus;
import io.memberport.model.ExportBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {

    private final ApiFixture fixture = new ApiFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private ExportBatch statusOf(String document) {
        fixture.api.on(STATUS_CALL, Reply.json(200, document));
        return fixture.client.status(BATCH);
    }

    @Test
    void readsTheWholeDocument() {
        ExportBatch batch = statusOf("""
                {"id":"0c7b1d1e-batch","status":"succeeded","createDate":"2026-01-02T03:04:05.678Z","createdBy":"u1",
                 "lastUpdateDate":"2026-01-02T04:04:05+01:00","lastUpdatedBy":"u2","message":{"artifact":"a1","more":[1]},
                 "errorMessage":null,"data":"/v2/files/a1","unknown":{"x":1}}""");
        assertEquals(BATCH, batch.id());
        assertEquals(BatchStatus.SUCCEEDED, batch.status());
        assertEquals(Instant.parse("2026-01-02T03:04:05.678Z"), batch.createDate());
        assertEquals("u1", batch.createdBy());
        assertEquals(Instant.parse("2026-01-02T03:04:05Z"), batch.lastUpdateDate());
        assertEquals("u2", batch.lastUpdatedBy());
        assertEquals("a1", batch.artifactId());
        assertNull(batch.errorMessage());
        assertEquals(fixture.api.url() + "/v2/files/a1", String.valueOf(batch.dataLink()));
    }

    @Test
    void sendsCredentialsAndAsksForJson() {
        statusOf("{\"id\":\"0c7b1d1e-batch\",\"status\":\"running\"}");
        Request request = fixture.api.requests(STATUS_CALL).get(0);
        assertEquals("Bearer " + ApiFixture.TOKEN, request.header("authorization"));
        assertEquals(ApiFixture.API_KEY, request.header("x-api-key"));
        assertEquals("application/json", request.header("accept"));
        assertTrue(request.header("user-agent").startsWith("memberport"));
    }

    @Test
    void seesThatAnExportHasFailedWhateverTextItsMessageIs() {
        ExportBatch batch = statusOf("{\"id\":\"0c7b1d1e-batch\",\"status\":\"failed\",\"message\":\"\"}");

        assertEquals(BatchStatus.FAILED, batch.status());
        assertNull(batch.artifactId());
    }

    @ParameterizedTest
    @CsvSource({"pending, PENDING", "running, RUNNING", "succeeded, SUCCEEDED", "failed, FAILED"})
    void knowsTheFourStatuses(String status, BatchStatus expected) {
        fixture.api.on(STATUS_CALL, ApiFixture.status(status));
        assertEquals(expected, fixture.client.status(BATCH).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02T03:04:05",
                "2026-01-02T03:04:05.0000000",
                "2026-01-02T03:04:05Z",
                "2026-01-02t03:04:05z",
                "2026-01-02 03:04:05",
                "2026-01-02T04:04:05+0100",
                "2026-01-02T04:04:05.0000000000+01"
            })
    void readsDateTimesWithAndWithoutAnOffset(String text) {
        ExportBatch batch =
                statusOf("{\"id\":\"0c7b1d1e-batch\",\"status\":\"running\",\"createDate\":\"" + text + "\"}");
        assertEquals(Instant.parse("2026-01-02T03:04:05Z"), batch.createDate());
    }

    @Test
    void takesADateForItsMidnight() {
        ExportBatch batch =
                statusOf("{\"id\":\"0c7b1d1e-batch\",\"status\":\"running\",\"createDate\":\"2026-01-02\"}");
        assertEquals(Instant.parse("2026-01-02T00:00:00Z"), batch.createDate());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"yesterday\"", "\"\"", "\"2026-01-02T24:00:00Z\"", "1767322800", "true", "{}", "[1]", "null"})
    void goesWithoutADateThatIsNone(String date) {
        ExportBatch batch = statusOf("{\"id\":\"0c7b1d1e-batch\",\"status\":\"running\",\"createDate\":" + date
                + ",\"lastUpdateDate\":" + date + "}");
        assertEquals(BatchStatus.RUNNING, batch.status());
        assertNull(batch.createDate());
        assertNull(batch.lastUpdateDate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP"})
    void readsADocumentThatIsCompressedUnasked(String encoding) throws IOException {
        byte[] document = gzip("{\"id\":\"0c7b1d1e-batch\",\"status\":\"running\"}");
        fixture.api.on(STATUS_CALL, Reply.of(200, document, "Content-Encoding: " + encoding));
        assertEquals(BatchStatus.RUNNING, fixture.client.status(BATCH).status());
    }

    @Test
    void refusesACompressedDocumentThatIsDamagedOrDoesNotEnd() throws IOException {
        byte[] cut = Arrays.copyOf(gzip("{\"id\":\"0c7b1d1e-batch\",\"status\":\"running\"}"), 30);
        for (byte[] body : List.of(cut, new byte[0], gzip(" ".repeat(2 << 20)))) {
            fixture.api.on(STATUS_CALL, Reply.of(200, body, "Content-Encoding: gzip"));
            MemberportException failure = failureOf(() -> fixture.client.status(BATCH));
            assertEquals(FailureKind.PROTOCOL, failure.kind());
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void comparesIdsWithoutRegardToCase() {
        assertEquals(
                "0C7B1D1E-BATCH",
                statusOf("{\"id\":\"0C7B1D1E-BATCH\",\"status\":\"running\"}").id());
    }

    @Test
    void makesTheVendorsReasonFitForAMessage() {
        ExportBatch batch = statusOf("{\"id\":\"0c7b1d1e-batch\",\"status\":\"failed\",\"errorMessage\":"
                + "\"disk\\u001b[31m full\\r\\nsee https://x.example/y?sig=SECRET now\"}");
        assertEquals("disk [31m full see https://x.example/y?*** now", batch.errorMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<html>CANARY</html> | it is not a JSON object",
                "`` | it is not a JSON object",
                "[] | it is not a JSON object",
                "\"CANARY\" | it is not a JSON object",
                "{\"id\":\"0c7b1d1e-batch\",\"status\":\"running\" | it is not a JSON object",
                "{\"id\":\"0c7b1d1e-batch\",\"status\":\"running\"} CANARY | it is not a JSON object",
                "{\"id\":\"0c7b1d1e-batch\",\"status\":\"running\",\"status\":\"failed\"} | it is not a JSON object",
                "{\"id\":\"0c7b1d1e-batch\",\"status\":\"running\",\"x\":1,\"\\u0078\":2} | it is not a JSON object",
                "{\"id\":\"0c7b1d1e-batch\",\"status\":\"running\",\"x\":[{\"y\":1,\"y\":2}]} | it is not a JSON object",
                "{\"status\":\"running\"} | it has no id",
                "{\"id\":7,\"status\":\"running\"} | its id is not text",
                "{\"id\":\"other\",\"status\":\"running\"} | it is about another export",
                "{\"id\":\"0c7b1d1e-batch\"} | it has no status",
                "{\"id\":\"0c7b1d1e-batch\",\"status\":null} | it has no status",
                "{\"id\":\"0c7b1d1e-batch\",\"status\":1} | its status is not text",
                "{\"id\":\"0c7b1d1e-batch\",\"status\":\"Succeeded\"} | its status \"Succeeded\" is not pending",
                "{\"id\":\"0c7b1d1e-batch\",\"status\":\"exp\\u001bired\"} | its status \"exp ired\" is not pending",
                "{\"id\":\"0c7b1d1e-batch\",\"status\":\"running\",\"createdBy\":{}} | its createdBy is not text",
                "{\"id\":\"0c7b1d1e-batch\",\"status\":\"running\",\"message\":[\"CANARY\"]} | its message is not an object",
                "{\"id\":\"0c7b1d1e-batch\",\"status\":\"running\",\"message\":{\"artifact\":1}} | its artifact is not text",
                "{\"id\":\"0c7b1d1e-batch\",\"status\":\"succeeded\",\"data\":\"ftp://CANARY\"} | its data is not a link",
                "{\"id\":\"0c7b1d1e-batch\",\"status\":\"succeeded\",\"data\":\"https://u:CANARY@h/\"} | it carries user",
                "{\"id\":\"0c7b1d1e-batch\",\"status\":\"succeeded\",\"data\":\"/a{CANARY\"} | its data is not a valid link",
            })
    void refusesWhatItCannotUnderstandWithoutQuotingIt(String document, String reason) {
        MemberportException failure = failureOf(() -> statusOf(document));
        assertEquals(FailureKind.PROTOCOL, failure.kind());
        assertTrue(messageOf(failure).contains(reason), messageOf(failure));
        assertFalse(messageOf(failure).contains("CANARY"), messageOf(failure));
        assertNull(failure.getCause());
        assertEquals(BATCH, failure.batchId().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"[, 1, ]", "{\"a\":, 1, }", "1, 1, 1", "1, ., 1", "1, e, 1"})
    void refusesADocumentThatIsDeepOrFullOfDigits(String before, String between, String after) {
        String bad = before.repeat(100_000) + between + after.repeat(100_000);
        assertEquals(
                FailureKind.PROTOCOL,
                failureOf(() -> statusOf("{\"id\":" + bad + "}")).kind());
        assertEquals(
                FailureKind.PROTOCOL,
                failureOf(() -> statusOf("{\"id\":\"" + BATCH + "\",\"status\":\"running\",\"x\":" + bad + "}"))
                        .kind());
    }

    @Test
    void refusesADocumentThatDoesNotEnd() {
        fixture.api.on(
                STATUS_CALL,
                Reply.rawThenEndless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "5\r\n     \r\n"));
        MemberportException failure = failureOf(() -> fixture.client.status(BATCH));
        assertEquals(FailureKind.PROTOCOL, failure.kind());
        assertTrue(messageOf(failure).contains("longer than 1048576 bytes"), messageOf(failure));
    }

    @Test
    void refusesAHeaderThatDoesNotEnd() {
        fixture.api.on(STATUS_CALL, Reply.rawThenEndless("HTTP/1.1 200 OK\r\n", "X-Filler: more\r\n"));
        assertEquals(
                FailureKind.PROTOCOL,
                failureOf(() -> fixture.client.status(BATCH)).kind());
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 300, 301, 302, 304, 307, 308})
    void followsNoRedirectAndTakesNoOtherSuccessForAnAnswer(int status) {
        fixture.api.on(STATUS_CALL, Reply.redirect(status, "Location: " + fixture.store.url() + "/"));
        MemberportException failure = failureOf(() -> fixture.client.status(BATCH));
        assertEquals(FailureKind.PROTOCOL, failure.kind());
        assertEquals(OptionalInt.of(status), failure.httpStatus());
        assertTrue(fixture.store.requests().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"400, PROTOCOL", "403, ACCESS_DENIED", "404, NOT_FOUND", "409, PROTOCOL", "501, UNAVAILABLE"})
    void tellsWhoMustActAndWhatTheVendorSays(int status, FailureKind kind) {
        fixture.api.on(STATUS_CALL, ApiFixture.error(status));
        MemberportException failure = failureOf(() -> fixture.client.status(BATCH));
        assertEquals(kind, failure.kind());
        assertEquals(OptionalInt.of(status), failure.httpStatus());
        assertEquals("error-id-1", failure.errorId().orElseThrow());
        assertTrue(messageOf(failure).contains("\"the vendor's words\""), messageOf(failure));
        assertTrue(messageOf(failure).contains("errorId error-id-1"), messageOf(failure));
        assertEquals(1, fixture.api.requests(STATUS_CALL).size());
    }

    @Test
    void encodesTheBatchIdAsOneSegment() {
        failureOf(() -> fixture.client.status("a/../b?c"));
        assertTrue(fixture.api.requests().stream()
                .anyMatch(request -> request.target().endsWith("/batch/a%2F..%2Fb%3Fc")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", ".."})
    void refusesABatchIdThatIsNone(String batchId) {
        assertEquals(
                FailureKind.CONFIGURATION,
                failureOf(() -> fixture.client.status(batchId)).kind());
        assertTrue(fixture.api.requests().isEmpty());
    }
}
