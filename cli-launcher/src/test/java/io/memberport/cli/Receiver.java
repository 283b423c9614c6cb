package io.memberport.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.memberport.port.Delays;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A server on this machine that documents are posted to, and that keeps them. */
final class Receiver implements AutoCloseable {

    /** What it does with a request. */
    @FunctionalInterface
    interface Behaviour {
        void answer(HttpExchange exchange, int attempt) throws IOException, InterruptedException;
    }

    /**
     * A request.
     *
     * @param headers by their names in lower case
     * @param content a character for each byte
     */
    record Request(String method, String path, Map<String, String> headers, String content) {

        byte[] body() {
            return content.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger attempts = new AtomicInteger();

    private Receiver(Behaviour behaviour) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            keep(exchange);
            try {
                behaviour.answer(exchange, attempts.incrementAndGet());
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
        server.start();
    }

    private void keep(HttpExchange exchange) throws IOException {
        Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> header.getValue().get(0)));
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1)));
    }

    static Receiver answering(int... statuses) throws IOException {
        return new Receiver((exchange, attempt) ->
                exchange.sendResponseHeaders(statuses[Math.min(attempt, statuses.length) - 1], -1));
    }

    static Receiver redirectingTo(URI other) throws IOException {
        return new Receiver((exchange, attempt) -> {
            exchange.getResponseHeaders().set("Location", other.toString());
            exchange.sendResponseHeaders(307, -1);
        });
    }

    /** One that never ends its answer, which is far longer than what is read of it. */
    static Receiver answeringWithoutEnd() throws IOException {
        return new Receiver((exchange, attempt) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = new byte[64 * 1024];
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 100_000; i++) {
                    out.write(some);
                }
            }
        });
    }

    /** One that takes a request and says nothing. */
    static Receiver hung() throws IOException {
        CountDownLatch[] end = new CountDownLatch[1];
        Receiver receiver = new Receiver((exchange, attempt) -> end[0].await());
        end[0] = receiver.closed;
        return receiver;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Request> requests() {
        return requests;
    }

    /** A clock on which a pause fails for want of a class once this receiver has been asked, and takes no time before. */
    Delays delaysThatFail() {
        return new CommandLineRun.Pauses(duration -> {
            if (!requests.isEmpty()) {
                throw new NoClassDefFoundError("planted");
            }
        });
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
