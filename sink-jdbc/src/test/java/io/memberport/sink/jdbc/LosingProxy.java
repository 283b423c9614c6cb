package io.memberport.sink.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands between a client and a server on this machine, and once cuts a connection at a request. */
final class LosingProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MOST_CONNECTIONS = 20;

    /** What the client's connection is cut off from. */
    enum Loss {
        /** The server never hears of it. */
        OF_THE_REQUEST,
        /** The server does it, and nobody learns that it did. */
        OF_THE_ANSWER
    }

    private final ServerSocket listening;
    private final int serverPort;
    private final byte[] request;
    private final Loss loss;
    private final AtomicBoolean armed = new AtomicBoolean();
    private final AtomicBoolean lost = new AtomicBoolean();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private LosingProxy(ServerSocket listening, int serverPort, String request, Loss loss) {
        this.listening = listening;
        this.serverPort = serverPort;
        this.request = request.getBytes(StandardCharsets.US_ASCII);
        this.loss = loss;
    }

    /** Starts, and passes everything on. */
    static LosingProxy before(int serverPort, String request, Loss loss) throws IOException {
        ServerSocket listening = new ServerSocket(0, MOST_CONNECTIONS, InetAddress.getLoopbackAddress());
        LosingProxy proxy = new LosingProxy(listening, serverPort, request, loss);
        start(proxy::accept);
        return proxy;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From now on, the first such request is the last of its connection. */
    void arm() {
        armed.set(true);
    }

    boolean hasLost() {
        return lost.get();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "losing-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        for (int i = 0; i < MOST_CONNECTIONS; i++) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                sockets.add(client);
                sockets.add(server);
                AtomicBoolean deaf = new AtomicBoolean();
                start(() -> passRequests(client, server, deaf));
                start(() -> passAnswers(server, client, deaf));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void passRequests(Socket client, Socket server, AtomicBoolean deaf) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (contains(buffer, length) && armed.compareAndSet(true, false)) {
                    lost.set(true);
                    deaf.set(true);
                    if (loss == Loss.OF_THE_REQUEST) {
                        server.close();
                        return;
                    }
                }
                out.write(buffer, 0, length);
            }
        } catch (IOException cut) {
            // That is what it is there for.
        }
    }

    private static void passAnswers(Socket server, Socket client, AtomicBoolean deaf) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (server) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (deaf.get()) {
                    client.close();
                    return;
                }
                out.write(buffer, 0, length);
            }
        } catch (IOException cut) {
            // That is what it is there for.
        }
    }

    private boolean contains(byte[] buffer, int length) {
        for (int i = 0; i + request.length <= length; i++) {
            int matched = 0;
            while (matched < request.length && buffer[i + matched] == request[matched]) {
                matched++;
            }
            if (matched == request.length) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
