package io.memberport.port.network;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy is on the way to an address: what Java's properties say, or else what the environment says as curl reads it.
 * Java's properties belong to this program alone, so that they beat the environment.
 */
final class ProxyRules {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost\\.?|127(?:\\.[0-9]{1,3}){3}|\\[?(?:0*:){2,7}0*1\\]?");
    private static final Pattern PROXY = Pattern.compile(
            "(?:([A-Za-z0-9+.-]+)://)?(?:([^@]*)@)?(\\[[0-9A-Fa-f:.]+]|[^:/@\\[\\]]+)(?::([0-9]{1,5}))?/?");
    private static final int CURLS_PORT = 1080;

    private final Map<String, String> environment;
    private final Properties properties;

    ProxyRules(Map<String, String> environment, Properties properties) {
        this.environment = Map.copyOf(environment);
        this.properties = properties;
    }

    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    /** In lower case. A name with an underscore, which resolvers take, is no host to {@link URI#getHost}. */
    static String hostOf(URI address) {
        String host = address.getHost() == null
                ? String.valueOf(address.getAuthority())
                        .replaceFirst("^.*@", "")
                        .replaceFirst(":[0-9]*$", "")
                : address.getHost();
        return host.toLowerCase(Locale.ROOT);
    }

    Optional<NetworkProxy> proxyFor(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (property(scheme + ".proxyHost") != null) {
            return ofProperties(scheme, address);
        }
        if ("true".equals(property("java.net.useSystemProxies"))) {
            return ofJvm(address);
        }
        if (property("socksProxyHost") != null) {
            // The JVM's sockets see to that by themselves.
            return Optional.empty();
        }
        return ofEnvironment(scheme, address);
    }

    private Optional<NetworkProxy> ofProperties(String scheme, URI address) {
        String exceptions = property("http.nonProxyHosts");
        if (exceptions != null && isException(exceptions, hostOf(address))) {
            return Optional.empty();
        }
        String name = scheme + ".proxyHost";
        String user =
                property(scheme + ".proxyUser") == null ? property("http.proxyUser") : property(scheme + ".proxyUser");
        String password = property(scheme + ".proxyPassword") == null
                ? property("http.proxyPassword")
                : property(scheme + ".proxyPassword");
        String port = property(scheme + ".proxyPort");
        String host = String.valueOf(property(name));
        try {
            int number = port == null ? (scheme.equals("https") ? 443 : 80) : Integer.parseInt(port);
            return Optional.of(new NetworkProxy(unbracketed(host), number, "-D" + name, user, password));
        } catch (IllegalArgumentException noPort) {
            throw misuse("The property " + scheme + ".proxyPort is not a port. Give a number from 1 to 65535.");
        }
    }

    /** Names with {@code *} at the beginning or the end, and {@code |} between them. */
    private static boolean isException(String exceptions, String host) {
        for (String exception : exceptions.split("\\|", -1)) {
            String pattern =
                    Pattern.quote(exception.strip().toLowerCase(Locale.ROOT)).replace("*", "\\E.*\\Q");
            if (!exception.isBlank() && host.matches(pattern)) {
                return true;
            }
        }
        return false;
    }

    /** The JVM's own selector, with what it finds in the desktop's settings. */
    static Optional<NetworkProxy> ofJvm(URI address) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null) {
            return Optional.empty();
        }
        return selector.select(address).stream()
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                .findFirst()
                .map(proxy -> (InetSocketAddress) proxy.address())
                .map(at -> new NetworkProxy(at.getHostString(), at.getPort(), "the JVM's settings", null, null));
    }

    private Optional<NetworkProxy> ofEnvironment(String scheme, URI address) {
        for (String name : scheme.equals("https")
                ? new String[] {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}
                // HTTP_PROXY can be set by the header of a request where a web server runs this program.
                : new String[] {"http_proxy", "all_proxy", "ALL_PROXY"}) {
            String value = environment.get(name);
            if (value != null && !value.isBlank()) {
                return isExcepted(address) ? Optional.empty() : Optional.of(proxy(value.strip(), name));
            }
        }
        return Optional.empty();
    }

    private boolean isExcepted(URI address) {
        String lower = environment.getOrDefault("no_proxy", "");
        String exceptions = lower.isBlank() ? environment.getOrDefault("NO_PROXY", "") : lower;
        return new ProxyExceptions(exceptions).include(address);
    }

    private static NetworkProxy proxy(String value, String name) {
        Matcher parts = PROXY.matcher(value);
        if (!parts.matches()) {
            throw misuse("The proxy in " + name
                    + " is not an address. Write http://proxy.example.com:3128, a user and password percent-encoded.");
        }
        String scheme = parts.group(1) == null ? "http" : parts.group(1).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http")) {
            throw misuse("The proxy in " + name + " begins with " + scheme
                    + "://, and that kind of proxy is not supported here. Name an http:// proxy"
                    + (scheme.startsWith("socks") ? ", or give the SOCKS proxy to Java as -DsocksProxyHost." : "."));
        }
        String user = parts.group(2);
        int colon = user == null ? -1 : user.indexOf(':');
        try {
            return new NetworkProxy(
                    unbracketed(parts.group(3)),
                    parts.group(4) == null ? CURLS_PORT : Integer.parseInt(parts.group(4)),
                    name,
                    user == null ? null : decoded(colon < 0 ? user : user.substring(0, colon)),
                    user == null || colon < 0 ? null : decoded(user.substring(colon + 1)));
        } catch (IllegalArgumentException invalid) {
            throw misuse(
                    "The proxy in " + name + " has no valid port, user or password. Percent-encode the latter two.");
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private @Nullable String property(String name) {
        String value = properties.getProperty(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static MemberportException misuse(String message) {
        return new MemberportException(FailureKind.CONFIGURATION, message);
    }
}
