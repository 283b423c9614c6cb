package io.memberport.simulator;

import io.memberport.simulator.generator.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/** A plain client of the simulated API, on the JDK's HTTP client. Follows no redirects. */
final class TestClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AlidaSimulator simulator;
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    TestClient(AlidaSimulator simulator) {
        this.simulator = simulator;
    }

    HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(PATIENCE);
    }

    HttpRequest.Builder request(String path) {
        return request(URI.create(simulator.apiUrl() + path));
    }

    /** A request with the API's credentials. */
    HttpRequest.Builder authorized(String path, String token) {
        return request(path).header("x-api-key", simulator.apiKey()).header("Authorization", "Bearer " + token);
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Sends a request and gives the body while it arrives. */
    InputStream open(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    HttpRequest.Builder tokenRequest(String clientId, String clientSecret, String form) {
        String basic =
                Base64.getEncoder().encodeToString((clientId + ':' + clientSecret).getBytes(StandardCharsets.UTF_8));
        return request("/oauth2/token")
                .header("x-api-key", simulator.apiKey())
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    String token() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                send(tokenRequest(simulator.clientId(), simulator.clientSecret(), "grant_type=client_credentials"));
        return text(json(answer), "access_token");
    }

    HttpResponse<byte[]> create(String token, String body) throws IOException, InterruptedException {
        return send(authorized(batchPath(), token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    Map<String, Object> status(String token, String batchId) throws IOException, InterruptedException {
        return json(send(authorized(batchPath() + '/' + batchId, token)));
    }

    /** Looks until the batch has succeeded and gives the link to its file. */
    URI fileLink(String token, String batchId) throws IOException, InterruptedException {
        Map<String, Object> status = status(token, batchId);
        for (int look = 0; look < 100 && !"succeeded".equals(status.get("status")); look++) {
            status = status(token, batchId);
        }
        return URI.create(text(status, "data"));
    }

    HttpResponse<byte[]> file(String token, String batchId) throws IOException, InterruptedException {
        URI link = fileLink(token, batchId);
        return send(request(link).header("x-api-key", simulator.apiKey()).header("Authorization", "Bearer " + token));
    }

    /** The signed link to the file of the batch that is there from the start. */
    URI downloadLink() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = file(token(), simulator.batchId());
        return simulator
                .apiUrl()
                .resolve(answer.headers().firstValue("Location").orElseThrow());
    }

    String batchPath() {
        return "/v2/applications/" + simulator.community() + "/data/members/profiles/batch";
    }

    static Map<String, Object> json(HttpResponse<byte[]> answer) throws IOException {
        return JsonTree.parse(answer.body());
    }

    static String text(Map<String, Object> object, String field) {
        return (String) Objects.requireNonNull(object.get(field), field);
    }
}
