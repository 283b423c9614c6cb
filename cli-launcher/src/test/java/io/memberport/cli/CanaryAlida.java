package io.memberport.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for Alida's API, and on another port for the store of the files and a bucket, that has {@linkplain Canary
 * canaries} in all its answers, header and body, and knows which of them a client has brought back. By itself it refuses
 * only the values that are to be put into the bucket.
 */
final class CanaryAlida implements AutoCloseable {

    /** What can be asked for. */
    enum Place {
        TOKEN,
        CREATE,
        STATUS,
        FILE,
        OBJECT,
        BUCKET,
        LISTING,
        UPLOAD,
        PART
    }

    /** What a client has brought. */
    enum Brought {
        CREDENTIALS,
        API_KEY,
        TOKEN,
        SIGNED_LINK,
        AWS_KEY,
        AWS_TOKEN,
        VALUES
    }

    private static final String UPLOAD =
            "<InitiateMultipartUploadResult><UploadId>upload-1</UploadId></InitiateMultipartUploadResult>";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Place, Deque<CanaryReply>> replies = new EnumMap<>(Place.class);
    private final Set<Brought> brought = EnumSet.noneOf(Brought.class);
    private final Set<String> claimed = ConcurrentHashMap.newKeySet();
    private final HttpServer api;
    private final HttpServer store;

    private CanaryAlida() throws IOException {
        api = serve();
        store = serve();
        reply(Place.TOKEN, CanaryReply.json(200, object("access_token", Canary.TOKEN, "token_type", "Bearer")));
        reply(Place.CREATE, CanaryReply.json(201, status("pending")));
        reply(Place.STATUS, CanaryReply.json(200, status("succeeded")));
        reply(Place.FILE, CanaryReply.json(302, object("canary", "canary")).with("Location", signedLink("canary")));
        reply(Place.OBJECT, CanaryReply.file(Canary.EXPORT));
        reply(Place.BUCKET, CanaryReply.of(404, "application/xml", xml("NoSuchKey")));
        reply(
                Place.LISTING,
                CanaryReply.of(
                        200,
                        "application/xml",
                        "<ListBucketResult><Name>panel-bucket</Name><KeyCount>0</KeyCount></ListBucketResult>"));
        reply(Place.UPLOAD, CanaryReply.of(200, "application/xml", UPLOAD));
        reply(Place.PART, bucketRefusal());
        api.start();
        store.start();
    }

    static CanaryAlida start() throws IOException {
        return new CanaryAlida();
    }

