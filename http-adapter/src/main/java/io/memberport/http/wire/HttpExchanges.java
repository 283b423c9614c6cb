package io.memberport.http.wire;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.network.Network;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends single requests. Everything HttpClient would do by itself is off, because each of it has a way of giving away a
 * credential, repeating a call or changing a link: redirects, retries, cookies, authentication, decompression.
 */
public final class HttpExchanges implements AutoCloseable {

    /** What a small document may have; the vendor's have a few hundred bytes. */
    public static final int LONGEST_DOCUMENT_BYTES = 1024 * 1024;

    private static final int CONNECTIONS = 64;

    /**
     * How long to wait for the other side.
     *
     * @param connect to make a connection
     * @param tlsHandshake between two packets of the TLS handshake
     * @param read between two packets of an answer
     * @param call for a whole call with a small answer, and for everything up to the first byte of a streamed one
     */
    public record Patience(Duration connect, Duration tlsHandshake, Duration read, Duration call) {}

    private final CloseableHttpClient client;
    private final Patience timeouts;
    private final GuardedNames names;
    private final RequestConfig requestConfig;
    private volatile boolean isClosed;

    /**
     * Opens nothing yet.
     *
     * @param tls of encrypted connections, instead of what the network trusts; null for that
     */
    public HttpExchanges(
            Patience timeouts, String userAgent, GuardedNames names, Network network, @Nullable SSLContext tls) {
        this.timeouts = timeouts;
        this.names = names;
        this.requestConfig = RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(timeouts.call()))
                .setResponseTimeout(Timeout.of(timeouts.read()))
                .setAuthenticationEnabled(false)
                .setRedirectsEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(
                        connections(timeouts, names, Optional.ofNullable(tls).or(network::sslContext)))
                .setRequestExecutor(new TargetingExecutor())
                .setRoutePlanner(new ProxyRoutes(network, names))
                .setUserAgent(userAgent)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .disableConnectionState()
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(
            Patience timeouts, GuardedNames names, Optional<SSLContext> tls) {
        PoolingHttpClientConnectionManagerBuilder builder = PoolingHttpClientConnectionManagerBuilder.create();
        tls.ifPresent(context -> builder.setTlsSocketStrategy(new DefaultClientTlsStrategy(
                context, HostnameVerificationPolicy.BOTH, HttpsSupport.getDefaultHostnameVerifier())));
        return builder.setDnsResolver(names)
                .setConnectionFactory(QuietConnection.FACTORY)
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(CONNECTIONS)
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(Timeout.of(timeouts.tlsHandshake()))
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(timeouts.connect()))
                        .setSocketTimeout(Timeout.of(timeouts.read()))
                        // Calls are rare, and one that must not be repeated must not meet a dead connection.
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .build();
    }

    /**
     * Sends a request once.
     *
     * @param secretHeaders credentials, which the caller has decided may go to this origin
     * @throws NotAnsweredException if no whole answer came
     * @throws MemberportException of kind {@link FailureKind#INTERRUPTED} if this was closed before
     */
    ApiResponse send(ApiRequest call, Map<String, String> secretHeaders) throws NotAnsweredException {
        HttpUriRequestBase request = request(call, secretHeaders);
        HttpClientContext context = HttpClientContext.create();
        TargetingExecutor.setTarget(context, call.link().target());
        boolean staysOpen = false;
        try (CallDeadline deadline = CallDeadline.after(timeouts.call(), call.deadline(), request)) {
            try {
                names.requireAllowed(call.link().origin());
                ApiResponse answer = names.within(deadline, () -> answer(call, request, context));
                staysOpen = answer.isStreamed();
                return answer;
            } catch (IllegalStateException failure) {
                refuseIfClosed();
                throw failure;
            } catch (IOException failure) {
                boolean mayHaveArrived = TargetingExecutor.mayHaveBeenSent(context);
                throw isClosed
                        ? NotAnsweredException.closed(failure, mayHaveArrived)
                        : new NotAnsweredException(
                                failure, deadline.isExpired(), mayHaveArrived, ProxyRoutes.proxyOf(context));
            }
        } finally {
            if (!staysOpen) {
                // Of no effect if the body was read to its end; otherwise it keeps the rest of it from being drained.
                request.cancel();
            }
        }
    }

    private void refuseIfClosed() {
        if (isClosed) {
            throw new MemberportException(FailureKind.INTERRUPTED, "The API client is closed.");
        }
    }

    /** HttpClient hands the response out to be closed; here it is cancelled, which frees the same and does not drain. */
    @SuppressWarnings("resource")
    private ApiResponse answer(ApiRequest call, HttpUriRequestBase request, HttpContext context) throws IOException {
        ClassicHttpResponse response = client.executeOpen(call.link().origin().toHttpHost(), request, context);
        OpenBody body = OpenBody.of(request, response.getEntity());
        boolean isSuccess = response.getCode() >= 200 && response.getCode() <= 299;
        if (isSuccess && call.isStreamed()) {
            return ApiResponse.streamed(response, body);
        }
        boolean isRedirect = response.getCode() >= 300 && response.getCode() <= 399;
        byte[] small = isRedirect ? new byte[0] : body.readFirst(LONGEST_DOCUMENT_BYTES + 1);
        return small.length > LONGEST_DOCUMENT_BYTES
                ? ApiResponse.tooLong(response)
                : ApiResponse.whole(response, small);
    }

    private HttpUriRequestBase request(ApiRequest call, Map<String, String> secretHeaders) {
        HttpHost host = call.link().origin().toHttpHost();
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), URI.create("/"));
        request.setScheme(host.getSchemeName());
        request.setAuthority(new URIAuthority(host));
        request.setConfig(requestConfig);
        request.setHeader(HttpHeaders.ACCEPT, call.isStreamed() ? "*/*" : "application/json");
        // The bytes of the file are counted and may be asked for again from the middle, so they come as they are
        // stored.
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        secretHeaders.forEach(request::setHeader);
        ApiRequest.Rest rest = call.rest();
        if (rest != null) {
            request.setHeader(
                    HttpHeaders.RANGE,
                    "bytes=" + rest.firstByte() + "-" + (rest.endByte() < 0 ? "" : rest.endByte() - 1));
            // Another file is then refused (RFC 9110, 13.1.1); If-Range would have it sent from its first byte.
            request.setHeader(HttpHeaders.IF_MATCH, rest.entityTag());
        }
        ApiRequest.Body body = call.body();
        if (body != null) {
            request.setEntity(body.entity());
        }
        return request;
    }

    /** Ends calls and downloads in progress, too. */
    @Override
    public void close() {
        isClosed = true;
        client.close(CloseMode.IMMEDIATE);
    }
}
