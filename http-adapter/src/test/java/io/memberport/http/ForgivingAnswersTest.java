package io.memberport.http;

import static io.memberport.http.ApiFixture.BATCH;
import static io.memberport.http.ApiFixture.CREATE_CALL;
import static io.memberport.http.ApiFixture.FILE_CALL;
import static io.memberport.http.ApiFixture.failureOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.error.FailureKind;
import io.memberport.http.ScriptedServer.Reply;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not as expected, and leave no doubt all the same. */
class ForgivingAnswersTest {

    private static final String PLACE = CREATE_CALL.substring("POST ".length()) + "/" + BATCH;

    @ParameterizedTest
    @ValueSource(strings = {"aws-chunked", "identity", "none", "AWS-Chunked, identity", "aws-chunked,", ","})
    void takesAFileWhoseEncodingChangesNothing(String encoding) {
        try (ApiFixture fixture = new ApiFixture()) {
            fixture.api.on(
                    FILE_CALL, Reply.of(200, "{}".getBytes(StandardCharsets.UTF_8), "Content-Encoding: " + encoding));

            assertEquals("{}", fixture.download());
        }
    }

    @ParameterizedTest
    @CsvSource({"'aws-chunked,gzip', gzip", "x-gzip, gzip", "'br', br", "'none,br', br", "'gzip,gzip', 'gzip,gzip'"})
    void keepsTheEncodingsThatChangeSomething(String header, String encoding) {
        try (ApiFixture fixture = new ApiFixture()) {
            fixture.api.on(
                    FILE_CALL,
                    Reply.of(200, "{}".getBytes(StandardCharsets.UTF_8), "ETag: \"t\"", "Content-Encoding: " + header));
            if (encoding.equals("gzip")) {
                try (FileDownload file = fixture.client.openFile(ApiFixture.succeeded(null))) {
                    assertEquals("gzip", file.storedFile().orElseThrow().contentEncoding());
                }
            } else {
                assertEquals(FailureKind.PROTOCOL, failureOf(fixture::download).kind());
            }
        }
    }

    @Test
    void takesABatchIdForTheId() {
        try (ApiFixture fixture = new ApiFixture()) {
            fixture.api.on(CREATE_CALL, Reply.json(202, "{\"batchId\":\"" + BATCH + "\"}"));

            assertEquals(BATCH, fixture.client.start(null).id());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202})
    void takesTheIdFromTheLocationOfABatch(int status) {
        try (ApiFixture fixture = new ApiFixture()) {
            fixture.api.on(CREATE_CALL, Reply.redirect(status, "Location: " + PLACE));
            assertEquals(BATCH, fixture.client.start(null).id());

            fixture.api.on(CREATE_CALL, Reply.redirect(status, "Location: " + fixture.api.url() + PLACE));
            assertEquals(BATCH, fixture.client.start(null).id());
        }
    }

    @Test
    void takesNoIdFromALocationThatIsOfNoBatchOfTheApi() {
        try (ApiFixture fixture = new ApiFixture()) {
            for (String place : new String[] {fixture.store.url() + PLACE, "/v2/other/" + BATCH, PLACE + "/files"}) {
                fixture.api.on(CREATE_CALL, Reply.redirect(201, "Location: " + place));
                assertEquals(
                        FailureKind.PROTOCOL,
                        failureOf(() -> fixture.client.start(null)).kind());
            }
        }
    }
}
