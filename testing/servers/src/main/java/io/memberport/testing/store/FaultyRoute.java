package io.memberport.testing.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A way to a server of HTTP/1.1 on which faults happen to requests, as a test wants them. Without a rule it forwards
 * requests and answers byte for byte, the Host field too, which is part of what S3's clients sign.
 *
 * <p>It listens on the loopback interface only. Its threads keep no virtual machine alive. Safe for use by several threads.
 */
public final class FaultyRoute implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    /** More than a client has. What is beyond is refused rather than left to wait for ever. */
    private static final int MOST_CONNECTIONS = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final ThreadPoolExecutor threads;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Journal journal = new Journal();

    private FaultyRoute(InetSocketAddress server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
        this.threads = new ThreadPoolExecutor(
                0, MOST_CONNECTIONS + 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), FaultyRoute::daemon);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "faulty-route");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Opens a way to a server, which need not run yet. While it does not, connections end without an answer.
     *
     * @param server with the scheme http and a port, such as {@link ObjectStore#endpoint}
     * @throws UncheckedIOException if there is no port to listen on
     */
    public static FaultyRoute to(URI server) {
        try {
            ServerSocket listener = new ServerSocket(0, MOST_CONNECTIONS, InetAddress.getByAddress(LOOPBACK));
            FaultyRoute route = new FaultyRoute(new InetSocketAddress(server.getHost(), server.getPort()), listener);
            route.threads.execute(route::acceptConnections);
            return route;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What clients take for the server's address; the same until it is closed. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /**
     * From now on a fault happens to some requests. Of several rules for one request the first one counts that still holds.
     *
     * @param times how often it happens
     */
    public Rule add(Predicate<RequestLine> which, int times, Fault fault) {
        Rule rule = new Rule(which, times, fault);
        rules.add(rule);
        return rule;
    }

    /** From now on a fault happens to some requests, until the rule is ended. */
    public Rule add(Predicate<RequestLine> which, Fault fault) {
        return add(which, Integer.MAX_VALUE, fault);
    }

    /** The requests that have come so far, in their order. */
    public List<Exchange> exchanges() {
        return journal.exchanges();
    }

    /**
     * Ends all connections and what happens on them. A second call does nothing.
     *
     * @throws IllegalStateException if one does not end
     */
    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
            threads.shutdown();
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("There are still " + threads.getActiveCount() + " connections");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptConnections() {
        while (!isClosed()) {
            try {
                serve(listener.accept());
            } catch (IOException gone) {
                // The client, or the route itself.
            }
        }
    }

    private void serve(Socket client) throws IOException {
        keep(client);
        try {
            threads.execute(new RouteConnection(this, client));
        } catch (RejectedExecutionException tooMany) {
            release(client);
        }
    }

    Socket connectToServer() throws IOException {
        Socket socket = new Socket();
        keep(socket);
        try {
            socket.connect(server);
            return socket;
        } catch (IOException e) {
            release(socket);
            throw e;
        }
    }

    /** Has it closed when the route is. */
    private void keep(Socket socket) throws IOException {
        sockets.add(socket);
        if (isClosed()) {
            release(socket);
            throw new IOException("closed");
        }
        socket.setTcpNoDelay(true);
    }

    void release(Socket socket) throws IOException {
        sockets.remove(socket);
        socket.close();
    }

    Fault faultFor(RequestLine request) {
        return rules.stream()
                .filter(rule -> rule.takes(request))
                .findFirst()
                .map(Rule::fault)
                .orElseGet(Fault::none);
    }

    Journal journal() {
        return journal;
    }

    /** Waits, and no longer than until the route is closed. */
    void pause(Duration duration) throws IOException {
        try {
            if (closed.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }
}
