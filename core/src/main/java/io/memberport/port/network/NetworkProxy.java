package io.memberport.port.network;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy, reached unencrypted, which passes encrypted connections through. Shows no credentials. */
public final class NetworkProxy {

    private final String host;
    private final int port;
    private final String origin;
    private final @Nullable String user;
    private final @Nullable String password;

    /**
     * A proxy.
     *
     * @param origin what names it: an environment variable or a property of Java's
     * @param user null if the proxy asks for none
     */
    public NetworkProxy(String host, int port, String origin, @Nullable String user, @Nullable String password) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is from 1 to 65535");
        }
        this.host = Objects.requireNonNull(host, "host");
        this.port = port;
        this.origin = Objects.requireNonNull(origin, "origin");
        this.user = user;
        this.password = password;
    }

    /** A name or an address; an IPv6 address without its brackets. */
    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** What names it: an environment variable or a property of Java's. */
    public String origin() {
        return origin;
    }

    /** A secret, for this proxy alone: the value of {@code Proxy-Authorization} (RFC 7617). */
    public Optional<String> authorization() {
        return user == null
                ? Optional.empty()
                : Optional.of("Basic "
                        + Base64.getEncoder()
                                .encodeToString((user + ":" + Objects.requireNonNullElse(password, ""))
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    /** The user to present to the proxy. */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** A secret, for this proxy alone; empty if there is none. */
    public String password() {
        return Objects.requireNonNullElse(password, "");
    }

    /** Host and port. */
    public String address() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** Host, port and origin. */
    @Override
    public String toString() {
        return address() + " (" + origin + ")";
    }
}
