package io.memberport.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that only this machine reaches. */
final class LoopbackServer implements AutoCloseable {

    /** Answers calls, several at a time. */
    @FunctionalInterface
    interface Handler {
        void handle(ServedRequest call) throws IOException;
    }

    private static final int THREADS = 8;
    private static final int BACKLOG = 128;
    private static final int CLOSE_SECONDS = 10;

    private final HttpServer server;
    private final ExecutorService threads;
    private final RequestLog log;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LoopbackServer(HttpServer server, ExecutorService threads, RequestLog log) {
        this.server = server;
        this.threads = threads;
        this.log = log;
    }

    /**
     * Binds the port; nothing is answered before {@link #start}.
     *
     * @param port 0 for any free one
     */
    static LoopbackServer bind(String name, int port, RequestLog log) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, "memberport-simulator-" + name + '-' + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, factory);
        server.setExecutor(threads);
        return new LoopbackServer(server, threads, log);
    }

    /** Gives the paths that begin so to a handler; the longest such beginning wins. */
    void handle(String pathPrefix, Handler handler) {
        server.createContext(pathPrefix, exchange -> run(exchange, handler));
    }

    void start() {
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    static void setRetryAfter(ServedRequest call, PlannedFaults.Fault fault) {
        if (fault.retryAfter() != null) {
            call.setHeader("Retry-After", Long.toString(fault.retryAfter().toSeconds()));
        }
    }

    private void run(HttpExchange exchange, Handler handler) throws IOException {
        ServedRequest call = new ServedRequest(exchange, log);
        try {
            handler.handle(call);
        } catch (RuntimeException e) {
            if (call.isAnswered()) {
                throw e;
            }
            String text = e instanceof UncheckedIOException
                    ? String.valueOf(e.getMessage())
                    : "The simulator has a mistake: " + e.getClass().getName() + " in handling this request.";
            call.answer(500, "text/plain", text.getBytes(StandardCharsets.UTF_8));
        }
        // Not closed on failure: closing would end a chunked body as if it were complete. The server drops the
        // connection of a handler that throws.
        exchange.close();
    }

    /** Ends running calls too, and returns when they have ended. Idempotent. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
