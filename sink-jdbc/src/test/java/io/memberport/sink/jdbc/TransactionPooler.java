package io.memberport.sink.jdbc;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a PostgreSQL server and gives each transaction of a client one of few sessions of the server, as PgBouncer
 * does with {@code pool_mode = transaction}. It resets nothing in between.
 *
 * <p>A client logs in to the server through a session of its own; that one is kept for everybody if there are too few.
 */
final class TransactionPooler implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 100;
    private static final int PROTOCOL_3 = 196_608;
    private static final int READY = 'Z';

    /** Which session comes next. */
    enum Order {
        LAST_USED_FIRST,
        IN_TURN
    }

    private final ServerSocket listening;
    private final int serverPort;
    private final int sessions;
    private final Order order;
    private final Deque<Backend> idle = new ArrayDeque<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private int kept;

    private TransactionPooler(ServerSocket listening, int serverPort, int sessions, Order order) {
        this.listening = listening;
        this.serverPort = serverPort;
        this.sessions = sessions;
        this.order = order;
    }

    static TransactionPooler before(int serverPort, int sessions, Order order) throws IOException {
        ServerSocket listening = new ServerSocket(0, MOST_CONNECTIONS, InetAddress.getLoopbackAddress());
        TransactionPooler pooler = new TransactionPooler(listening, serverPort, sessions, order);
        start(pooler::accept);
        return pooler;
    }

    int port() {
        return listening.getLocalPort();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "transaction-pooler");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        for (int i = 0; i < MOST_CONNECTIONS; i++) {
            try {
                Socket client = listening.accept();
                sockets.add(client);
                start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Channel client = Channel.of(socket);
            byte[] first = client.readUntyped();
            while (code(first) != PROTOCOL_3) {
                // It has no TLS, and cancels nothing.
                client.out.write('N');
                client.out.flush();
                first = client.readUntyped();
            }
            logIn(client, first);
            new Client(client).serve();
        } catch (IOException gone) {
            // That is how clients end.
        }
    }

    private static int code(byte[] startup) {
        return (startup[0] & 0xff) << 24 | (startup[1] & 0xff) << 16 | (startup[2] & 0xff) << 8 | (startup[3] & 0xff);
    }

    private void logIn(Channel client, byte[] startup) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        sockets.add(socket);
        Channel server = Channel.of(socket);
        server.writeUntyped(startup);
        while (true) {
            Message answer = server.read();
            client.write(answer);
            if (answer.type == READY) {
                break;
            }
            // SCRAM takes turns, but for its end; an error is followed by the end of the connection.
            if (answer.type == 'R' && answer.asksForMore()) {
                server.write(client.read());
            }
        }
        keep(new Backend(server, socket));
    }

    private synchronized void keep(Backend backend) throws IOException {
        if (kept < sessions) {
            kept++;
            start(backend::passAnswers);
            release(backend);
        } else {
            backend.socket.close();
        }
    }

    private synchronized void drop(Backend backend) throws IOException {
        kept--;
        backend.socket.close();
    }

    private synchronized void release(Backend backend) {
        backend.client = null;
        if (order == Order.LAST_USED_FIRST) {
            idle.addFirst(backend);
        } else {
            idle.addLast(backend);
        }
        notifyAll();
    }

    private synchronized Backend acquire() throws IOException {
        try {
            while (idle.isEmpty()) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
        return idle.removeFirst();
    }

    /** A message with its type. */
    private static final class Message {

        private final int type;
        private final byte[] content;

        Message(int type, byte[] content) {
            this.type = type;
            this.content = content;
        }

        boolean asksForMore() {
            int kind = code(content);
            return kind == 10 || kind == 11;
        }
    }

    private record Channel(DataInputStream in, DataOutputStream out) {

        static Channel of(Socket socket) throws IOException {
            return new Channel(
                    new DataInputStream(socket.getInputStream()), new DataOutputStream(socket.getOutputStream()));
        }

        byte[] readUntyped() throws IOException {
            return in.readNBytes(in.readInt() - 4);
        }

        Message read() throws IOException {
            int type = in.readUnsignedByte();
            return new Message(type, readUntyped());
        }

        void writeUntyped(byte[] content) throws IOException {
            out.writeInt(content.length + 4);
            out.write(content);
            out.flush();
        }

        void write(Message message) throws IOException {
            out.writeByte(message.type);
            writeUntyped(message.content);
        }
    }

    private final class Client {

        private final Channel channel;
        private @Nullable Backend backend;
        private int unanswered;

        Client(Channel channel) {
            this.channel = channel;
        }

        void serve() throws IOException {
            try {
                Message message = channel.read();
                while (message.type != 'X') {
                    sent(message).server.write(message);
                    message = channel.read();
                }
            } finally {
                endTransaction();
            }
        }

        private synchronized Backend sent(Message message) throws IOException {
            Backend present = backend;
            if (present == null) {
                present = acquire();
                present.client = this;
                backend = present;
            }
            if (message.type == 'Q' || message.type == 'S') {
                unanswered++;
            }
            return present;
        }

        /** A transaction that is not ended ends with its session. */
        private synchronized void endTransaction() throws IOException {
            Backend left = backend;
            if (left != null) {
                backend = null;
                drop(left);
            }
        }

        /** The session is given back first, so that who has the answer does not find it taken. */
        synchronized void answered(Message message) throws IOException {
            if (message.type == READY) {
                unanswered--;
                if (unanswered == 0 && message.content[0] == 'I') {
                    release(Objects.requireNonNull(backend));
                    backend = null;
                }
            }
            channel.write(message);
        }
    }

    private static final class Backend {

        private final Channel server;
        private final Socket socket;
        private volatile @Nullable Client client;

        Backend(Channel server, Socket socket) {
            this.server = server;
            this.socket = socket;
        }

        void passAnswers() {
            try {
                while (true) {
                    Message message = server.read();
                    Client waiting = client;
                    if (waiting != null) {
                        waiting.answered(message);
                    }
                }
            } catch (IOException gone) {
                // So are its clients.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
