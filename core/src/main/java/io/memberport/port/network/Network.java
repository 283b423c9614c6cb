package io.memberport.port.network;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * How a run reaches other machines: over which proxies, and which certificate authorities it trusts. One rule for the
 * API, the links to files and the targets. Immutable.
 */
public final class Network {

    private final Function<URI, Optional<NetworkProxy>> proxies;
    private final List<X509Certificate> authorities;

    private Network(Function<URI, Optional<NetworkProxy>> proxies, List<X509Certificate> authorities) {
        this.proxies = proxies;
        this.authorities = List.copyOf(authorities);
    }

    /**
     * The proxies of Java's properties, or else those of the environment, as {@code docs/networks.md} says.
     *
     * @param environment HTTPS_PROXY, ALL_PROXY, NO_PROXY and so on
     * @param properties https.proxyHost, http.nonProxyHosts and so on; kept, not copied
     */
    public static Network of(Map<String, String> environment, Properties properties) {
        return new Network(new ProxyRules(environment, properties)::proxyFor, List.of());
    }

    /** That of this process: its environment and its properties. */
    public static Network ofProcess() {
        return of(System.getenv(), System.getProperties());
    }

    /** The JVM's own settings ({@link java.net.ProxySelector}), and nothing from the environment. */
    public static Network ofJvm() {
        return new Network(ProxyRules::ofJvm, List.of());
    }

    /**
     * Trusts authorities in addition to those that the JVM trusts.
     *
     * @param pem a file of certificates, each between {@code BEGIN CERTIFICATE} and {@code END CERTIFICATE}
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it cannot be read, or holds no
     *     certificate or one that is not valid today
     */
    public Network withAuthorities(Path pem) {
        List<X509Certificate> all = new ArrayList<>(authorities);
        all.addAll(AuthorityFile.read(pem));
        return new Network(proxies, all);
    }

    /**
     * The proxy on the way to an address; empty if there is none, as to this machine itself.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if the proxy is of a kind that is not
     *     supported
     */
    public Optional<NetworkProxy> proxyFor(URI address) {
        return ProxyRules.isLoopback(ProxyRules.hostOf(address)) ? Optional.empty() : proxies.apply(address);
    }

    /** The authorities that are trusted in addition to those of the JVM. */
    public List<X509Certificate> authorities() {
        return authorities;
    }

    /** Trusts what the JVM trusts, and the authorities; empty if there is nothing to add to the JVM's own. */
    public Optional<TrustManager[]> trustManagers() {
        if (authorities.isEmpty()) {
            return Optional.empty();
        }
        try {
            TrustManagerFactory own = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            own.init((KeyStore) null);
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int count = 0;
            for (TrustManager manager : own.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    for (X509Certificate issuer : x509.getAcceptedIssuers()) {
                        all.setCertificateEntry("jvm-" + count++, issuer);
                    }
                }
            }
            for (X509Certificate authority : authorities) {
                all.setCertificateEntry("added-" + count++, authority);
            }
            TrustManagerFactory both = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            both.init(all);
            return Optional.of(both.getTrustManagers());
        } catch (GeneralSecurityException | IOException unusable) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION, "The JVM's own trusted authorities cannot be read.", unusable);
        }
    }

    /** The same for a client that takes a context. */
    public Optional<SSLContext> sslContext() {
        return trustManagers().map(managers -> {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, managers, null);
                return context;
            } catch (GeneralSecurityException unusable) {
                throw new MemberportException(FailureKind.CONFIGURATION, "The JVM has no TLS.", unusable);
            }
        });
    }

    /** Without proxies, whose addresses may hold passwords. */
    @Override
    public String toString() {
        return "Network[" + authorities.size() + " authorities added]";
    }
}
