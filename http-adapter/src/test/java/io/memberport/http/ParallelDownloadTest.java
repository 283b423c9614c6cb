package io.memberport.http;

import static io.memberport.http.ApiFixture.FILE_CALL;
import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static io.memberport.http.ApiFixture.succeeded;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.ScriptedServer.Reply;
import io.memberport.http.ScriptedServer.Request;
import io.memberport.http.StoredObject.Framing;
import io.memberport.model.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file comes over several connections at once, if the server gives parts that are provably of it. */
@Tag("fault")
class ParallelDownloadTest {

    private static final int PART = 2 << 20;
    private static final byte[] CONTENT = new byte[5 * PART + 12_345];

    static {
        new SplittableRandom(1).nextBytes(CONTENT);
    }

    private static final StoredObject FILE = StoredObject.of(CONTENT);

    private final ApiFixture fixture = new ApiFixture(builder -> builder.connections(3));

    @AfterEach
    void close() {
        fixture.close();
        assertEquals(Set.of(), threads(), "threads that are left");
    }

    /** Those of downloads, as soon as they have had time to end. */
    private static Set<String> threads() {
        Set<Thread> found = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("memberport-download-"))
                .collect(Collectors.toSet());
        for (Thread thread : found) {
            try {
                thread.join(60_000);
            } catch (InterruptedException testIsOver) {
                Thread.currentThread().interrupt();
            }
        }
        return found.stream().filter(Thread::isAlive).map(Thread::getName).collect(Collectors.toSet());
    }

    private List<String> ranges() {
        return fixture.api.requests(FILE_CALL).stream()
                .map(request -> request.header("range"))
                .sorted()
                .toList();
    }

    private byte[] download() {
        try (FileDownload download = fixture.client.openFile(succeeded(null))) {
            return readAll(download);
        }
    }

    private static byte[] readAll(FileDownload download) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[10_000];
        for (int read = download.read(buffer, 0, buffer.length);
                read >= 0;
                read = download.read(buffer, 0, buffer.length)) {
            all.write(buffer, 0, read);
        }
        return all.toByteArray();
    }

    /** Answers each request by what is right for its range, which is empty for that of the whole file. */
    private void onRange(Function<String, Reply> replies) {
        fixture.api.on(
                FILE_CALL,
                (request, socket, out) -> replies.apply(request.header("range")).answer(request, socket, out));
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 0", "2, 1", "3, 0", "3, -1", "5, 12345"})
    void givesAllBytesInTheirOrder(int parts, int more) {
        byte[] content = Arrays.copyOf(CONTENT, parts * PART + more);
        fixture.api.on(FILE_CALL, StoredObject.of(content).whole());

        assertArrayEquals(content, download());

        List<Request> requests = fixture.api.requests(FILE_CALL);
        assertEquals((content.length + PART - 1) / PART, requests.size());
        assertEquals("", ranges().get(0));
        assertTrue(ranges().contains("bytes=" + PART + "-" + (Math.min(2 * PART, content.length) - 1)), ranges() + "");
        requests.stream()
                .filter(request -> !request.header("range").isEmpty())
                .forEach(request -> assertEquals("\"v1\"", request.header("if-match")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10_000, PART})
    void takesOneConnectionForAShortFile(int length) {
        byte[] content = Arrays.copyOf(CONTENT, length);
        fixture.api.on(FILE_CALL, StoredObject.of(content).whole());
        assertArrayEquals(content, download());
        assertEquals(1, fixture.api.requests(FILE_CALL).size());
    }

    /** No part is sent before as many have been asked for as there are connections. */
    @Test
    void hasAsManyPartsOnTheirWayAsThereAreConnections() {
        CountDownLatch asked = new CountDownLatch(3);
        onRange(range -> range.isEmpty()
                ? FILE.whole()
                : (request, socket, out) -> {
                    asked.countDown();
                    try {
                        asked.await();
                    } catch (InterruptedException testIsOver) {
                        Thread.currentThread().interrupt();
                    }
                    FILE.whole().answer(request, socket, out);
                });
        assertArrayEquals(CONTENT, download());
    }

    @Test
    void asksForNoMoreThanFitsWhileNothingIsRead() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        Set<String> asked = ConcurrentHashMap.newKeySet();
        onRange(range -> {
            if (asked.add(range) && !range.isEmpty()) {
                three.countDown();
            }
            return FILE.whole();
        });
        try (FileDownload download = fixture.client.openFile(succeeded(null))) {
            assertEquals(1, download.read(new byte[1], 0, 1));
            three.await();
            Thread.sleep(200);
            assertEquals(4, asked.size(), asked::toString);
        }
    }

    @Test
    void resumesAPartAtTheByteWhereItBroke() {
        Set<String> broken =
                Set.of("bytes=" + 2 * PART + "-" + (3 * PART - 1), "bytes=" + 3 * PART + "-" + (4 * PART - 1));
        onRange(range -> broken.contains(range) ? FILE.endingAfter(100_000) : FILE.whole());

        try (FileDownload download = fixture.client.openFile(succeeded(null))) {
            assertArrayEquals(CONTENT, readAll(download));
            assertEquals(3 * PART + 100_000, download.resumedAtByte());
        }
        assertTrue(ranges().contains("bytes=" + (2 * PART + 100_000) + "-" + (3 * PART - 1)), ranges()::toString);
        assertTrue(ranges().contains("bytes=" + (3 * PART + 100_000) + "-" + (4 * PART - 1)), ranges()::toString);
        assertEquals(8, ranges().size(), ranges()::toString);
    }

    @Test
    void countsInterruptionsOfAllPartsTogether() {
        try (ApiFixture bounded = new ApiFixture(builder -> builder.connections(3)
                .resumePolicy(ResumePolicy.DEFAULT.withResumptions(2).withSlowestBytesPerSecond(1)))) {
            bounded.api.on(
                    FILE_CALL,
                    (request, socket, out) -> (request.header("range").isEmpty()
                                    ? FILE.whole()
                                    : request.header("range").endsWith("4194303")
                                            ? FILE.whole()
                                            : FILE.endingAfter(100_000))
                            .answer(request, socket, out));
            MemberportException failure = failureOf(() -> {
                try (FileDownload download = bounded.client.openFile(succeeded(null))) {
                    readAll(download);
                }
            });
            assertTrue(messageOf(failure).contains("interruptions, the maximum"), messageOf(failure));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "412", "416", "404", "other bytes"})
    void goesOnOverOneConnectionIfTheServerGivesNoParts(String answer) {
        onRange(range -> {
            if (range.isEmpty()) {
                return FILE.whole();
            }
            return switch (answer) {
                case "200" -> Reply.of(200, CONTENT, "ETag: \"v1\"");
                case "other bytes" ->
                    Reply.of(206, new byte[10], "ETag: \"v1\"", "Content-Range: bytes 0-9/" + CONTENT.length);
                default -> ApiFixture.error(Integer.parseInt(answer));
            };
        });
        assertArrayEquals(CONTENT, download());
    }

    /** Well before each part has been tried as often as it may be. */
    @Test
    void goesOnOverOneConnectionIfTheServerServesOneAfterTheOther() {
        ResumePolicy impatient = ResumePolicy.DEFAULT.withWindow(Duration.ofSeconds(1));
        try (ApiFixture other = new ApiFixture(
                builder -> builder.connections(3).resumePolicy(impatient).timeouts(Timeouts.DEFAULT))) {
            other.api.on(
                    FILE_CALL,
                    (request, socket, out) -> (request.header("range").isEmpty()
                                    ? FILE.whole()
                                    : Reply.rawThenSilence(""))
                            .answer(request, socket, out));
            try (FileDownload download = other.client.openFile(succeeded(null))) {
                assertArrayEquals(CONTENT, readAll(download));
            }
            assertEquals(4, other.api.requests(FILE_CALL).size());
        }
    }

    @Test
    void takesOneConnectionIfTheFileCannotBeProven() {
        for (StoredObject file : List.of(
                FILE.untagged(),
                FILE.tagged("W/\"v1\""),
                FILE.framedBy(Framing.CHUNKED),
                FILE.framedBy(Framing.CLOSE))) {
            try (ApiFixture other = new ApiFixture(builder -> builder.connections(3))) {
                other.api.on(FILE_CALL, file.whole());
                try (FileDownload download = other.client.openFile(succeeded(null))) {
                    assertArrayEquals(CONTENT, readAll(download));
                }
                assertEquals(1, other.api.requests(FILE_CALL).size());
            }
        }
    }

    @Test
    void refusesAPartOfAnotherFile() {
        onRange(range -> range.isEmpty() || range.endsWith("-" + (2 * PART - 1))
                ? FILE.whole()
                : FILE.tagged("\"v2\"").whole());

        MemberportException failure = failureOf(this::download);

        assertEquals(FailureKind.UNAVAILABLE, failure.kind());
        assertTrue(failure.isRestartable());
        assertTrue(messageOf(failure).contains("another file now"), messageOf(failure));
    }

    @Test
    void comparesTheChecksumOfTheWholeFile() {
        String right = Base64.getEncoder().encodeToString(Sha256.start().digest(CONTENT));
        fixture.api.on(
                FILE_CALL, FILE.with("Repr-Digest: sha-256=:" + right + ":").whole());
        assertArrayEquals(CONTENT, download());

        String wrong = Base64.getEncoder().encodeToString(new byte[32]);
        fixture.api.on(
                FILE_CALL, FILE.with("Repr-Digest: sha-256=:" + wrong + ":").whole());
        MemberportException failure = failureOf(this::download);
        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertTrue(messageOf(failure).contains("so it is damaged"), messageOf(failure));
    }

    /** Links expire while a long file is downloaded. */
    @Test
    void asksForAFreshLinkForAPart() {
        Set<String> refused = ConcurrentHashMap.newKeySet();
        String store = fixture.store.url();
        fixture.api.on(FILE_CALL, Reply.redirect(302, "Location: " + store + "/object?sig=1"));
        fixture.store.on("GET /object", (request, socket, out) -> {
            String range = request.header("range");
            boolean expires = !range.isEmpty() && refused.add(range);
            (expires ? ApiFixture.error(403) : FILE.whole()).answer(request, socket, out);
        });

        assertArrayEquals(CONTENT, download());
        assertEquals(5, refused.size());
        assertFalse(fixture.store.requests().stream()
                .anyMatch(request -> request.headers().containsKey("authorization")));
    }

    @Test
    void resumesWhatAnotherProcessHasBegun() throws Exception {
        fixture.api.on(FILE_CALL, FILE.whole());
        StoredFile stored;
        try (FileDownload download = fixture.client.openFile(succeeded(null))) {
            stored = download.storedFile().orElseThrow();
        }
        byte[] received = Arrays.copyOf(CONTENT, 1_000_000);
        try (FileDownload download =
                fixture.client.resumeFile(succeeded(null), stored, new ByteArrayInputStream(received))) {
            assertArrayEquals(Arrays.copyOfRange(CONTENT, received.length, CONTENT.length), readAll(download));
            assertEquals(received.length, download.resumedAtByte());
        }
        assertTrue(ranges().contains("bytes=" + (received.length + PART) + "-" + (received.length + 2 * PART - 1)));
    }

    @Test
    void endsWhenItIsClosedByAnotherThread() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        onRange(range -> range.isEmpty()
                ? FILE.whole()
                : (request, socket, out) -> {
                    asked.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException testIsOver) {
                        Thread.currentThread().interrupt();
                    }
                });
        try (FileDownload download = fixture.client.openFile(succeeded(null))) {
            Runnable close = download::close;
            Thread closing = new Thread(() -> {
                try {
                    asked.await();
                    Thread.sleep(100);
                } catch (InterruptedException testIsOver) {
                    Thread.currentThread().interrupt();
                }
                close.run();
            });
            closing.start();
            MemberportException failure = failureOf(() -> readAll(download));
            assertEquals(FailureKind.INTERRUPTED, failure.kind(), failure::toString);
            closing.join();
        } finally {
            never.countDown();
        }
    }

    @Test
    void isBounded() {
        AlidaApi.Builder builder = AlidaApi.at(fixture.api.uri());
        assertThrows(IllegalArgumentException.class, () -> builder.connections(0));
        assertThrows(IllegalArgumentException.class, () -> builder.connections(17));
    }
}
