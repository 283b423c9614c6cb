package io.memberport.http;

import static io.memberport.http.ApiFixture.FILE_CALL;
import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static io.memberport.http.ApiFixture.succeeded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A download resumes where another one ended, in another process perhaps. */
@Tag("fault")
class ResumeFileTest {

    private static final StoredObject FILE = StoredObject.of("123456789");
    private static final StoredFile KNOWN = new StoredFile("\"v1\"", 9, "", "crc32c=4waSgw==");

    private final ApiFixture fixture = new ApiFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private FileDownload resume(StoredFile file, String received) {
        try {
            return fixture.client.resumeFile(
                    succeeded(null), file, new ByteArrayInputStream(received.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private String rest(StoredFile file, String received) {
        try (FileDownload download = resume(file, received)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] buffer = new byte[2];
            for (int read = download.read(buffer, 0, 2); read >= 0; read = download.read(buffer, 0, 2)) {
                all.write(buffer, 0, read);
            }
            return all.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void givesTheBytesThatAreMissing() {
        fixture.api.on(FILE_CALL, FILE.whole());

        assertEquals("56789", rest(KNOWN, "1234"));

        assertEquals("bytes=4-", fixture.api.requests(FILE_CALL).get(0).header("range"));
        assertEquals("\"v1\"", fixture.api.requests(FILE_CALL).get(0).header("if-match"));
    }

    @Test
    void countsFromTheBytesThatAreHere() {
        fixture.api.on(FILE_CALL, FILE.whole());
        try (FileDownload download = resume(KNOWN, "1234")) {
            assertEquals(5, download.expectedBytes());
            assertEquals(4, download.resumedAtByte());
            assertEquals(KNOWN, download.storedFile().orElseThrow());
        }
    }

    @Test
    void resumesAgainIfItIsInterrupted() {
        fixture.api.on(FILE_CALL, FILE.endingAfter(0), FILE.endingAfter(3), FILE.whole());

        assertEquals("56789", rest(KNOWN, "1234"));

        assertEquals(
                List.of("bytes=4-", "bytes=4-", "bytes=7-"),
                fixture.api.requests(FILE_CALL).stream()
                        .map(request -> request.header("range"))
                        .toList());
    }

    @Test
    void coversTheBytesThatAreHereByTheChecksum() {
        fixture.api.on(FILE_CALL, FILE.whole());

        MemberportException failure = failureOf(() -> rest(KNOWN, "1230"));

        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertTrue(messageOf(failure).contains("checksum (crc32c)"), messageOf(failure));
    }

    @Test
    void asksForNothingIfAllIsHere() {
        assertEquals("", rest(KNOWN, "123456789"));
        assertEquals(
                FailureKind.MALFORMED_EXPORT,
                failureOf(() -> rest(KNOWN, "023456789")).kind());

        assertEquals(List.of(), fixture.api.requests());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"v2\"", "W/\"v1\""})
    void isRestartableIfItIsAnotherFileNow(String tag) {
        fixture.api.on(FILE_CALL, FILE.tagged(tag).whole());

        MemberportException failure = failureOf(() -> resume(KNOWN, "1234"));

        assertTrue(failure.isRestartable());
        assertTrue(messageOf(failure).contains("the 4 bytes received earlier cannot be used"), messageOf(failure));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "W/\"v1\"", "", "\"v\r\n1\""})
    void refusesATagThatIsNoStrongOne(String tag) {
        assertThrows(IllegalArgumentException.class, () -> new StoredFile(tag, 9, "", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"crc32c", "crc32c=AAAA", "md5=AAAAAAAAAAAAAAAAAAAAAA==", "crc32c=?"})
    void refusesAChecksumThatIsNone(String checksum) {
        assertThrows(IllegalArgumentException.class, () -> new StoredFile("\"v1\"", 9, "", checksum));
    }
}
