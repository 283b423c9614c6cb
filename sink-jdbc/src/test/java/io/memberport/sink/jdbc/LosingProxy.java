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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands between a client and a server on this machine, and once cuts a connection at a request, or falls silent. */
final class LosingProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MOST_CONNECTIONS = 20;

    /** What the client's connection is cut off from. */
    enum Loss {
        /** The server never hears of it. */
        OF_THE_REQUEST,
        /** The server does it, and no client learns that it did. */
        OF_THE_ANSWER
    }

    /** What the client and the server see of that. */
    enum Ending {
        /** The connection is over. */
        CUT,
        /** It stays open, and nothing comes any more; the server is not told either when the client closes it. */
        SILENCE,
        /** The same, and nothing is behind the proxy's port any more. */
        SILENCE_FOR_GOOD
    }

    private final ServerSocket listening;
    private final int serverPort;
    private final byte[] request;
    private final Loss loss;
    private final Ending ending;
    private final AtomicBoolean armed = new AtomicBoolean();
    private final AtomicReference<byte @Nullable []> preceding = new AtomicReference<>();
    private final CountDownLatch lost = new CountDownLatch(1);
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private LosingProxy(ServerSocket listening, int serverPort, String request, Loss loss, Ending ending) {
        this.listening = listening;
        this.serverPort = serverPort;
        this.request = request.getBytes(StandardCharsets.US_ASCII);
        this.loss = loss;
        this.ending = ending;
    }

    /** Starts, and passes everything on. */
    static LosingProxy before(int serverPort, String request, Loss loss, Ending ending) throws IOException {
        ServerSocket listening = new ServerSocket(0, MOST_CONNECTIONS, InetAddress.getLoopbackAddress());
        LosingProxy proxy = new LosingProxy(listening, serverPort, request, loss, ending);
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

    /** The same from the moment on when another request has come. */
    void armAfter(String other) {
        preceding.set(other.getBytes(StandardCharsets.US_ASCII));
    }

    boolean hasLost() {
        return lost.getCount() == 0;
    }

    /** Returns when it has lost a request or an answer, or never will. */
    void awaitLoss() {
        try {
            lost.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
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
        try {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                byte[] other = preceding.get();
                if (other != null && contains(buffer, length, other)) {
                    preceding.set(null);
                    armed.set(true);
                }
                if (contains(buffer, length, request) && armed.compareAndSet(true, false)) {
                    lost.countDown();
                    deaf.set(true);
                    if (ending == Ending.SILENCE_FOR_GOOD) {
                        listening.close();
                    }
                    if (loss == Loss.OF_THE_REQUEST) {
                        break;
                    }
                }
                out.write(buffer, 0, length);
            }
        } catch (IOException cut) {
            // That is what it is there for.
        }
        if (ending == Ending.CUT || !deaf.get()) {
            close(client);
            close(server);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            // It is of no use any more.
        }
    }

    private void passAnswers(Socket server, Socket client, AtomicBoolean deaf) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (deaf.get()) {
                    break;
                }
                out.write(buffer, 0, length);
            }
        } catch (IOException cut) {
            // That is what it is there for.
        }
        if (ending == Ending.CUT || !deaf.get()) {
            close(client);
            close(server);
        }
    }

    private static boolean contains(byte[] buffer, int length, byte[] request) {
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
        lost.countDown();
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
