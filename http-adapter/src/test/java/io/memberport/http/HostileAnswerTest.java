package io.memberport.http;

import static io.memberport.http.ApiFixture.FILE_CALL;
import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static io.memberport.http.ApiFixture.succeeded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.ScriptedServer.Reply;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers on the way to the file that are something else than they seem to be. */
@Tag("fault")
class HostileAnswerTest {

    private final ApiFixture fixture = new ApiFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private void readFile() {
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
    void endsARedirectToItself() {
        String here = FILE_CALL.substring("GET ".length());
        fixture.api.on(FILE_CALL, Reply.redirect(307, "Location: " + here));

        assertEquals(FailureKind.PROTOCOL, failureOf(fixture::download).kind());

        assertEquals(6, fixture.api.requests(FILE_CALL).size());
    }
}
