package io.memberport.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One request and its answer. Every answer goes through here, so that the log is complete before the client reads. */
final class ServedRequest {

    private static final int BODY_LIMIT_BYTES = 1 << 16;

    /** What is shorter than this is sent on a connection of its own. */
    private static final int SHORT_ANSWER_BYTES = 1 << 16;

    private final HttpExchange exchange;
    private final RequestLog log;
    private Resource resource = Resource.UNKNOWN;
    private boolean answered;

    ServedRequest(HttpExchange exchange, RequestLog log) {
        this.exchange = exchange;
        this.log = log;
    }

    void concerns(Resource newResource) {
        resource = newResource;
    }

    boolean isAnswered() {
        return answered;
    }

    String method() {
        return exchange.getRequestMethod();
    }

    /** The path as sent, still encoded. */
    String rawPath() {
        return exchange.getRequestURI().getRawPath();
    }

    /** The path and query as sent, still encoded. */
    String rawTarget() {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null ? rawPath() : rawPath() + '?' + query;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** @throws ApiRefusal if it is larger than any request of this API has reason to be */
    byte[] body() throws IOException {
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(BODY_LIMIT_BYTES + 1);
        if (body.length > BODY_LIMIT_BYTES) {
            throw new ApiRefusal(413, "The request body is larger than " + BODY_LIMIT_BYTES + " bytes.");
        }
        return body;
    }

    void setHeader(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    /** Answers with a small body. */
    void answer(int status, String contentType, byte[] body) throws IOException {
        setHeader("Content-Type", contentType);
        OutputStream out = answerLength(status, body.length);
        if (!isHead()) {
            out.write(body);
        }
        out.close();
    }

    /** Answers without a body. */
    void answerEmpty(int status) throws IOException {
        answerLength(status, 0).close();
    }

    /** Begins an answer whose body has this many bytes; for HEAD, only says so. */
    OutputStream answerLength(int status, long lengthBytes) throws IOException {
        if (isHead()) {
            setHeader("Content-Length", Long.toString(lengthBytes));
        }
        if (lengthBytes > 0 && lengthBytes < SHORT_ANSWER_BYTES) {
            // The JDK's server sends head and body apart, and up to Java 20 with Nagle's algorithm, so that on a kept
            // connection a short body waits 40 ms for an acknowledgement. Closing pushes it out.
            setHeader("Connection", "close");
        }
        record(status);
        exchange.sendResponseHeaders(status, isHead() || lengthBytes == 0 ? -1 : lengthBytes);
        return exchange.getResponseBody();
    }

    /** Begins an answer in chunks. */
    OutputStream answerChunked(int status) throws IOException {
        record(status);
        exchange.sendResponseHeaders(status, isHead() ? -1 : 0);
        return exchange.getResponseBody();
    }

    boolean isHead() {
        return method().equals("HEAD");
    }

    private void record(int status) {
        SortedSet<String> names = new TreeSet<>();
        for (String name : exchange.getRequestHeaders().keySet()) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
        log.add(new ReceivedRequest(resource, method(), rawPath(), names, status));
        answered = true;
    }
}
