package io.memberport.http;

import static io.memberport.http.ApiFixture.BATCH;
import static io.memberport.http.ApiFixture.FILE_CALL;
import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static io.memberport.http.ApiFixture.succeeded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.file.DocumentLimits;
import io.memberport.http.ScriptedServer.Reply;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers on the way to the file that are something else than they seem to be. */
@Tag("fault")
class HostileAnswerTest {

    private final ApiFixture fixture = new ApiFixture();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        fixture.close();
    }

    private void readFile() {
        readFile(fixture);
    }

    private static void readFile(ApiFixture fixture) {
        try (ExportFileSource file = fixture.client.file(succeeded(null));
                ExportStream stream = file.open()) {
            boolean more = true;
            while (more) {
                more = stream.next() != null;
            }
        }
    }

    private void assertNoExport(byte[] body, String... headers) {
        fixture.api.on(FILE_CALL, Reply.of(200, body, headers));
        MemberportException failure = failureOf(this::readFile);
        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertFalse(failure.isRestartable());
        assertFalse(messageOf(failure).contains("CANARY"), messageOf(failure));
        assertEquals(1, fixture.api.requests(FILE_CALL).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<!DOCTYPE html><html><body>Log in, CANARY</body></html>",
                "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Key>CANARY</Key></Error>",
                "{\"status\":200,\"message\":\"CANARY\",\"errorId\":\"e\"}",
                "[]",
                "null",
                "CANARY",
            })
    void takesNothingElseForAnExport(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        assertNoExport(bytes, "Content-Type: text/html");
    }

    @Test
    void takesNothingElseForAnExportThoughItIsCompressed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("<html>CANARY</html>".getBytes(StandardCharsets.UTF_8));
        }
        assertNoExport(bytes.toByteArray(), "Content-Encoding: gzip");
    }

    @Test
    void doesNotReadTheEndlessBodyOfARedirect() {
        fixture.store.on("GET /signed", StoredObject.of("the file").whole());
        fixture.api.on(
                FILE_CALL,
                Reply.rawThenEndless(
                        "HTTP/1.1 302 Found\r\nLocation: " + fixture.store.url()
                                + "/signed\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "5\r\n     \r\n"));

        assertEquals("the file", fixture.download());
    }

    @Test
    void refusesARedirectWhoseHeaderDoesNotEnd() {
        fixture.api.on(FILE_CALL, Reply.rawThenEndless("HTTP/1.1 302 Found\r\n", "Location: /elsewhere\r\n"));

        assertEquals(FailureKind.PROTOCOL, failureOf(fixture::download).kind());
    }

    @Test
    void refusesAFileThatIsSaidToBeTooLongBeforeItIsRead() {
        fixture.api.on(FILE_CALL, Reply.rawThenSilence("HTTP/1.1 200 OK\r\nContent-Length: 1099511627777\r\n\r\n"));
        for (Runnable download : List.<Runnable>of(this::readFile, fixture::download, this::spool)) {
            assertTooLong(failureOf(download), DocumentLimits.DEFAULT.documentBytes());
        }
        assertEquals(3, fixture.api.requests(FILE_CALL).size());
    }

    @Test
    void stopsAFileWithoutEnd() {
        DocumentLimits limits = DocumentLimits.DEFAULT.withDocumentBytes(3_000_000);
        try (ApiFixture limited = new ApiFixture(builder -> builder.limits(limits))) {
            for (String framing : List.of("Transfer-Encoding: chunked", "Connection: close")) {
                String spaces = " ".repeat(4096);
                limited.api.on(
                        FILE_CALL,
                        Reply.rawThenEndless(
                                "HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n",
                                framing.endsWith("chunked") ? "1000\r\n" + spaces + "\r\n" : spaces));

                assertTooLong(failureOf(() -> readFile(limited)), 3_000_000);
                assertTooLong(failureOf(limited::download), 3_000_000);
            }
            assertEquals(4, limited.api.requests(FILE_CALL).size());
        }
    }

    @Test
    void stopsAFileWhoseLengthBecomesKnownToBeTooLong() {
        StoredObject file = StoredObject.of(" ".repeat(5000)).framedBy(StoredObject.Framing.CHUNKED);
        DocumentLimits limits = DocumentLimits.DEFAULT.withDocumentBytes(4000);
        try (ApiFixture limited = new ApiFixture(builder -> builder.limits(limits))) {
            limited.api.on(FILE_CALL, file.endingAfter(160), file.whole());

            assertTooLong(failureOf(limited::download), 4000);

            assertEquals(2, limited.api.requests(FILE_CALL).size());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stopsABombWhileItUnpacks(boolean isLabelled) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{\"members\":[".getBytes(StandardCharsets.UTF_8));
            gzip.write(" ".repeat(16 << 20).getBytes(StandardCharsets.UTF_8));
            gzip.write("]}".getBytes(StandardCharsets.UTF_8));
        }
        fixture.api.on(
                FILE_CALL,
                Reply.of(200, bytes.toByteArray(), isLabelled ? "Content-Encoding: gzip" : "Content-Type: a/b"));

        MemberportException failure = failureOf(this::readFile);

        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertFalse(failure.isRestartable());
        assertTrue(messageOf(failure).contains("compressed more than 500:1"), messageOf(failure));
        assertEquals(Remedy.RAISE_COMPRESSION_RATIO, failure.remedy().orElseThrow());
    }

    private void spool() {
        try (ExportFileSource file = fixture.client.file(succeeded(null))) {
            file.spool(directory, (bytes, expected) -> {}).close();
        }
    }

    private static void assertTooLong(MemberportException failure, long most) {
        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertFalse(failure.isRestartable());
        assertTrue(messageOf(failure).contains("longer than " + most + " bytes"), messageOf(failure));
        assertEquals(Remedy.RAISE_FILE_SIZE, failure.remedy().orElseThrow());
        assertEquals(BATCH, failure.batchId().orElseThrow());
    }

    @Test
    void endsARedirectToItself() {
        String here = FILE_CALL.substring("GET ".length());
        fixture.api.on(FILE_CALL, Reply.redirect(307, "Location: " + here));

        assertEquals(FailureKind.PROTOCOL, failureOf(fixture::download).kind());

        assertEquals(6, fixture.api.requests(FILE_CALL).size());
    }
}
