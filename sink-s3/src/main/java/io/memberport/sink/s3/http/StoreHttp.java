package io.memberport.sink.s3.http;

import io.memberport.port.network.Network;
import io.memberport.port.network.NetworkProxy;
import java.net.URI;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/** The connections to the store: timeouts, proxies, and which authorities are trusted. */
public final class StoreHttp {

    private static final int CONNECTIONS = 10;

    private StoreHttp() {}

    /**
     * A client, which the caller closes.
     *
     * @param network null for the SDK's own rule
     * @param bounds how long the store is waited for
     */
    public static SdkHttpClient client(@Nullable Network network, StoreBounds bounds) {
        Apache5HttpClient.Builder builder = Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionAcquisitionTimeout(bounds.connect())
                .connectionTimeout(bounds.connect())
                .socketTimeout(bounds.silence());
        if (network != null) {
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            builder.proxyConfiguration(ProxyConfiguration.builder()
                            .useSystemPropertyValues(false)
                            .useEnvironmentVariableValues(false)
                            .build())
                    .httpRoutePlanner(new Routes(network, credentials))
                    .credentialsProvider(credentials);
            network.trustManagers().ifPresent(managers -> builder.tlsTrustManagersProvider(() -> managers));
        }
        return builder.build();
    }

    /** Over the run's proxies; a proxy's credentials are kept for that proxy alone. */
    private static final class Routes extends DefaultRoutePlanner {

        private final Network network;
        private final BasicCredentialsProvider credentials;

        Routes(Network network, BasicCredentialsProvider credentials) {
            super(null);
            this.network = network;
            this.credentials = credentials;
        }

        @Override
        protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
            Optional<NetworkProxy> found = network.proxyFor(URI.create(target.toURI()));
            if (found.isEmpty()) {
                return null;
            }
            NetworkProxy proxy = found.get();
            proxy.user()
                    .ifPresent(user -> credentials.setCredentials(
                            new AuthScope(proxy.host(), proxy.port()),
                            new UsernamePasswordCredentials(
                                    user, proxy.password().toCharArray())));
            return new HttpHost("http", proxy.host(), proxy.port());
        }
    }
}
