package io.memberport.http.wire;

import io.memberport.port.network.NetworkProxy;
import io.memberport.port.network.ProxyRefusal;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Puts the real target into a request at the last moment, when it is written to the connection. Until then HttpClient
 * carries a request for {@code /}: it can neither log the query of a presigned link nor take the link apart and put it
 * together differently. That this place was reached also tells that something may have been sent.
 */
final class TargetingExecutor extends HttpRequestExecutor {

    private static final String TARGET = TargetingExecutor.class.getName() + ".target";
    private static final String REACHED = TargetingExecutor.class.getName() + ".reached";

    /** Says what the request in this context is really for. */
    static void setTarget(HttpContext context, String target) {
        context.setAttribute(TARGET, target);
    }

    /** Whether the request in this context may have been sent, wholly or in part. */
    static boolean mayHaveBeenSent(HttpContext context) {
        return context.getAttribute(REACHED) != null;
    }

    /**
     * Asks the proxy for a way to the host. Its credentials go into this request, which ends at the proxy, and into no
     * other; they are sent unasked, because answering a demand would let any server ask.
     */
    private ClassicHttpResponse connect(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback informationCallback,
            HttpContext context)
            throws IOException, HttpException {
        NetworkProxy proxy = ProxyRoutes.proxyOf(context);
        if (proxy != null) {
            proxy.authorization().ifPresent(value -> request.setHeader(HttpHeaders.PROXY_AUTHORIZATION, value));
        }
        ClassicHttpResponse response = super.execute(request, connection, informationCallback, context);
        if (response.getCode() > 299) {
            List<String> challenges = Arrays.stream(response.getHeaders(HttpHeaders.PROXY_AUTHENTICATE))
                    .map(Header::getValue)
                    .toList();
            throw new ProxyRefusedException(ProxyRefusal.of(response.getCode(), proxy, challenges));
        }
        return response;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback informationCallback,
            HttpContext context)
            throws IOException, HttpException {
        if (Method.CONNECT.isSame(request.getMethod())) {
            return connect(request, connection, informationCallback, context);
        }
        context.setAttribute(REACHED, true);
        String shown = request.getPath();
        request.setPath((String) context.getAttribute(TARGET));
        try {
            return super.execute(request, connection, informationCallback, context);
        } finally {
            request.setPath(shown);
        }
    }
}