    private HttpServer serve() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        return server;
    }

    /** Says what the next requests for something are answered with, the last one from then on. */
    void reply(Place place, CanaryReply... inTurn) {
        synchronized (replies) {
            replies.put(place, new ArrayDeque<>(Arrays.asList(inTurn)));
        }
    }

    String apiUrl() {
        return "http://127.0.0.1:" + api.getAddress().getPort();
    }

    String storeUrl() {
        return "http://127.0.0.1:" + store.getAddress().getPort();
    }

    /** A link that gives the file to every client that has it. */
    String signedLink(String folder) {
        return storeUrl() + "/exports/" + folder + "/export.json?" + Canary.SIGNED_QUERY;
    }

    /**
     * What a server that is angry, or careless, may say back to a client: all that it has been told, and more. Of a link that
     * it quotes, the path may be shown.
     */
    String echo() {
        return Canary.echo() + " Bearer " + Canary.TOKEN + " " + signedLink("panel");
    }

    /** What has been brought so far. */
    Set<Brought> brought() {
        synchronized (brought) {
            return Set.copyOf(brought);
        }
    }

    /** A status document with canaries in all fields that a run has no business with. */
    String status(String status, String... fields) {
        ObjectNode document = JSON.createObjectNode()
                .put("id", "batch-1")
                .put("status", status)
                .put("createDate", "2026-06-01T02:00:00Z")
                .put("createdBy", "canary user")
                .put("lastUpdatedBy", "canary user")
                .put("canary", "canary")
                .put("data", apiUrl() + "/v2/applications/panel/data/members/profiles/files/file-1?canary=canary");
        document.putObject("message").put("artifact", "file-1").put("canary", "canary");
        for (int i = 0; i < fields.length; i += 2) {
            document.put(fields[i], fields[i + 1]);
        }
        return document.toString();
    }

    /** An error document that says back all that it has been told. */
    CanaryReply refusal(int status) {
        return refusal(status, echo());
    }

    /** The same to a client that has no token yet. */
    static CanaryReply refusalOfToken() {
        return refusal(401, Canary.echo());
    }

    private static CanaryReply refusal(int status, String echo) {
        String body = object(
                "message",
                "Not with " + echo,
                "errorId",
                "E-1",
                "developerMessage",
                Canary.VALUE,
                "canary",
                Canary.VALUE);
        return CanaryReply.json(status, body).with("WWW-Authenticate", "Basic realm=\"canary\"");
    }

    /** A refusal of the bucket, which quotes what was signed. */
    static CanaryReply bucketRefusal() {
        return CanaryReply.of(403, "application/xml", xml("InvalidAccessKeyId"));
    }

    private static String xml(String code) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>"
                + Canary.AWS_KEY + " " + Canary.VALUE + "</Message><AWSAccessKeyId>" + Canary.AWS_KEY
                + "</AWSAccessKeyId><StringToSign>x-amz-security-token:" + Canary.AWS_TOKEN
                + "</StringToSign><RequestId>4442587FB7D0A2F9</RequestId></Error>";
    }

    private static String object(String... fields) {
        ObjectNode object = JSON.createObjectNode();
        for (int i = 0; i < fields.length; i += 2) {
            object.put(fields[i], fields[i + 1]);
        }
        return object.toString();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        remember(exchange, new String(body, StandardCharsets.UTF_8));
        try {
            send(exchange, isClaimedAgain(exchange) ? preconditionFailed() : next(placeOf(exchange)));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether an object is to be written on condition that it is absent, though it has been written before. */
    private boolean isClaimedAgain(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("PUT")
                && exchange.getRequestHeaders().containsKey("If-None-Match")
                && !claimed.add(exchange.getRequestURI().getPath());
    }

    private static CanaryReply preconditionFailed() {
        return CanaryReply.of(412, "application/xml", xml("PreconditionFailed"));
    }

    private static Place placeOf(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/exports/")) {
            return Place.OBJECT;
        }
        if (path.startsWith("/panel-bucket")) {
            boolean isPart = exchange.getRequestURI().getQuery() != null
                    && exchange.getRequestURI().getQuery().contains("partNumber=");
            if (method.equals("GET")) {
                return path.matches("/panel-bucket/?") ? Place.LISTING : Place.BUCKET;
            }
            boolean isCheck = method.equals("PUT") && path.endsWith("/_check");
            return isPart ? Place.PART : isCheck ? Place.BUCKET : Place.UPLOAD;
        }
        if (path.endsWith("/token")) {
            return Place.TOKEN;
        }
        if (path.contains("/files/")) {
            return Place.FILE;
        }
        return method.equals("POST") ? Place.CREATE : Place.STATUS;
    }

    private CanaryReply next(Place place) {
        synchronized (replies) {
            Deque<CanaryReply> inTurn = replies.get(place);
            if (inTurn == null || inTurn.isEmpty()) {
                throw new IllegalStateException("no reply at " + place);
            }
            return inTurn.size() > 1 ? inTurn.removeFirst() : inTurn.getFirst();
        }
    }

    private void remember(HttpExchange exchange, String body) {
        String authorization = header(exchange, "Authorization");
        String query = exchange.getRequestURI().getRawQuery();
        synchronized (brought) {
            remember(authorization.equals("Basic " + Canary.basic()), Brought.CREDENTIALS);
            remember(authorization.equals("Bearer " + Canary.TOKEN), Brought.TOKEN);
            remember(authorization.contains("Credential=" + Canary.AWS_KEY + "/"), Brought.AWS_KEY);
            remember(header(exchange, "x-amz-security-token").equals(Canary.AWS_TOKEN), Brought.AWS_TOKEN);
            remember(header(exchange, "x-api-key").equals(Canary.API_KEY), Brought.API_KEY);
            remember(Canary.SIGNED_QUERY.equals(query), Brought.SIGNED_LINK);
            remember(body.contains(Canary.VALUE), Brought.VALUES);
        }
    }

    private void remember(boolean isBrought, Brought what) {
        if (isBrought) {
            brought.add(what);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        @Nullable String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private void send(HttpExchange exchange, CanaryReply reply) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Set-Cookie", Canary.COOKIE);
        exchange.getResponseHeaders().set("ETag", Canary.TAG);
        exchange.getResponseHeaders().set("x-canary", Canary.VALUE.replace("ü", "u"));
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), isHead || body.length == 0 ? -1 : body.length);
        if (!isHead) {
            OutputStream out = exchange.getResponseBody();
            out.write(body, 0, Math.min(body.length, reply.sentBytes()));
            out.flush();
            if (reply.stalls()) {
                closed.await();
            }
        }
        // If that was not all, the connection breaks here.
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        for (HttpServer server : List.of(api, store)) {
            server.stop(0);
        }
        threads.shutdownNow();
    }
}
