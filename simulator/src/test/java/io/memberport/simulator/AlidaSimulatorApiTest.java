package io.memberport.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.simulator.generator.ExportGenerator;
import io.memberport.simulator.generator.JsonTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlidaSimulatorApiTest {

    private static final ExportGenerator.Spec SPEC =
            ExportGenerator.Spec.builder().members(20).variables(12).seed(3).build();

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-07-01T03:00:00.250Z"));
    private final List<AlidaSimulator> started = new ArrayList<>();

    @AfterEach
    void close() {
        started.forEach(AlidaSimulator::close);
    }

    @Test
    void walksFromTokenToFile() throws Exception {
        AlidaSimulator simulator = start(builder().looks(2, 1));
        TestClient client = new TestClient(simulator);
        String token = client.token();

        List<Object> seen = new ArrayList<>();
        for (int look = 0; look < 5; look++) {
            seen.add(TestClient.text(client.status(token, simulator.batchId()), "status"));
        }
        assertEquals(List.of("pending", "pending", "running", "succeeded", "succeeded"), seen);

        HttpResponse<byte[]> redirect = client.file(token, simulator.batchId());
        assertEquals(302, redirect.statusCode());
        URI link = URI.create(redirect.headers().firstValue("Location").orElseThrow());
        assertNotEquals(simulator.apiUrl().getPort(), link.getPort());
        HttpResponse<byte[]> download = client.send(client.request(link));

        assertEquals(200, download.statusCode());
        assertArrayEquals(generated(SPEC), download.body());
        assertArrayEquals(Files.readAllBytes(simulator.exportFile(simulator.batchId())), download.body());
        assertEquals(0, simulator.credentialsSeenByStore());
    }

    @Test
    void givesTheDocumentedStatusDocument() throws Exception {
        AlidaSimulator simulator = start(builder().looks(0, 0));
        TestClient client = new TestClient(simulator);
        String token = client.token();
        Map<String, Object> status = client.status(token, simulator.batchId());

        assertEquals(
                Set.of(
                        "id",
                        "status",
                        "createDate",
                        "createdBy",
                        "lastUpdateDate",
                        "lastUpdatedBy",
                        "message",
                        "errorMessage",
                        "data"),
                status.keySet());
        Object artifact = JsonTree.object(status.get("message")).get("artifact");
        assertTrue(TestClient.text(status, "data").endsWith("/data/members/profiles/files/" + artifact));
        assertEquals(clock.instant(), Instant.parse(TestClient.text(status, "createDate")));
    }

    @Test
    void createsAnIncrementalExport() throws Exception {
        AlidaSimulator simulator = start(builder().looks(0, 0));
        TestClient client = new TestClient(simulator);
        String token = client.token();
        HttpResponse<byte[]> created = client.create(token, "{\"sinceDatetime\":\"2026-06-30T00:00:00Z\"}");
        String batchId = TestClient.text(TestClient.json(created), "id");
        client.fileLink(token, batchId);
        Map<String, Object> export = JsonTree.parse(Files.readAllBytes(simulator.exportFile(batchId)));

        assertEquals(201, created.statusCode());
        assertNotEquals(simulator.batchId(), batchId);
        assertEquals(batchId, export.get("id"));
        assertEquals(Map.of("sinceDatetime", "2026-06-30T00:00:00Z"), export.get("exportOptions"));
        assertEquals("2026-07-01T03:00:00Z", export.get("exportDate"));
        int members = JsonTree.objects(export.get("members")).size();
        assertTrue(members > 0 && members < 20, () -> members + " members changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"sinceDatetime\":null}"})
    void createsAFullExport(String body) throws Exception {
        AlidaSimulator simulator = start(builder());
        TestClient client = new TestClient(simulator);
        String batchId = TestClient.text(TestClient.json(client.create(client.token(), body)), "id");
        Map<String, Object> export = JsonTree.parse(Files.readAllBytes(simulator.exportFile(batchId)));

        assertEquals(Map.of(), export.get("exportOptions"));
        assertEquals(20, JsonTree.objects(export.get("members")).size());
    }

    @Test
    void servesAGivenFileAsItIs() throws Exception {
        Path file = Files.write(folder.resolve("odd.json"), new byte[] {'{', 0, 'x'});
        AlidaSimulator simulator = start(builder().file(file));
        TestClient client = new TestClient(simulator);
        String created = TestClient.text(TestClient.json(client.create(client.token(), "{}")), "id");

        assertEquals(simulator.batchId(), created);
        assertArrayEquals(
                new byte[] {'{', 0, 'x'},
                client.send(client.request(client.downloadLink())).body());
        simulator.close();
        assertTrue(Files.exists(file));
    }

    @Test
    void reportsAFailedExport() throws Exception {
        AlidaSimulator simulator = start(builder().looks(0, 0).failWith("The disk is full."));
        TestClient client = new TestClient(simulator);
        Map<String, Object> status = client.status(client.token(), simulator.batchId());

        assertEquals("failed", status.get("status"));
        assertEquals("The disk is full.", status.get("errorMessage"));
        assertNull(status.get("data"));
    }

    @Test
    void endsInAnUndocumentedStatusIfConfigured() throws Exception {
        AlidaSimulator simulator = start(builder().looks(0, 0).finalStatus("paused"));
        TestClient client = new TestClient(simulator);

        assertEquals(
                "paused", client.status(client.token(), simulator.batchId()).get("status"));
    }

    @ParameterizedTest
    @EnumSource(RedirectHeader.class)
    void putsTheLinkWhereTold(RedirectHeader header) throws Exception {
        AlidaSimulator simulator = start(builder().redirectHeader(header).redirectStatus(307));
        TestClient client = new TestClient(simulator);
        HttpResponse<byte[]> answer = client.file(client.token(), simulator.batchId());
        List<String> location = answer.headers().allValues("Location");
        List<String> locations = answer.headers().allValues("Locations");

        assertEquals(307, answer.statusCode());
        assertEquals(header == RedirectHeader.LOCATIONS, location.isEmpty());
        assertEquals(header == RedirectHeader.LOCATION, locations.isEmpty());
        assertEquals(header == RedirectHeader.BOTH, location.equals(locations));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 301, 302, 303, 307, 308})
    void sendsTheLinkWithTheStatusTold(int status) throws Exception {
        AlidaSimulator simulator = start(builder().redirectStatus(status));
        TestClient client = new TestClient(simulator);

        assertEquals(status, client.file(client.token(), simulator.batchId()).statusCode());
        assertEquals(200, client.send(client.request(client.downloadLink())).statusCode());
    }

    @Test
    void linksWithinItsOwnOriginWhenTold() throws Exception {
        AlidaSimulator simulator = start(builder().delivery(Delivery.RELATIVE_REDIRECT));
        TestClient client = new TestClient(simulator);
        HttpResponse<byte[]> answer = client.file(client.token(), simulator.batchId());

        assertTrue(answer.headers().firstValue("Location").orElseThrow().startsWith("/"));
        assertArrayEquals(
                generated(SPEC),
                client.send(client.request(client.downloadLink())).body());
    }

    @Test
    void answersWithTheFileItselfWhenTold() throws Exception {
        AlidaSimulator simulator = start(builder().delivery(Delivery.DIRECT));
        TestClient client = new TestClient(simulator);
        HttpResponse<byte[]> answer = client.file(client.token(), simulator.batchId());

        assertEquals(200, answer.statusCode());
        assertArrayEquals(generated(SPEC), answer.body());
    }

    @Test
    void refusesATokenWithoutTheRightCredentials() throws Exception {
        AlidaSimulator simulator = start(builder());
        TestClient client = new TestClient(simulator);
        String form = "grant_type=client_credentials";
        String id = simulator.clientId();
        String secret = simulator.clientSecret();

        assertError(401, client.send(client.tokenRequest(id, secret + "x", form)));
        assertError(401, client.send(client.tokenRequest("nobody", secret, form)));
        assertError(400, client.send(client.tokenRequest(id, secret, "grant_type=password")));
        assertError(
                400, client.send(client.tokenRequest(id, secret, form).setHeader("Content-Type", "application/json")));
        assertError(403, client.send(client.tokenRequest(id, secret, form).setHeader("x-api-key", "wrong")));
        assertError(
                401, client.send(client.tokenRequest(id, secret, form).setHeader("Authorization", "Basic \u00A1!")));
        assertError(405, client.send(client.tokenRequest(id, secret, form).GET()));
    }

    @Test
    void takesCredentialsInFormEncodingToo() throws Exception {
        AlidaSimulator simulator = start(builder().credentials("a b", "c:d/e", "key"));
        TestClient client = new TestClient(simulator);
        String form = "grant_type=client_credentials";

        assertEquals(200, client.send(client.tokenRequest("a b", "c:d/e", form)).statusCode());
        assertEquals(
                200, client.send(client.tokenRequest("a+b", "c%3Ad%2Fe", form)).statusCode());
    }

    @Test
    void refusesCallsWithoutTheRightCredentials() throws Exception {
        AlidaSimulator simulator = start(builder());
        TestClient client = new TestClient(simulator);
        String path = client.batchPath() + '/' + simulator.batchId();
        String token = client.token();

        assertError(403, client.send(client.request(path).header("Authorization", "Bearer " + token)));
        assertError(403, client.send(client.authorized(path, token).setHeader("x-api-key", "wrong")));
        assertError(401, client.send(client.request(path).header("x-api-key", simulator.apiKey())));
        assertError(401, client.send(client.authorized(path, token + "0")));
        assertError(401, client.send(client.authorized(path, "9" + token)));
        assertError(401, client.send(client.authorized(path, "no.token.at.all")));
    }

    @Test
    void refusesATokenThatHasExpiredOrWasRevoked() throws Exception {
        AlidaSimulator simulator = start(builder().tokenLifetime(Duration.ofMinutes(10)));
        TestClient client = new TestClient(simulator);
        String path = client.batchPath() + '/' + simulator.batchId();
        String token = client.token();

        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertEquals(200, client.send(client.authorized(path, token)).statusCode());
        clock.advance(Duration.ofMillis(1));
        assertError(401, client.send(client.authorized(path, token)));

        String renewed = client.token();
        assertEquals(200, client.send(client.authorized(path, renewed)).statusCode());
        simulator.revokeTokens();
        assertError(401, client.send(client.authorized(path, renewed)));
        assertEquals(200, client.send(client.authorized(path, client.token())).statusCode());
    }

    @Test
    void knowsNoOtherResources() throws Exception {
        AlidaSimulator simulator = start(builder());
        TestClient client = new TestClient(simulator);
        String token = client.token();
        String batch = client.batchPath();

        assertError(404, client.send(client.authorized(batch + "/unknown", token)));
        assertError(404, client.send(client.authorized(batch.replace("/batch", "/files/unknown"), token)));
        assertError(404, client.send(client.authorized(batch.replace("demo", "other") + "/x", token)));
        assertError(404, client.send(client.authorized("/v2/applications", token)));
        assertError(404, client.send(client.authorized(batch + '/' + simulator.batchId() + '/', token)));
    }

    @Test
    void knowsNoOtherMethods() throws Exception {
        AlidaSimulator simulator = start(builder());
        TestClient client = new TestClient(simulator);
        String token = client.token();
        HttpResponse<byte[]> answer = client.send(client.authorized(client.batchPath(), token));

        assertError(405, answer);
        assertEquals("POST", answer.headers().firstValue("Allow").orElseThrow());
        HttpRequest.Builder delete = client.authorized(client.batchPath() + '/' + simulator.batchId(), token);
        assertError(405, client.send(delete.DELETE()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{}{}",
                "null",
                "{\"sinceDatetime\":5}",
                "{\"sinceDatetime\":\"yesterday\"}",
                "{\"sinceDatetime\":\"2026-01-01\"}",
                "{\"since\":\"2026-01-01T00:00:00Z\"}",
                "{\"sinceDatetime\":null,\"sinceDatetime\":null}",
            })
    void refusesAMalformedRequestForAnExport(String body) throws Exception {
        AlidaSimulator simulator = start(builder());
        TestClient client = new TestClient(simulator);

        assertError(400, client.create(client.token(), body));
    }

    @Test
    void refusesARequestForAnExportOfAnotherType() throws Exception {
        AlidaSimulator simulator = start(builder());
        TestClient client = new TestClient(simulator);
        HttpRequest.Builder request = client.authorized(client.batchPath(), client.token())
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}"));

        assertError(400, client.send(request));
    }

    @Test
    void findsACommunityWhoseNameNeedsEncoding() throws Exception {
        AlidaSimulator simulator = start(builder().community("a b/c+\u00E4").looks(0, 0));
        TestClient client = new TestClient(simulator);
        String path = "/v2/applications/a%20b%2Fc+%C3%A4/data/members/profiles/batch/" + simulator.batchId();
        HttpResponse<byte[]> answer = client.send(client.authorized(path, client.token()));

        assertEquals(200, answer.statusCode());
        assertTrue(TestClient.text(TestClient.json(answer), "data").contains("/applications/a%20b%2Fc%2B%C3%A4/"));
    }

    @Test
    void failsAsOrderedAndThenRecovers() throws Exception {
        AlidaSimulator simulator = start(builder());
        TestClient client = new TestClient(simulator);
        String path = client.batchPath() + '/' + simulator.batchId();
        String token = client.token();
        simulator.failNext(Resource.STATUS, 2, 503);
        simulator.failNext(Resource.STATUS, 1, 429, Duration.ofSeconds(7));

        assertError(503, client.send(client.authorized(path, token)));
        assertError(503, client.send(client.authorized(path, token)));
        HttpResponse<byte[]> limited = client.send(client.authorized(path, token));
        assertError(429, limited);
        assertEquals("7", limited.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(200, client.send(client.authorized(path, token)).statusCode());
    }

    @Test
    void keepsALogWithoutSecrets() throws Exception {
        AlidaSimulator simulator = start(builder());
        TestClient client = new TestClient(simulator);
        client.send(client.request(client.downloadLink()));
        List<ReceivedRequest> requests = simulator.requests();

        assertEquals(
                List.of(
                        Resource.TOKEN,
                        Resource.STATUS,
                        Resource.STATUS,
                        Resource.STATUS,
                        Resource.FILE,
                        Resource.OBJECT),
                requests.stream().map(ReceivedRequest::resource).toList());
        assertEquals(
                List.of(200, 200, 200, 200, 302, 200),
                requests.stream().map(ReceivedRequest::status).toList());
        assertTrue(requests.get(0).headerNames().contains("authorization"));
        assertFalse(requests.get(5).headerNames().contains("authorization"));
        for (String secret : List.of(simulator.clientSecret(), simulator.apiKey(), "Signature")) {
            assertFalse(requests.toString().contains(secret));
        }
    }

    @Test
    void refusesToBeWhatItCannotBe() {
        AlidaSimulator.Builder builder = builder();

        assertThrows(IllegalArgumentException.class, () -> builder.redirectStatus(404));
        assertThrows(IllegalArgumentException.class, () -> builder.looks(-1, 0));
    }

    @Test
    void saysWhyItCannotServeAFile() throws Exception {
        AlidaSimulator simulator = start(builder().looks(0, 0).file(folder.resolve("absent")));
        TestClient client = new TestClient(simulator);
        HttpResponse<byte[]> answer =
                client.send(client.authorized(client.batchPath() + '/' + simulator.batchId(), client.token()));

        assertEquals(500, answer.statusCode());
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        assertTrue(body.contains("\"message\":\"The simulator cannot write the export file"), body);
    }

    @Test
    void leavesNothingBehind() throws Exception {
        AlidaSimulator simulator = start(builder());
        TestClient client = new TestClient(simulator);
        client.send(client.request(client.downloadLink()));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
        simulator.close();
        simulator.close();

        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("memberport-simulator-")));
    }

    @Test
    void leavesNothingBehindWhenAPortIsTaken() throws Exception {
        AlidaSimulator simulator = start(builder());
        int taken = simulator.apiUrl().getPort();
        simulator.close();
        AlidaSimulator holder = start(builder().apiPort(taken));

        assertThrows(IOException.class, () -> builder().storePort(taken).start());
        holder.close();
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    private AlidaSimulator.Builder builder() {
        return AlidaSimulator.builder().export(SPEC).spoolDirectory(folder).clock(clock);
    }

    private AlidaSimulator start(AlidaSimulator.Builder builder) throws IOException {
        AlidaSimulator simulator = builder.start();
        started.add(simulator);
        return simulator;
    }

    private static byte[] generated(ExportGenerator.Spec spec) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportGenerator.of(spec).writeTo(out);
        return out.toByteArray();
    }

    private static void assertError(int status, HttpResponse<byte[]> answer) throws IOException {
        assertEquals(status, answer.statusCode());
        Map<String, Object> error = TestClient.json(answer);
        assertEquals(Set.of("status", "message", "developerMessage", "errorId"), error.keySet());
        assertEquals(new JsonTree.Digits(Integer.toString(status)), error.get("status"));
        assertFalse(TestClient.text(error, "errorId").isEmpty());
    }
}
