package io.memberport.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.NoResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpConnectionFactory;

/**
 * A connection that does not log what goes over it. HttpClient's own one logs every header and every byte at level
 * debug, credentials, signed links and members' data included.
 */
final class QuietConnection extends DefaultManagedHttpClientConnection {

    private static final AtomicLong COUNTER = new AtomicLong();

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
        QuietConnection connection = new QuietConnection("memberport-" + COUNTER.getAndIncrement());
        if (socket != null) {
            connection.bind(socket);
        }
        return connection;
    };

    private QuietConnection(String id) {
        super(
                id,
                StandardCharsets.ISO_8859_1.newDecoder(),
                StandardCharsets.ISO_8859_1.newEncoder(),
                BOUNDED,
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

    @Override
    protected void onRequestSubmitted(ClassicHttpRequest request) {
        // Says nothing.
    }

    @Override
    protected void onResponseReceived(ClassicHttpResponse response) {
        // Says nothing.
    }
}
