package io.memberport.sink.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.database.Credentials;
import io.memberport.sink.jdbc.database.Database;
import io.memberport.sink.jdbc.database.TimeLimits;
import io.memberport.sink.jdbc.postgres.KeepAliveSockets;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.sql.Connection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutorBase;

/** A server's machine that is gone without a word is noticed by TCP within minutes. */
@Tag("fault")
final class KeepAliveSocketsTest extends DatabaseTest {

    private static final Map<String, Integer> WANTED =
            Map.of("TCP_KEEPIDLE", 60, "TCP_KEEPINTERVAL", 15, "TCP_KEEPCOUNT", 8);

    private static void assertKeptAlive(Socket socket) throws IOException {
        assertTrue(socket.getKeepAlive());
        Map<String, Object> set = new TreeMap<>();
        Map<String, Object> wanted = new TreeMap<>();
        for (SocketOption<?> option : socket.supportedOptions()) {
            if (WANTED.containsKey(option.name())) {
                set.put(option.name(), socket.getOption(option));
                wanted.put(option.name(), WANTED.get(option.name()));
            }
        }
        assertEquals(wanted, set);
    }

    private static Socket socketOf(Connection connection) throws Exception {
        Field stream = QueryExecutorBase.class.getDeclaredField("pgStream");
        stream.setAccessible(true);
        return ((PGStream) stream.get(connection.unwrap(BaseConnection.class).getQueryExecutor())).getSocket();
    }

    @Test
    void asksAServerOfPostgresThatIsSilentForAMinute() throws Exception {
        TestDatabase target = on(Product.POSTGRESQL).database();
        Database database = Database.of(
                target.url(), new Credentials(target.user(), target.password()), "auto", Set.of(), TimeLimits.USUAL);

        try (Connection connection = database.connect()) {
            assertKeptAlive(socketOf(connection));
        }
    }

    @Test
    void leavesTheUserSocketsOfTheirOwn() throws Exception {
        TestDatabase target = on(Product.POSTGRESQL).database();
        Database database = Database.of(
                target.url() + "&socketFactory=" + Counted.class.getName(),
                new Credentials(target.user(), target.password()),
                "auto",
                Set.of("socketFactory"),
                TimeLimits.USUAL);
        int before = Counted.MADE.get();

        database.connect().close();

        assertEquals(before + 1, Counted.MADE.get());
    }

    /** Sockets that the user names. */
    public static final class Counted extends SocketFactory {

        private static final AtomicInteger MADE = new AtomicInteger();

        /** For the driver. */
        public Counted() {}

        @Override
        public Socket createSocket() {
            MADE.incrementAndGet();
            return new Socket();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void areTheSameHoweverTheyAreConnected() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        KeepAliveSockets sockets = new KeepAliveSockets();
        try (ServerSocket server = new ServerSocket(0, 4, loopback);
                Socket byAddress = sockets.createSocket(loopback, server.getLocalPort());
                Socket byName = sockets.createSocket(loopback.getHostAddress(), server.getLocalPort());
                Socket bound = sockets.createSocket(loopback, server.getLocalPort(), loopback, 0)) {
            assertKeptAlive(byAddress);
            assertKeptAlive(byName);
            assertKeptAlive(bound);
        }
    }
}
