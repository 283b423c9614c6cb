package io.memberport.http;

import static io.memberport.http.ApiFixture.FILE_CALL;
import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.ScriptedServer.Reply;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checksum of the whole file, if the server offers one, is right or the download has failed. */
@Tag("fault")
class ChecksumTest {

    /** The example that everybody's checksums are published for. */
    private static final StoredObject FILE = StoredObject.of("123456789");

    private static final String SHA_256 = "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=";
    private static final String OTHER_SHA_256 = "AeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=";

    private final ApiFixture fixture = new ApiFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private String download(StoredObject file) {
        fixture.api.on(FILE_CALL, file.whole());
        return fixture.download();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Repr-Digest: sha-256=:" + SHA_256 + ":",
                "Repr-Digest: sha-512=:AAAA:, sha-256=:" + SHA_256 + ":",
                "Content-Digest: sha-256=:" + SHA_256 + ":",
                "Digest: SHA-256=" + SHA_256 + ",MD5=AAAA",
                "x-amz-checksum-sha256: " + SHA_256,
                "x-amz-checksum-crc32c: 4waSgw==",
                "x-amz-checksum-crc32: y/Q5Jg==",
                "x-goog-hash: crc32c=4waSgw==,md5=AAAA",
            })
    void acceptsTheFileThatTheChecksumIsFor(String header) {
        assertEquals("123456789", download(FILE.with(header)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Repr-Digest: sha-256=:" + OTHER_SHA_256 + ":",
                "Repr-Digest: sha-512=:AAAA:, sha-256=:" + OTHER_SHA_256 + ":",
                "Content-Digest: sha-256=:" + OTHER_SHA_256 + ":",
                "Digest: SHA-256=" + OTHER_SHA_256 + ",MD5=AAAA",
                "Digest: sha-256=:" + OTHER_SHA_256 + ":",
                "x-amz-checksum-sha256: " + OTHER_SHA_256,
                "x-amz-checksum-crc32c: 4waShw==",
                "x-amz-checksum-crc32: y/Q5Jw==",
                "x-goog-hash: md5=AAAA,crc32c=4waShw==",
            })
    void refusesAFileThatIsNotTheOneTheChecksumIsFor(String header) {
        MemberportException failure = failureOf(() -> download(FILE.with(header)));

        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertFalse(failure.isRestartable());
        assertTrue(messageOf(failure).contains("its 9 bytes are not those"), messageOf(failure));
    }

    /** Of parts, of something else, or not to be understood: whatever it says, it says nothing of the file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-amz-checksum-sha256: " + OTHER_SHA_256 + "-7",
                "x-amz-checksum-crc32c: 4waShw==-2",
                "x-amz-checksum-crc32: AAAA",
                "Repr-Digest: sha-256=:AAAA:",
                "Repr-Digest: sha-256=:?:",
                "Repr-Digest: id-sha-256=:" + OTHER_SHA_256 + ":",
                "Digest: nonsense",
                "Content-MD5: AAAAAAAAAAAAAAAAAAAAAA==",
                "x-goog-hash: md5=AAAAAAAAAAAAAAAAAAAAAA==",
                "X-Checksum: " + OTHER_SHA_256,
            })
    void ignoresWhatIsNoChecksumOfTheFile(String header) {
        assertEquals("123456789", download(FILE.with(header).tagged("\"900150983cd24fb0d6963f7d28e17f72\"")));
    }

    @Test
    void ignoresAChecksumOfChecksums() {
        assertEquals(
                "123456789",
                download(FILE.with("x-amz-checksum-type: COMPOSITE").with("x-amz-checksum-crc32c: 4waShw==")));
    }

    @Test
    void ignoresAChecksumOfWhatIsStoredWhenItComesUncompressed() {
        assertEquals(
                "123456789",
                download(FILE.with("x-goog-stored-content-encoding: gzip").with("x-goog-hash: crc32c=4waShw==")));
        assertEquals(
                FailureKind.MALFORMED_EXPORT,
                failureOf(() -> download(FILE.with("x-goog-stored-content-encoding: identity")
                                .with("x-goog-hash: crc32c=4waShw==")))
                        .kind());
    }

    @Test
    void isAboutTheBytesAsTheyAreTransferred() {
        StoredObject stored = FILE.with("Content-Encoding: gzip").with("x-amz-checksum-crc32c: 4waSgw==");

        assertEquals("123456789", download(stored));
    }

    @Test
    void coversTheBytesBeforeAndAfterABreak() {
        StoredObject file = FILE.with("x-amz-checksum-crc32c: 4waSgw==");
        fixture.api.on(FILE_CALL, file.endingAfter(4), FILE.whole());
        assertEquals("123456789", fixture.download());

        byte[] rest = "56780".getBytes(StandardCharsets.UTF_8);
        fixture.api.on(
                FILE_CALL, file.endingAfter(4), Reply.of(206, rest, "ETag: \"v1\"", "Content-Range: bytes 4-8/9"));
        assertEquals(FailureKind.MALFORMED_EXPORT, failureOf(fixture::download).kind());
    }
}
