package io.memberport.sink.jdbc.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Map;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that notice within some three minutes that the other machine is gone, for a driver that can turn TCP keep-alive on
 * but not say when it begins. Public because the driver makes one by the name of the class.
 */
public final class KeepAliveSockets extends SocketFactory {

    /** Names of {@code jdk.net.ExtendedSocketOptions}, by which they are found where the system has them; seconds, and a count. */
    private static final Map<String, Integer> OPTIONS =
            Map.of("TCP_KEEPIDLE", 60, "TCP_KEEPINTERVAL", 15, "TCP_KEEPCOUNT", 8);

    /** For the driver. */
    public KeepAliveSockets() {}

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket();
        socket.setKeepAlive(true);
        for (SocketOption<?> option : socket.supportedOptions()) {
            Integer value = OPTIONS.get(option.name());
            if (value != null && option.type() == Integer.class) {
                set(socket, option, value);
            }
        }
        return socket;
    }

    @SuppressWarnings("unchecked") // Its type was looked at.
    private static void set(Socket socket, SocketOption<?> option, Integer value) {
        try {
            socket.setOption((SocketOption<Integer>) option, value);
        } catch (IOException | UnsupportedOperationException refused) {
            // The system's own value stays.
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private Socket connected(InetSocketAddress server, @Nullable InetSocketAddress local) throws IOException {
        Socket socket = createSocket();
        try {
            socket.bind(local);
            socket.connect(server);
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }
}
