package io.memberport.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberport.simulator.generator.ExportGenerator;
import io.memberport.simulator.generator.ExportShape;
import io.memberport.simulator.generator.JsonTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileServerTest {

    private static final byte[] TEN = "0123456789".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-07-01T03:00:00.250Z"));
    private final List<AlidaSimulator> started = new ArrayList<>();

    @AfterEach
    void close() {
        started.forEach(AlidaSimulator::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-api-key", "Cookie"})
    void refusesCredentialsOfAnotherOrigin(String header) throws Exception {
        AlidaSimulator simulator = start(serving(TEN));
        TestClient client = new TestClient(simulator);
        HttpResponse<byte[]> answer =
                client.send(client.request(client.downloadLink()).header(header, "a=b"));

        assertRefused(400, "InvalidRequest", answer);
        assertEquals(1, simulator.credentialsSeenByStore());
    }

    @Test
    void refusesAuthorizationBesideTheSignatureAsS3Does() throws Exception {
        AlidaSimulator simulator = start(serving(TEN));
        TestClient client = new TestClient(simulator);
        HttpResponse<byte[]> answer =
                client.send(client.request(client.downloadLink()).header("Authorization", "Bearer x"));

        assertRefused(400, "InvalidArgument", answer);
        assertTrue(text(answer).contains("Only one auth mechanism allowed"));
        assertEquals(1, simulator.credentialsSeenByStore());
    }

    @Test
    void refusesALinkThatHasExpired() throws Exception {
        AlidaSimulator simulator = start(serving(TEN).linkLifetime(Duration.ofSeconds(30)));
        TestClient client = new TestClient(simulator);
        URI link = client.downloadLink();

        clock.advance(Duration.ofSeconds(30).minusMillis(1));
        assertEquals(200, client.send(client.request(link)).statusCode());
        clock.advance(Duration.ofMillis(1));
        assertRefused(403, "AccessDenied", client.send(client.request(link)));
        assertEquals(200, client.send(client.request(client.downloadLink())).statusCode());
    }

    @Test
    void refusesALinkThatHasBeenUsedUp() throws Exception {
        AlidaSimulator simulator = start(serving(TEN).linkUses(1));
        TestClient client = new TestClient(simulator);
        URI link = client.downloadLink();

        assertEquals(200, client.send(client.request(link)).statusCode());
        assertRefused(403, "AccessDenied", client.send(client.request(link)));
    }

    @Test
    void takesALinkOnlyByteForByte() throws Exception {
        AlidaSimulator simulator = start(serving(TEN));
        TestClient client = new TestClient(simulator);
        String link = client.downloadLink().toString();

        for (String other : List.of(
                link.replace("exports//", "exports/"),
                link.replace("%2b", "%2B"),
                link.replace("%3D", "="),
                link.replaceFirst("Expires=1", "Expires=2"),
                link.substring(0, link.length() - 1),
                link + "&x=y")) {
            assertNotEquals(link, other);
            assertRefused(403, "SignatureDoesNotMatch", client.send(client.request(URI.create(other))));
        }
        String unsigned = link.substring(0, link.indexOf('?'));
        assertRefused(403, "AccessDenied", client.send(client.request(URI.create(unsigned))));
    }

    @Test
    void takesNoLinkOfAnotherInstance() throws Exception {
        TestClient client = new TestClient(start(serving(TEN)));
        URI own = client.downloadLink();
        URI foreign = new TestClient(start(serving(TEN))).downloadLink();
        URI mixed = URI.create("http://" + own.getAuthority() + foreign.getRawPath() + '?' + foreign.getRawQuery());

        assertRefused(403, "SignatureDoesNotMatch", client.send(client.request(mixed)));
    }

    @Test
    void knowsOnlyGetAndHead() throws Exception {
        TestClient client = new TestClient(start(serving(TEN)));
        HttpResponse<byte[]> answer =
                client.send(client.request(client.downloadLink()).POST(BodyPublishers.ofString("x")));

        assertRefused(405, "MethodNotAllowed", answer);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, bytes 0-0/10",
        "bytes=3-, 3456789, bytes 3-9/10",
        "bytes=3-5, 345, bytes 3-5/10",
        "bytes=8-99, 89, bytes 8-9/10",
        "bytes=-2, 89, bytes 8-9/10",
        "bytes=-99, 0123456789, bytes 0-9/10",
    })
    void sendsTheRangeAskedFor(String range, String body, String contentRange) throws Exception {
        TestClient client = new TestClient(start(serving(TEN)));
        HttpResponse<byte[]> answer =
                client.send(client.request(client.downloadLink()).header("Range", range));

        assertEquals(206, answer.statusCode());
        assertEquals(body, text(answer));
        assertEquals(contentRange, answer.headers().firstValue("Content-Range").orElseThrow());
        assertEquals(
                body.length(),
                answer.headers().firstValueAsLong("Content-Length").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-3", "bytes=-", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b", "bytes 0-1"})
    void sendsEverythingForARangeItCannotRead(String range) throws Exception {
        TestClient client = new TestClient(start(serving(TEN)));
        HttpResponse<byte[]> answer =
                client.send(client.request(client.downloadLink()).header("Range", range));

        assertEquals(200, answer.statusCode());
        assertArrayEquals(TEN, answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=99-100", "bytes=-0"})
    void refusesARangeBeyondTheEnd(String range) throws Exception {
        TestClient client = new TestClient(start(serving(TEN)));
        HttpResponse<byte[]> answer =
                client.send(client.request(client.downloadLink()).header("Range", range));

        assertRefused(416, "InvalidRange", answer);
        assertEquals("bytes */10", answer.headers().firstValue("Content-Range").orElseThrow());
    }

    @Test
    void ignoresRangesWhenTold() throws Exception {
        TestClient client = new TestClient(start(serving(TEN).ranges(false)));
        HttpResponse<byte[]> answer =
                client.send(client.request(client.downloadLink()).header("Range", "bytes=3-"));

        assertEquals(200, answer.statusCode());
        assertArrayEquals(TEN, answer.body());
        assertTrue(answer.headers().firstValue("Accept-Ranges").isEmpty());
    }

    @Test
    void answersConditionsByEntityTag() throws Exception {
        TestClient client = new TestClient(start(serving(TEN)));
        URI link = client.downloadLink();
        String etag = header(client.send(client.request(link)), "ETag");

        assertTrue(etag.startsWith("\"") && etag.endsWith("\""), "strong");
        assertEquals(
                200,
                client.send(client.request(link).header("If-Match", "\"x\", " + etag))
                        .statusCode());
        assertEquals(
                200, client.send(client.request(link).header("If-Match", "*")).statusCode());
        assertRefused(
                412, "PreconditionFailed", client.send(client.request(link).header("If-Match", "\"x\"")));
        assertEquals(
                304,
                client.send(client.request(link).header("If-None-Match", etag)).statusCode());
        assertEquals(
                200,
                client.send(client.request(link).header("If-None-Match", "\"x\""))
                        .statusCode());
    }

    @Test
    void sendsARangeOnlyOfTheFileThatIsMeant() throws Exception {
        TestClient client = new TestClient(start(serving(TEN)));
        URI link = client.downloadLink();
        HttpResponse<byte[]> whole = client.send(client.request(link));
        var ranged = client.request(link).header("Range", "bytes=3-");

        assertEquals(
                206,
                client.send(ranged.setHeader("If-Range", header(whole, "ETag"))).statusCode());
        assertEquals(
                206,
                client.send(ranged.setHeader("If-Range", header(whole, "Last-Modified")))
                        .statusCode());
        for (String other : List.of("\"other\"", "W/" + header(whole, "ETag"), "Thu, 01 Jan 1970 00:00:00 GMT", "x")) {
            HttpResponse<byte[]> answer = client.send(ranged.setHeader("If-Range", other));
            assertEquals(200, answer.statusCode());
            assertArrayEquals(TEN, answer.body());
        }
    }

    @Test
    void answersHeadWithTheHeadOfGet() throws Exception {
        TestClient client = new TestClient(start(serving(TEN)));
        URI link = client.downloadLink();
        HttpResponse<byte[]> head = client.send(client.request(link).method("HEAD", BodyPublishers.noBody()));

        assertEquals(200, head.statusCode());
        assertEquals(0, head.body().length);
        assertEquals(10, head.headers().firstValueAsLong("Content-Length").orElseThrow());
        assertEquals("bytes", header(head, "Accept-Ranges"));
        assertEquals("Wed, 01 Jul 2026 03:00:00 GMT", header(head, "Last-Modified"));
        assertEquals(header(client.send(client.request(link)), "ETag"), header(head, "ETag"));
    }

    @Test
    void sendsAnEmptyFile() throws Exception {
        TestClient client = new TestClient(start(serving(new byte[0])));
        HttpResponse<byte[]> answer = client.send(client.request(client.downloadLink()));

        assertEquals(200, answer.statusCode());
        assertEquals(0, answer.body().length);
        assertRefused(
                416,
                "InvalidRange",
                client.send(client.request(client.downloadLink()).header("Range", "bytes=0-")));
    }

    @Test
    void sendsInChunksWhenTold() throws Exception {
        byte[] large = large();
        TestClient client = new TestClient(start(serving(large).chunked(true)));
        HttpResponse<byte[]> answer = client.send(client.request(client.downloadLink()));

        assertArrayEquals(large, answer.body());
        assertEquals("chunked", header(answer, "Transfer-Encoding"));
        assertTrue(answer.headers().firstValue("Content-Length").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void labelsCompressedFilesWhenTold(boolean labelled) throws Exception {
        ExportGenerator.Spec spec = ExportGenerator.Spec.builder()
                .members(5)
                .variables(6)
                .shape(ExportShape.DOCUMENTED.withGzip())
                .build();
        TestClient client = new TestClient(start(
                AlidaSimulator.builder().export(spec).spoolDirectory(folder).gzipLabelled(labelled)));
        HttpResponse<byte[]> answer = client.send(client.request(client.downloadLink()));

        assertEquals(labelled, answer.headers().firstValue("Content-Encoding").isPresent());
        assertEquals(labelled ? "application/json" : "application/gzip", header(answer, "Content-Type"));
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertEquals(
                    5,
                    JsonTree.objects(JsonTree.parse(gzip.readAllBytes()).get("members"))
                            .size());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void breaksTransfersAsOrderedAndThenContinues(boolean chunked) throws Exception {
        byte[] large = large();
        AlidaSimulator simulator = start(serving(large).chunked(chunked));
        TestClient client = new TestClient(simulator);
        URI link = client.downloadLink();
        simulator.breakNextTransferAfter(300_000);
        simulator.breakNextTransferAfter(0);

        assertThrows(IOException.class, () -> client.send(client.request(link)));
        assertThrows(IOException.class, () -> client.send(client.request(link)));
        byte[] rest = client.send(client.request(link).header("Range", "bytes=300000-"))
                .body();
        assertArrayEquals(Arrays.copyOfRange(large, 300_000, large.length), rest);
    }

    @Test
    void fallsSilentAsOrderedUntilItIsClosed() throws Exception {
        AlidaSimulator simulator = start(serving(TEN));
        TestClient client = new TestClient(simulator);
        URI link = client.downloadLink();
        simulator.stallNextTransferAfter(4);
        try (InputStream body = client.open(client.request(link))) {
            assertArrayEquals("0123".getBytes(StandardCharsets.US_ASCII), body.readNBytes(4));
            simulator.close();
            assertThrows(IOException.class, body::read);
        }
    }

    @Test
    void givesAReplacedFileAnotherTag() throws Exception {
        AlidaSimulator simulator = start(serving(TEN));
        TestClient client = new TestClient(simulator);
        URI link = client.downloadLink();
        String former = header(client.send(client.request(link)), "ETag");
        simulator.replaceExportFile(
                simulator.batchId(), Files.writeString(folder.resolve("replacement"), "abcdefghij"));
        HttpResponse<byte[]> answer =
                client.send(client.request(link).header("Range", "bytes=3-").header("If-Range", former));

        assertEquals(200, answer.statusCode());
        assertEquals("abcdefghij", text(answer));
        assertNotEquals(former, header(answer, "ETag"));
    }

    @Test
    void failsAsOrdered() throws Exception {
        AlidaSimulator simulator = start(serving(TEN));
        TestClient client = new TestClient(simulator);
        URI link = client.downloadLink();
        simulator.failNext(Resource.OBJECT, 1, 503);

        assertRefused(503, "SlowDown", client.send(client.request(link)));
        assertEquals(200, client.send(client.request(link)).statusCode());
    }

    @Test
    void keepsGeneratedFilesFromOtherUsers() throws Exception {
        AlidaSimulator simulator = start(AlidaSimulator.builder().spoolDirectory(folder));
        Path file = simulator.exportFile(simulator.batchId());
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    private AlidaSimulator.Builder serving(byte[] content) {
        return AlidaSimulator.builder().file(content).spoolDirectory(folder).clock(clock);
    }

    private AlidaSimulator start(AlidaSimulator.Builder builder) throws IOException {
        AlidaSimulator simulator = builder.start();
        started.add(simulator);
        return simulator;
    }

    private static byte[] large() {
        byte[] bytes = new byte[1_000_003];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / 1000);
        }
        return bytes;
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }

    private static void assertRefused(int status, String code, HttpResponse<byte[]> answer) {
        assertEquals(status, answer.statusCode(), () -> text(answer));
        assertTrue(text(answer).contains("<Code>" + code + "</Code>"), () -> text(answer));
    }
}
