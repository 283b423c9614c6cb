package io.memberport.http.wire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.NoResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that does not log what goes over it. HttpClient's own one logs every header and every byte at level
 * debug, credentials, signed links and members' data included; in HttpClient 5.5 it is final as well.
 */
final class QuietConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {

    private static final Http1Config BOUNDED = Http1Config.custom()
            .setBufferSize(64 * 1024)
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(200)
            .build();

    /**
     * Makes them. The response parser is the strict one of HttpCore: HttpClient's lenient one skips over garbage before a
     * response, and logs it. Latin-1 keeps the bytes of a header as they are, in and out.
     */
    static final HttpConnectionFactory<ManagedHttpClientConnection> FACTORY = socket -> {
        QuietConnection connection = new QuietConnection();
        if (socket != null) {
            connection.bind(socket);
        }
        return connection;
    };

    private Timeout ownTimeout = Timeout.DISABLED;
    private volatile boolean isClosed;

    private QuietConnection() {
        super(
                BOUNDED,
                StandardCharsets.ISO_8859_1.newDecoder(),
                StandardCharsets.ISO_8859_1.newEncoder(),
                DefaultContentLengthStrategy.INSTANCE,
                DefaultContentLengthStrategy.INSTANCE,
                NoResponseOutOfOrderStrategy.INSTANCE,
                new DefaultHttpRequestWriterFactory(BOUNDED),
                new DefaultHttpResponseParserFactory(BOUNDED));
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bind(new SocketHolder(socket));
    }

    @Override
    public void bind(SSLSocket sslSocket, Socket socket) throws IOException {
        bind(new SocketHolder(sslSocket, socket));
    }

    /** A connection that was closed while it was being made stays closed. */
    @Override
    protected void bind(SocketHolder holder) throws IOException {
        Socket socket = holder.getSocket();
        if (isClosed) {
            socket.close();
            throw new InterruptedIOException("The connection was closed while it was being made.");
        }
        super.bind(holder);
        ownTimeout = Timeout.ofMilliseconds(socket.getSoTimeout());
    }

    @Override
    public @Nullable Socket getSocket() {
        SocketHolder holder = getSocketHolder();
        return holder == null ? null : holder.getSocket();
    }

    /** HttpClient is about to keep the connection for later. */
    @Override
    public void passivate() {
        setSocketTimeout(Timeout.DISABLED);
    }

    /** HttpClient is about to use the connection again. */
    @Override
    public void activate() {
        setSocketTimeout(ownTimeout);
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        super.close();
    }

    @Override
    public void close(CloseMode mode) {
        isClosed = true;
        super.close(mode);
    }
}
