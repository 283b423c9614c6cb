package io.memberport.testing.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In front of a server that answers what it was sent. */
@Timeout(60)
class FaultyRouteTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    /** What the server has got to the end: method, target, Host and body. */
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    private HttpServer server;
    private FaultyRoute route;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", this::echo);
        server.start();
        route = FaultyRoute.to(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void end() {
        route.close();
        server.stop(0);
        workers.shutdownNow();
    }

    /** The answer comes in chunks if the target wants that. */
    private void echo(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readAllBytes();
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Host") + " " + new String(body, UTF_8));
            boolean head = exchange.getRequestMethod().equals("HEAD");
            boolean chunks = exchange.getRequestURI().getPath().equals("/chunks");
            exchange.sendResponseHeaders(200, head || body.length == 0 ? -1 : chunks ? 0 : body.length);
            if (!head && body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(route.endpoint() + target)).timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<String> put(String target, String body) throws Exception {
        return client.send(request(target).PUT(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private List<Integer> statuses() {
        return route.exchanges().stream()
                .map(exchange -> exchange.status().orElse(0))
                .toList();
    }

    @Test
    void forwardsRequestsAsTheyAre() throws Exception {
        HttpResponse<String> answer = put("/bucket/a%20key?partNumber=1&uploadId=x%2Fy", "body");

        assertEquals("body", answer.body());
        assertEquals(
                List.of("PUT /bucket/a%20key?partNumber=1&uploadId=x%2Fy "
                        + route.endpoint().getAuthority() + " body"),
                List.copyOf(received));
        RequestLine line = route.exchanges().get(0).request();
        assertEquals("/bucket/a%20key", line.path());
        assertEquals("partNumber=1&uploadId=x%2Fy", line.query());
        assertEquals("", new RequestLine("GET", "/").query());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chunks", "/length"})
    void forwardsBodiesOfUnknownLength(String target) throws Exception {
        byte[] body = "0123456789".repeat(100_000).getBytes(UTF_8);
        HttpRequest request = request(target)
                .PUT(BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(List.of(body, body))))
                .build();

        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());

        assertEquals(2 * body.length, answer.body().length);
        assertEquals(List.of(200), statuses());
    }

    @Test
    void asksBeforeTheBodyIsSent() throws Exception {
        HttpRequest request = request("/key")
                .expectContinue(true)
                .PUT(BodyPublishers.ofString("body"))
                .build();

        assertEquals("body", client.send(request, BodyHandlers.ofString()).body());
    }

    /** By hand, because the JDK's client waits for ever for the consent. */
    @Test
    void refusesBeforeTheBodyIsSent() throws IOException {
        route.add(RequestLine.having("PUT", "/key"), Fault.answer(503, "SlowDown"));

        String answer = answersTo("PUT /key HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 503 ") && answer.contains("\r\nConnection: close\r\n"), answer);
        assertEquals(List.of(), List.copyOf(received));
    }

    /** What comes on one connection until the route ends it. */
    private String answersTo(String requests) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), route.endpoint().getPort())) {
            socket.getOutputStream().write(requests.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    @Test
    void keepsTheConnectionForTheNextRequest() throws IOException {
        route.add(RequestLine.having("PUT", "/refused"), Fault.answer(500, "InternalError"));

        String answers = answersTo("PUT /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody"
                + "HEAD /refused HTTP/1.1\r\nHost: b\r\n\r\n"
                + "PUT /chunks HTTP/1.1\r\nHost: c\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "2\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n"
                + "PUT /last HTTP/1.1\r\nHost: d\r\nContent-Length: 3\r\nConnection: close\r\n\r\nend");

        assertTrue(answers.endsWith("\r\n\r\nend"), answers);
        assertEquals(List.of("HEAD /refused b ", "PUT /chunks c body", "PUT /last d end"), List.copyOf(received));
        assertEquals(List.of(500, 200, 200, 200), statuses());
    }

    @Test
    void answersHeadWithoutADocument() throws IOException {
        route.add(RequestLine.having("HEAD", "/"), 1, Fault.answer(404, "NoSuchKey"));

        String answer = answersTo("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 404 ") && answer.endsWith("\r\n\r\n"), answer);
    }

    @Test
    void answersAnErrorAsOftenAsTold() throws Exception {
        Rule rule = route.add(RequestLine.having("PUT", "partNumber="), 2, Fault.answer(503, "SlowDown"));

        assertTrue(put("/key?partNumber=1", "one").body().contains("<Code>SlowDown</Code>"));
        assertEquals(200, put("/key", "other").statusCode());
        assertEquals(503, put("/key?partNumber=1", "two").statusCode());
        assertEquals(200, put("/key?partNumber=1", "three").statusCode());

        assertEquals(2, rule.applied());
        assertEquals(2, received.size());
        assertEquals(List.of(503, 200, 503, 200), statuses());
    }

    @Test
    void followsTheFirstRuleThatHolds() throws Exception {
        Rule first = route.add(RequestLine.having("PUT", "/key"), 1, Fault.answer(500, "InternalError"));
        Rule second = route.add(RequestLine.having("PUT", "/"), Fault.answer(403, "AccessDenied"));

        assertEquals(500, put("/key", "").statusCode());
        assertEquals(403, put("/key", "").statusCode());
        second.end();
        assertEquals(200, put("/key", "").statusCode());
        assertEquals(1, first.applied());
        assertEquals(1, second.applied());
    }

    @Test
    void countsWhatItLeavesAlone() throws Exception {
        Rule rule = route.add(RequestLine.having("PUT", "/key"), Fault.none());

        assertEquals("body", put("/key", "body").body());
        assertEquals(200, put("/other", "body").statusCode());

        assertEquals(1, rule.applied());
        rule.awaitApplied(1, Duration.ZERO);
        assertThrows(IllegalStateException.class, () -> rule.awaitApplied(2, Duration.ofMillis(1)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cutsARequest(boolean withLength) {
        route.add(RequestLine.having("PUT", "/key"), Fault.cutAfter(100_000));
        HttpRequest.BodyPublisher body = BodyPublishers.ofString("x".repeat(1_000_000));
        HttpRequest request = request("/key")
                .PUT(withLength ? body : BodyPublishers.fromPublisher(body))
                .build();

        assertThrows(IOException.class, () -> client.send(request, BodyHandlers.ofString()));

        assertEquals(List.of(), List.copyOf(received));
        assertTrue(statuses().stream().allMatch(status -> status == 0));
    }

    @Test
    void losesTheAnswerToWhatHasBeenDone() {
        Rule rule = route.add(RequestLine.having("PUT", "/key"), Fault.loseAnswer());

        assertThrows(IOException.class, () -> put("/key", "body"));

        assertEquals(rule.applied(), received.size());
        assertEquals(0, statuses().get(0));
    }

    @Test
    void holdsAnAnswerThatTheServerHasGiven() throws Exception {
        Rule rule = route.add(RequestLine.having("PUT", "/key"), Fault.holdAnswer(LONG));
        HttpRequest impatient = request("/key")
                .PUT(BodyPublishers.ofString("body"))
                .timeout(SHORT)
                .build();

        assertThrows(HttpTimeoutException.class, () -> client.send(impatient, BodyHandlers.ofString()));

        assertEquals("PUT /key " + route.endpoint().getAuthority() + " body", received.poll(30, TimeUnit.SECONDS));
        assertEquals(1, rule.applied());
        assertEquals(List.of(0), statuses());
    }

    @Test
    void holdsARequestFromTheServer() throws Exception {
        Rule rule = route.add(RequestLine.having("PUT", "/key"), Fault.holdRequest(LONG));
        CompletableFuture<HttpResponse<String>> waiting = client.sendAsync(
                request("/key").PUT(BodyPublishers.ofString("body")).build(), BodyHandlers.ofString());
        rule.awaitApplied(1, Duration.ofSeconds(30));

        route.close();

        assertThrows(Exception.class, waiting::join);
        assertEquals(List.of(), List.copyOf(received));
    }

    @Test
    void givesInTheEndWhatItHolds() throws Exception {
        route.add(RequestLine.having("PUT", "/request"), Fault.holdRequest(SHORT));
        route.add(RequestLine.having("PUT", "/answer"), Fault.holdAnswer(SHORT));

        long startNanos = System.nanoTime();
        assertEquals("body", put("/request", "body").body());
        assertEquals("body", put("/answer", "body").body());

        assertTrue(System.nanoTime() - startNanos >= 2 * SHORT.toNanos());
    }

    @Test
    void servesManyAtOnce() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(client.sendAsync(
                    request("/key?" + i)
                            .PUT(BodyPublishers.ofString("body " + i))
                            .build(),
                    BodyHandlers.ofString()));
        }
        for (int i = 0; i < 50; i++) {
            assertEquals("body " + i, answers.get(i).get().body());
        }
    }

    @Test
    void answersNothingForAServerThatIsGone() {
        server.stop(0);

        assertThrows(IOException.class, () -> put("/key", "body"));
    }

    @Test
    void isGoneWhenClosed() throws Exception {
        put("/key", "body");

        route.close();
        route.close();

        assertThrows(ConnectException.class, () -> put("/key", "body"));
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("faulty-route")) {
                // It has nothing left to do, but may not have got to its end yet.
                thread.join(Duration.ofSeconds(30).toMillis());
                assertFalse(thread.isAlive());
            }
        }
    }
}
