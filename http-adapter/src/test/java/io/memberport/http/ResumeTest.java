package io.memberport.http;

import static io.memberport.http.ApiFixture.BATCH;
import static io.memberport.http.ApiFixture.FILE_CALL;
import static io.memberport.http.ApiFixture.TOKEN_CALL;
import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static io.memberport.http.ApiFixture.succeeded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.ByteSource;
import io.memberport.http.ScriptedServer.Reply;
import io.memberport.http.ScriptedServer.Request;
import io.memberport.http.StoredObject.Framing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupted download resumes where it stopped. */
@Tag("fault")
class ResumeTest {

    private static final String TEXT = "0123456789abcdefghijklmnopqrstuv";
    private static final StoredObject FILE = StoredObject.of(TEXT);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ApiFixture fixture = new ApiFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<String> ranges() {
        return fixture.api.requests(FILE_CALL).stream()
                .map(request -> request.header("range"))
                .toList();
    }

    @Test
    void resumesAtTheByteWhereItBroke() {
        fixture.api.on(FILE_CALL, FILE.endingAfter(4), FILE.whole());

        assertEquals(TEXT, fixture.download());

        assertEquals(List.of("", "bytes=4-"), ranges());
        List<Request> requests = fixture.api.requests(FILE_CALL);
        assertFalse(requests.get(0).headers().containsKey("if-match"));
        assertEquals("\"v1\"", requests.get(1).header("if-match"));
        assertEquals("identity", requests.get(1).header("accept-encoding"));
        assertEquals(List.of(SECOND), fixture.time.pauses());
    }

    @ParameterizedTest
    @EnumSource
    void resumesAfterAReset(Framing framing) {
        StoredObject file = FILE.framedBy(framing);
        fixture.api.on(FILE_CALL, file.resettingAfter(20), file.whole());

        assertEquals(TEXT, fixture.download());

        assertEquals(2, ranges().size());
    }

    @Test
    void tellsTheLengthOfTheFileOnceThatIsKnown() {
        StoredObject file = FILE.framedBy(Framing.CHUNKED);
        fixture.api.on(FILE_CALL, file.endingAfter(16), file.whole());
        try (FileDownload download = fixture.client.openFile(succeeded(null))) {
            assertEquals(-1, download.expectedBytes());
            assertEquals(-1, download.resumedAtByte());
            assertEquals(-1, download.storedFile().orElseThrow().lengthBytes());
            readAll(download);
            assertEquals(32, download.expectedBytes());
            assertEquals(16, download.resumedAtByte());
            assertEquals(32, download.storedFile().orElseThrow().lengthBytes());
        }
    }

    @Test
    void resumesAsLongAsItMakesProgress() {
        ResumePolicy everyByteCounts =
                ResumePolicy.DEFAULT.withSlowestBytesPerSecond(1).withWindow(SECOND);
        try (ApiFixture patient = new ApiFixture(b -> b.resumePolicy(everyByteCounts))) {
            patient.api.on(FILE_CALL, FILE.endingAfter(1));
            assertEquals(TEXT, patient.download());
            assertEquals(TEXT.length(), patient.api.requests(FILE_CALL).size());
            assertTrue(patient.time.pauses().stream().allMatch(SECOND::equals));
        }
    }

    @Test
    void resumesABoundedNumberOfTimes() {
        ResumePolicy threeTimes = new ResumePolicy(3, 1, SECOND);
        try (ApiFixture bounded = new ApiFixture(b -> b.resumePolicy(threeTimes))) {
            bounded.api.on(FILE_CALL, FILE.endingAfter(1));
            MemberportException failure = failureOf(bounded::download);
            assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
            assertFalse(failure.isRestartable());
            assertTrue(messageOf(failure).contains("got 4 of 32 bytes"), messageOf(failure));
            assertTrue(messageOf(failure).contains("gave up after 4 interruptions, the maximum"), messageOf(failure));
            assertEquals(4, bounded.api.requests(FILE_CALL).size());
        }
    }

    @Test
    void neverResumesIfTheLimitIsZero() {
        try (ApiFixture never = new ApiFixture(b -> b.resumePolicy(ResumePolicy.DEFAULT.withResumptions(0)))) {
            never.api.on(FILE_CALL, FILE.endingAfter(4), FILE.whole());
            failureOf(never::download);
            assertEquals(1, never.api.requests(FILE_CALL).size());
        }
    }

    @Test
    void givesUpWhenItDoesNotGetOn() {
        fixture.api.on(FILE_CALL, FILE.endingAfter(4), FILE.endingAfter(0));

        MemberportException failure = failureOf(fixture::download);

        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertTrue(messageOf(failure).contains("got 4 of 32 bytes"), messageOf(failure));
        assertTrue(messageOf(failure).contains("gave up after 5 interruptions without progress"), messageOf(failure));
        assertEquals(BATCH, failure.batchId().orElseThrow());
        assertEquals(List.of("", "bytes=4-", "bytes=4-", "bytes=4-", "bytes=4-"), ranges());
        assertEquals(
                List.of(1L, 2L, 4L, 8L),
                fixture.time.pauses().stream().map(Duration::toSeconds).toList());
    }

