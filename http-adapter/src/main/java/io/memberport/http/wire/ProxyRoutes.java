package io.memberport.http.wire;

import io.memberport.port.network.Network;
import io.memberport.port.network.NetworkProxy;
import java.net.URI;
import java.util.Optional;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Sends requests over the proxies of the run's network, but never over one between two programs on this machine. */
final class ProxyRoutes extends DefaultRoutePlanner {

    private static final String PROXY = ProxyRoutes.class.getName() + ".proxy";

    private final Network network;
    private final GuardedNames names;

    ProxyRoutes(Network network, GuardedNames names) {
        super(null);
        this.network = network;
        this.names = names;
    }

    /** The proxy that the request in this context goes over; null if none. */
    static @Nullable NetworkProxy proxyOf(HttpContext context) {
        return (NetworkProxy) context.getAttribute(PROXY);
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
        Origin origin = Origin.of(target.getSchemeName(), target.toHostString());
        Optional<NetworkProxy> proxy = network.proxyFor(URI.create(origin.toString()));
        if (proxy.isEmpty()) {
            return null;
        }
        context.setAttribute(PROXY, proxy.get());
        names.trustProxy(proxy.get().host());
        return new HttpHost("http", proxy.get().host(), proxy.get().port());
    }
}
