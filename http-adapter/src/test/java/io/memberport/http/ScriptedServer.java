package io.memberport.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A real HTTP server on loopback that answers as a test says, well-behaved or not, and remembers what it was asked, byte
 * for byte.
 */
final class ScriptedServer implements AutoCloseable {

    private final String scheme;
    private final ServerSocket listener;
    private final Map<String, Deque<Reply>> script = new ConcurrentHashMap<>();
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    ScriptedServer() {
        this("http", plainListener());
    }

    ScriptedServer(String scheme, ServerSocket listener) {
        this.scheme = scheme;
        this.listener = listener;
        start("scripted-server", this::accept);
    }

    private static ServerSocket plainListener() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return scheme + "://127.0.0.1:" + listener.getLocalPort();
    }

    URI uri() {
        return URI.create(url());
    }

    /**
     * Answers requests for a resource, in turn; the last answer stays.
     *
     * @param resource method and path, without a query
     */
    ScriptedServer on(String resource, Reply... replies) {
        script.put(resource, new ArrayDeque<>(List.of(replies)));
        return this;
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<Request> requests(String resource) {
        return requests.stream().filter(r -> r.resource().equals(resource)).toList();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                start("scripted-connection", () -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (Request request = read(in); request != null && !socket.isClosed(); request = read(in)) {
                requests.add(request);
                replyTo(request).answer(request, socket, out);
                out.flush();
            }
        } catch (IOException gone) {
            // The client has hung up, or the test is over.
        } finally {
            open.remove(socket);
        }
    }

    private Reply replyTo(Request request) {
        Deque<Reply> replies = script.get(request.resource());
        if (replies == null) {
            return Reply.json(404, "{\"status\":404,\"message\":\"no such resource\",\"errorId\":\"e-404\"}");
        }
        synchronized (replies) {
            return replies.size() > 1 ? replies.removeFirst() : replies.getFirst();
        }
    }

    private static @Nullable Request read(InputStream in) throws IOException {
        String line = readLine(in);
        if (line.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new ConcurrentHashMap<>();
        for (String header = readLine(in); !header.isEmpty(); header = readLine(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Request(line, headers, body);
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /**
     * What a client asked.
     *
     * @param line the request line, each character a byte
     * @param headers by name in lower case
     */
    record Request(String line, Map<String, String> headers, String body) {

        String target() {
            return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
        }

        String resource() {
            String target = target();
            int query = target.indexOf('?');
            return line.substring(0, line.indexOf(' ') + 1) + (query < 0 ? target : target.substring(0, query));
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** One answer. */
    @FunctionalInterface
    interface Reply {

        void answer(Request request, Socket socket, OutputStream out) throws IOException;

        /** An answer with a length, after which the connection stays open. */
        static Reply of(int status, byte[] body, String... headerLines) {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Some reason\r\n");
            for (String line : headerLines) {
                head.append(line).append("\r\n");
            }
            head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
            byte[] bytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
            return (request, socket, out) -> {
                out.write(bytes);
                out.write(body);
            };
        }

        static Reply json(int status, String body, String... headerLines) {
            String[] lines = Arrays.copyOf(headerLines, headerLines.length + 1);
            lines[headerLines.length] = "Content-Type: application/json";
            return of(status, body.getBytes(StandardCharsets.UTF_8), lines);
        }

        static Reply redirect(int status, String... headerLines) {
            return of(status, new byte[0], headerLines);
        }

        /** These bytes and then an orderly end of the connection. */
        static Reply rawThenEnd(String bytes) {
            return (request, socket, out) -> {
                out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                socket.close();
            };
        }

        /** These bytes and then a reset of the connection. */
        static Reply rawThenReset(String bytes) {
            return (request, socket, out) -> {
                out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                socket.setSoLinger(true, 0);
                socket.close();
            };
        }

        /** These bytes, and then the same byte for ever, until the client hangs up. */
        static Reply rawThenEndless(String bytes, String piece) {
            return (request, socket, out) -> {
                out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                for (; ; ) {
                    out.write(piece.getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                }
            };
        }

        /** These bytes, and then nothing more until the client hangs up. */
        static Reply rawThenSilence(String bytes) {
            return (request, socket, out) -> {
                out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                int next = socket.getInputStream().read();
                if (next < 0) {
                    socket.close();
                }
            };
        }
    }
}