    @Test
    void takesResetsWithoutEndForAFailureOfTheNetwork() {
        fixture.api.on(FILE_CALL, FILE.endingAfter(4), FILE.resettingAfter(0));

        MemberportException failure = failureOf(fixture::download);

        assertEquals(FailureKind.UNAVAILABLE, failure.kind());
        assertTrue(messageOf(failure).contains("4 of 32 bytes"), messageOf(failure));
    }

    @Test
    void resumesOnceTheServerIsBack() {
        Reply busy = Reply.redirect(503);
        fixture.api.on(
                FILE_CALL,
                FILE.endingAfter(4),
                busy,
                busy,
                busy,
                busy,
                busy,
                busy,
                Reply.rawThenReset(""),
                FILE.whole());

        assertEquals(TEXT, fixture.download());
    }

    @Test
    void saysHowFarItGotWhenTheServerDoesNotComeBack() {
        fixture.api.on(FILE_CALL, FILE.endingAfter(4), ApiFixture.error(503));

        MemberportException failure = failureOf(fixture::download);

        assertEquals(FailureKind.UNAVAILABLE, failure.kind());
        assertEquals(503, failure.httpStatus().orElseThrow());
        assertEquals("error-id-1", failure.errorId().orElseThrow());
        assertTrue(messageOf(failure).contains("got 4 of 32 bytes"), messageOf(failure));
        assertTrue(messageOf(failure).contains("at byte 4: http://127.0.0.1"), messageOf(failure));
    }

    @Test
    void asksForANewLinkAndTakesNoCredentialsThere() {
        String store = fixture.store.url();
        fixture.api.on(
                FILE_CALL,
                Reply.redirect(302, "Location: " + store + "/a?sig=1"),
                Reply.redirect(302, "Location: " + store + "/expired?sig=2"),
                Reply.redirect(302, "Location: " + store + "/b?sig=3"));
        fixture.store
                .on("GET /a", FILE.endingAfter(4))
                .on("GET /expired", Reply.redirect(403))
                .on("GET /b", FILE.whole());

        assertEquals(TEXT, fixture.download());

        assertEquals("bytes=4-", fixture.store.requests("GET /b").get(0).header("range"));
        for (Request request : fixture.store.requests()) {
            assertFalse(request.toString().contains("canary"), request.toString());
        }
    }

    @Test
    void renewsATokenThatExpiredMeanwhile() {
        fixture.api.on(TOKEN_CALL, ApiFixture.token("one", "3600"), ApiFixture.token("two", "3600"));
        fixture.api.on(FILE_CALL, FILE.endingAfter(4), ApiFixture.error(401), FILE.whole());

        assertEquals(TEXT, fixture.download());
    }

    @Test
    void endsWhenItIsNoLongerAllowedIn() {
        fixture.api.on(FILE_CALL, FILE.endingAfter(4), ApiFixture.error(403));

        MemberportException failure = failureOf(fixture::download);

        assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
        assertTrue(messageOf(failure).contains("resume the file of export " + BATCH + " at byte 4"));
    }

    static Stream<Reply> answersThatProveNothing() {
        byte[] rest = TEXT.substring(4).getBytes(StandardCharsets.UTF_8);
        String tag = "ETag: \"v1\"";
        String range = "Content-Range: bytes 4-31/32";
        return Stream.of(
                Reply.of(200, TEXT.getBytes(StandardCharsets.UTF_8), tag),
                Reply.of(200, rest, tag, range),
                Reply.of(206, rest, tag),
                Reply.of(206, rest, range),
                Reply.of(206, rest, "ETag: W/\"v1\"", range),
                Reply.of(206, rest, "ETag: \"v2\"", range),
                Reply.of(206, rest, tag, tag, range),
                Reply.of(206, rest, tag, range, "Content-Encoding: gzip"),
                Reply.of(206, rest, tag, "Content-Range: bytes 5-31/32"),
                Reply.of(206, rest, tag, "Content-Range: bytes 0-31/32"),
                Reply.of(206, rest, tag, "Content-Range: bytes 4-31/33"),
                Reply.of(206, rest, tag, "Content-Range: bytes 4-31/*"),
                Reply.of(206, rest, tag, "Content-Range: bytes 4-32/32"),
                Reply.of(206, rest, tag, "Content-Range: bytes 31-4/32"),
                Reply.of(206, rest, tag, "Content-Range: bytes 4-30/32"),
                Reply.of(206, rest, tag, "Content-Range: bytes 4-31/999999999999999999999"),
                Reply.of(206, rest, tag, "Content-Range: items 4-31/32"),
                Reply.of(206, rest, tag, range, "Content-Range: bytes 5-31/32"),
                Reply.of(206, rest, tag, "Content-Type: multipart/byteranges; boundary=x"),
                Reply.of(412, new byte[0]),
                Reply.of(412, rest, tag, range),
                Reply.of(416, new byte[0], "Content-Range: bytes */4"),
                Reply.of(416, new byte[0], tag, "Content-Range: bytes */32"));
    }

