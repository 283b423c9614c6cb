package io.memberport.http;

import static io.memberport.http.ApiFixture.BATCH;
import static io.memberport.http.ApiFixture.FILE_CALL;
import static io.memberport.http.ApiFixture.STATUS_CALL;
import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static io.memberport.http.ApiFixture.succeeded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.ByteSource;
import io.memberport.http.ScriptedServer.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {

    private static final String WITH_LENGTH = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String UNFRAMED = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";

    private final ApiFixture fixture = new ApiFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private String download(Reply reply) {
        fixture.api.on(FILE_CALL, reply);
        return fixture.download();
    }

    @Test
    void tellsTheDeclaredLength() {
        fixture.api.on(FILE_CALL, Reply.rawThenEnd(WITH_LENGTH + "0123456789"));
        try (ByteSource transfer = fixture.client.openFile(succeeded(null))) {
            assertEquals(10, transfer.expectedBytes());
        }
    }

    @Test
    void readsToTheLastChunk() {
        assertEquals("0123456789", download(Reply.rawThenEnd(CHUNKED + "4\r\n0123\r\n6\r\n456789\r\n0\r\n\r\n")));
    }

    @Test
    void readsToTheEndOfTheConnectionIfNothingIsDeclared() {
        fixture.api.on(FILE_CALL, Reply.rawThenEnd(UNFRAMED + "0123"));
        try (ByteSource transfer = fixture.client.openFile(succeeded(null))) {
            assertEquals(-1, transfer.expectedBytes());
        }
        assertEquals("0123", fixture.download());
    }

    @Test
    void readsAnEmptyFile() {
        assertEquals("", download(Reply.of(200, new byte[0])));
    }

    @Test
    void staysAtTheEndOnceThere() {
        fixture.api.on(FILE_CALL, Reply.of(200, new byte[] {1}));
        try (ByteSource transfer = fixture.client.openFile(succeeded(null))) {
            byte[] buffer = new byte[4];
            assertEquals(1, transfer.read(buffer, 2, 2));
            assertEquals(1, buffer[2]);
            assertEquals(-1, transfer.read(buffer, 0, 4));
            assertEquals(-1, transfer.read(buffer, 0, 4));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
    void handsOutCompressedBytesAsTheyAre(String encoding) {
        byte[] gzip = {0x1f, (byte) 0x8b, 8, 0};
        fixture.api.on(FILE_CALL, Reply.of(200, gzip, "Content-Encoding: " + encoding));
        try (ByteSource transfer = fixture.client.openFile(succeeded(null))) {
            byte[] buffer = new byte[8];
            assertEquals(4, transfer.read(buffer, 0, 8));
            assertEquals((byte) 0x8b, buffer[1]);
        }
        assertEquals("identity", fixture.api.requests(FILE_CALL).get(0).header("accept-encoding"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 of 10", "1, 1 of 10", "9, 9 of 10"})
    void findsAFileShorterThanDeclaredIncomplete(int bytes, String says) {
        MemberportException failure =
                failureOf(() -> download(Reply.rawThenEnd(WITH_LENGTH + "0123456789".substring(0, bytes))));
        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertTrue(messageOf(failure).contains("incomplete: got " + says + " bytes"), messageOf(failure));
        assertEquals(BATCH, failure.batchId().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "4\r\n", "4\r\n01", "4\r\n0123", "4\r\n0123\r\n", "4\r\n0123\r\n6\r\n45678"})
    void findsAFileWithoutItsLastChunkIncomplete(String chunks) {
        MemberportException failure = failureOf(() -> download(Reply.rawThenEnd(CHUNKED + chunks)));
        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {WITH_LENGTH, CHUNKED + "a\r\n", UNFRAMED})
    void takesAResetForAFailureOfTheNetwork(String header) {
        MemberportException failure = failureOf(() -> download(Reply.rawThenReset(header + "0123")));
        assertEquals(FailureKind.UNAVAILABLE, failure.kind());
    }

    @Test
    void takesSilenceForAFailureOfTheNetwork() {
        Timeouts impatient = new Timeouts(
                Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(100), Duration.ofSeconds(20));
        try (ApiFixture slow = new ApiFixture(b -> b.timeouts(impatient))) {
            slow.api.on(FILE_CALL, Reply.rawThenSilence(WITH_LENGTH + "0123"));
            MemberportException failure = failureOf(slow::download);
            assertEquals(FailureKind.UNAVAILABLE, failure.kind());
            assertTrue(messageOf(failure).contains("after 4 of 10 bytes"), messageOf(failure));
            assertTrue(messageOf(failure).contains("silent for too long"), messageOf(failure));
        }
    }

    @Test
    void letsADownloadTakeLongerThanACall() {
        Timeouts brief = new Timeouts(
                Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(500));
        RetryPolicy once = RetryPolicy.DEFAULT.withAttempts(1);
        CountDownLatch callIsOver = new CountDownLatch(1);
        try (ApiFixture slow = new ApiFixture(b -> b.timeouts(brief).retryPolicy(once))) {
            slow.api.on(STATUS_CALL, Reply.rawThenSilence(""));
            slow.api.on(FILE_CALL, (request, socket, out) -> {
                out.write(WITH_LENGTH.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                await(callIsOver);
                out.write("0123456789".getBytes(StandardCharsets.ISO_8859_1));
            });
            try (ByteSource transfer = slow.client.openFile(succeeded(null))) {
                // A call begun after the download was opened runs out of time; so the opening's time is up, too.
                assertEquals(
                        FailureKind.UNAVAILABLE,
                        failureOf(() -> slow.client.status(BATCH)).kind());
                callIsOver.countDown();
                assertEquals(10, transfer.read(new byte[10], 0, 10));
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void endsABlockedReadWhenClosedFromAnotherThread() throws Exception {
        fixture.api.on(FILE_CALL, Reply.rawThenSilence(WITH_LENGTH + "0123"));
        ByteSource transfer = fixture.client.openFile(succeeded(null));
        CountDownLatch someRead = new CountDownLatch(1);
        CompletableFuture<MemberportException> outcome = CompletableFuture.supplyAsync(() -> {
            transfer.read(new byte[4], 0, 4);
            someRead.countDown();
            return failureOf(() -> transfer.read(new byte[4], 0, 4));
        });
        someRead.await();
        transfer.close();
        transfer.close();
        assertEquals(FailureKind.INTERRUPTED, outcome.get(20, TimeUnit.SECONDS).kind());
    }

    @Test
    void doesNotReadTheRestWhenClosedEarly() throws Exception {
        CompletableFuture<Long> written = new CompletableFuture<>();
        fixture.api.on(FILE_CALL, (request, socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            long count = 0;
            try {
                byte[] some = new byte[65536];
                for (; ; count += some.length) {
                    out.write(some);
                }
            } finally {
                written.complete(count);
            }
        });
        try (ByteSource transfer = fixture.client.openFile(succeeded(null))) {
            assertTrue(transfer.read(new byte[100], 0, 100) > 0);
        }
        assertTrue(written.get(20, TimeUnit.SECONDS) < 100_000_000);
    }

    @Test
    void stopsReadingWhenInterrupted() {
        fixture.api.on(FILE_CALL, Reply.of(200, new byte[10]));
        try (ByteSource transfer = fixture.client.openFile(succeeded(null))) {
            Thread.currentThread().interrupt();
            MemberportException failure = failureOf(() -> transfer.read(new byte[4], 0, 4));
            assertTrue(Thread.interrupted());
            assertEquals(FailureKind.INTERRUPTED, failure.kind());
        }
    }

    @Test
    void endsDownloadsWhenTheClientIsClosed() {
        fixture.api.on(FILE_CALL, Reply.rawThenSilence(WITH_LENGTH + "0123"));
        try (ByteSource transfer = fixture.client.openFile(succeeded(null))) {
            assertEquals(4, transfer.read(new byte[4], 0, 4));
            fixture.client.close();
            fixture.client.close();
            failureOf(() -> transfer.read(new byte[4], 0, 4));
        }
    }

    @Test
    void leavesRoomForOtherCallsWhileManyDownloadsAreOpenAndClosed() {
        fixture.api.on(FILE_CALL, Reply.of(200, new byte[100_000]));
        fixture.api.on(STATUS_CALL, ApiFixture.status("running"));
        for (int i = 0; i < 200; i++) {
            try (ByteSource transfer = fixture.client.openFile(succeeded(null))) {
                assertTrue(transfer.read(new byte[10], 0, 10) > 0);
            }
        }
        fixture.client.status(BATCH);
    }
}
