package io.memberport.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As much of an object store as an export needs, on the loopback interface: it keeps small objects, checks no signature, and takes
 * parts without keeping them.
 */
final class WarmUpStore implements AutoCloseable {

    private static final String TAG = "\"%08x\"";
    private static final int PRECONDITION_FAILED = 412;

    private final HttpServer server;
    private final Map<String, byte[]> objects = new HashMap<>();

    private WarmUpStore(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.start();
    }

    static WarmUpStore start() throws IOException {
        return new WarmUpStore(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String query = exchange.getRequestURI().getQuery();
            boolean isChunked = exchange.getRequestHeaders().containsKey("x-amz-decoded-content-length");
            answer(exchange, query == null ? "" : query, isChunked ? decoded(body) : body);
        }
    }

    private void answer(HttpExchange exchange, String query, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (exchange.getRequestMethod()) {
            case "POST" -> {
                String tag = query.contains("uploadId=") ? TAG.formatted(query.hashCode()) : "";
                send(exchange, 200, xml("<UploadId>1</UploadId><ETag>" + tag + "</ETag>"), null);
            }
            case "PUT" -> put(exchange, path, query, body);
            case "GET", "HEAD" -> {
                byte[] found = objects.get(path);
                if (path.indexOf('/', 1) < 0 || query.contains("list-type")) {
                    send(exchange, 200, xml("<Name>warm-up</Name><KeyCount>0</KeyCount>"), null);
                } else if (found == null) {
                    send(exchange, 404, xml("<Code>NoSuchKey</Code>"), null);
                } else {
                    send(exchange, 200, found, found);
                }
            }
            default -> send(exchange, 204, new byte[0], null);
        }
    }

    private void put(HttpExchange exchange, String path, String query, byte[] body) throws IOException {
        byte[] there = objects.get(path);
        String expected = exchange.getRequestHeaders().getFirst("If-Match");
        boolean mustBeAbsent = exchange.getRequestHeaders().containsKey("If-None-Match");
        if ((expected != null && !expected.equals(there == null ? null : tag(there)))
                || (mustBeAbsent && there != null)) {
            send(exchange, PRECONDITION_FAILED, xml("<Code>PreconditionFailed</Code>"), null);
            return;
        }
        if (!query.contains("uploadId=")) {
            objects.put(path, body);
        }
        send(exchange, 200, new byte[0], body);
    }

    private static String tag(byte[] content) {
        return TAG.formatted(new String(content, StandardCharsets.ISO_8859_1).hashCode());
    }

    private static byte[] xml(String content) {
        return ("<Answer>" + content + "</Answer>").getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, byte[] body, byte @Nullable [] tagged)
            throws IOException {
        if (tagged != null) {
            exchange.getResponseHeaders().add("ETag", tag(tagged));
        }
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, body.length == 0 || isHead ? -1 : body.length);
        if (body.length > 0 && !isHead) {
            exchange.getResponseBody().write(body);
        }
    }

    /** The chunks of {@code aws-chunked}, without their lengths, signatures and checksums. */
    private static byte[] decoded(byte[] body) {
        String chunks = new String(body, StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int lineEnd = chunks.indexOf("\r\n", at);
            String line = chunks.substring(at, lineEnd);
            int length = Integer.parseInt(line.replaceFirst(";.*", ""), 16);
            if (length == 0) {
                return content.toByteArray();
            }
            content.write(body, lineEnd + 2, length);
            at = lineEnd + 2 + length + 2;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