    @ParameterizedTest
    @MethodSource("answersThatProveNothing")
    void restartsUnlessTheServerProvesThatItIsTheSameFile(Reply answer) {
        fixture.api.on(FILE_CALL, FILE.endingAfter(4), answer, FILE.whole());
        try (ByteSource transfer = fixture.client.openFile(succeeded(null))) {
            assertEquals(4, transfer.read(new byte[100], 0, 100));

            MemberportException failure = failureOf(() -> transfer.read(new byte[100], 0, 100));

            assertTrue(failure.isRestartable());
            assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
            assertTrue(messageOf(failure).contains("got 4 of 32 bytes"), messageOf(failure));
            assertTrue(messageOf(failure).contains("it cannot be resumed: the "), messageOf(failure));
        }
        assertEquals(TEXT, fixture.download());
    }

    @Test
    void distinguishesAFailureOfTheNetworkFromAFileThatIsTooShortWhenItCannotResume() {
        CountDownLatch someIsRead = new CountDownLatch(1);
        fixture.api.on(FILE_CALL, FILE.resettingAfter(4, someIsRead), Reply.redirect(412));
        try (ByteSource transfer = fixture.client.openFile(succeeded(null))) {
            assertEquals(4, transfer.read(new byte[4], 0, 4));
            someIsRead.countDown();

            MemberportException failure = failureOf(() -> transfer.read(new byte[4], 0, 4));

            assertEquals(FailureKind.UNAVAILABLE, failure.kind());
            assertTrue(failure.isRestartable());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"v1\"", "v1", "\"v1", "\"v 1\"", "\"v1\", \"v2\"", "*", ""})
    void restartsIfItCannotRecogniseTheFile(String tag) {
        fixture.api.on(FILE_CALL, FILE.tagged(tag).endingAfter(4), FILE.whole());
        try (FileDownload download = fixture.client.openFile(succeeded(null))) {
            assertTrue(download.storedFile().isEmpty());
            MemberportException failure = failureOf(() -> readAll(download));
            assertTrue(failure.isRestartable());
            assertTrue(messageOf(failure).contains("no strong entity tag"), messageOf(failure));
        }
        assertEquals(List.of(""), ranges());
    }

    @Test
    void asksForTheWholeFileAgainAsLongAsNothingHasBeenHandedOut() {
        fixture.api.on(
                FILE_CALL,
                FILE.untagged().endingAfter(0),
                StoredObject.of("another").whole());

        assertEquals("another", fixture.download());

        assertEquals(List.of("", ""), ranges());
    }

    @Test
    void refusesMoreBytesThanTheFileHas() {
        String head =
                "HTTP/1.1 206 Part\r\nETag: \"v1\"\r\nContent-Range: bytes 4-31/32\r\nTransfer-Encoding: chunked\r\n\r\n";
        fixture.api.on(
                FILE_CALL,
                FILE.endingAfter(4),
                Reply.rawThenEnd(head + "1d\r\n" + TEXT.substring(4) + "x\r\n0\r\n\r\n"));

        MemberportException failure = failureOf(fixture::download);

        assertTrue(failure.isRestartable());
        assertTrue(messageOf(failure).contains("more than its 32 bytes"), messageOf(failure));
    }

    @Test
    void asksForTheRestOfARest() {
        byte[] some = TEXT.substring(4, 20).getBytes(StandardCharsets.UTF_8);
        fixture.api.on(
                FILE_CALL,
                FILE.endingAfter(4),
                Reply.of(206, some, "ETag: \"v1\"", "Content-Range: bytes 4-19/32"),
                FILE.whole());

        assertEquals(TEXT, fixture.download());

        assertEquals(List.of("", "bytes=4-", "bytes=20-"), ranges());
    }

    @Test
    void needsNoLastChunkWhenAllBytesAreKnownToBeThere() {
        StoredObject file = FILE.framedBy(Framing.CHUNKED);
        fixture.api.on(FILE_CALL, file.endingAfter(16), file.endingAfter(16));

        assertEquals(TEXT, fixture.download());
    }

    @Test
    void stopsWhenItIsClosedWhileItResumes() {
        fixture.api.on(FILE_CALL, FILE.endingAfter(4), FILE.whole());
        try (ByteSource transfer = fixture.client.openFile(succeeded(null))) {
            assertEquals(4, transfer.read(new byte[100], 0, 100));
            fixture.time.onWait(transfer::close);

            assertEquals(
                    FailureKind.INTERRUPTED,
                    failureOf(() -> transfer.read(new byte[100], 0, 100)).kind());
        }
    }

    @Test
    void stopsWhenItIsInterruptedWhileItResumes() {
        fixture.api.on(FILE_CALL, FILE.endingAfter(4), FILE.whole());
        fixture.time.onWait(() -> Thread.currentThread().interrupt());

        MemberportException failure = failureOf(fixture::download);

        assertTrue(Thread.interrupted());
        assertEquals(FailureKind.INTERRUPTED, failure.kind());
        assertEquals(1, ranges().size());
    }

    private static void readAll(ByteSource transfer) {
        byte[] buffer = new byte[5];
        int read = 0;
        while (read >= 0) {
            read = transfer.read(buffer, 0, buffer.length);
        }
    }
}
