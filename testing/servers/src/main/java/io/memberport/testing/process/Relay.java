package io.memberport.testing.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * Passes what comes through a socket on to another port of this machine, byte for byte: in front of a server, or as a real
 * HTTP proxy that makes connections.
 */
public final class Relay implements AutoCloseable {

    private static final String DEMAND = "407 Needed\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0";

    private final ServerSocket listener;
    private final int target;
    private final boolean isProxy;
    private final Predicate<String> allows;
    private final String refusal;
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private Relay(ServerSocket listener, int target, boolean isProxy, Predicate<String> allows, String refusal) {
        this.listener = listener;
        this.target = target;
        this.isProxy = isProxy;
        this.allows = allows;
        this.refusal = refusal;
        start(() -> {
            while (true) {
                Socket socket = listener.accept();
                start(() -> serve(socket));
            }
        });
    }

    /** In front of a server: takes the encryption off, if the socket is one with TLS. */
    public static Relay to(URI server, ServerSocket listener) {
        return new Relay(listener, server.getPort(), false, head -> true, "");
    }

    /** A proxy that makes connections to one port, whatever host it is asked for. */
    public static Relay proxyTo(int port) throws IOException {
        return new Relay(listener(), port, true, head -> true, "");
    }

    /** The same, if it gets credentials; otherwise it asks for them. */
    public static Relay demandingProxyTo(int port) throws IOException {
        return new Relay(listener(), port, true, head -> head.contains("Proxy-Authorization: "), DEMAND);
    }

    /**
     * A proxy that makes no connection.
     *
     * @param refusal status and header fields of its answer
     */
    public static Relay refusingProxy(String refusal) throws IOException {
        return new Relay(listener(), 0, true, head -> false, refusal);
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException closed) {
                // One side has hung up, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket client) throws IOException {
        open.add(client);
        while (isProxy) {
            String head = head(client.getInputStream());
            requests.add(head);
            boolean isAllowed = allows.test(head);
            client.getOutputStream()
                    .write(("HTTP/1.1 " + (isAllowed ? "200 OK" : refusal) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            if (isAllowed) {
                break;
            }
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(server);
        start(() -> pass(client, server));
        pass(server, client);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client has hung up");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    /** What the proxy was asked. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
