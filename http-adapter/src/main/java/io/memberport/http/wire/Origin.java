package io.memberport.http.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHost;

/**
 * Where a link points to, in canonical form, so that {@code equals} decides whether credentials may go there.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case; an IPv6 address without its brackets, in its one full form
 * @param port the port that is really used, the scheme's own one included
 */
public record Origin(String scheme, String host, int port) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\\.?");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]{2,45}]");
    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(?:\\.(?:0|[1-9][0-9]{0,2})){3}");
    /** {@code 10.1}, {@code 2130706433} and {@code 0x7f.1} are addresses, too, to those that look them up. */
    private static final Pattern NUMERIC_END = Pattern.compile("(?:^|\\.)(?:[0-9]+|0x[0-9a-f]*)\\.?$");

    private static final Pattern PORT = Pattern.compile("[0-9]{0,5}");

    /**
     * Reads the authority of a link.
     *
     * @throws IllegalArgumentException with a reason that does not quote the link
     */
    public static Origin of(String scheme, String authority) {
        String lowerScheme = scheme.toLowerCase(Locale.ROOT);
        if (!lowerScheme.equals("https") && !lowerScheme.equals("http")) {
            throw new IllegalArgumentException("it is neither https nor http");
        }
        if (authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException("it carries user information");
        }
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        String host = hasPort ? authority.substring(0, colon) : authority;
        String port = hasPort ? authority.substring(colon + 1) : "";
        return new Origin(lowerScheme, canonicalHost(host), portOf(lowerScheme, port));
    }

    private static String canonicalHost(String host) {
        if (NAME.matcher(host).matches()) {
            return host.toLowerCase(Locale.ROOT);
        }
        if (!IPV6.matcher(host).matches()) {
            throw new IllegalArgumentException("it has no valid host");
        }
        try {
            // An address in brackets is parsed, never looked up.
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException("it has no valid host", notAnAddress);
        }
    }

    private static int portOf(String scheme, String digits) {
        if (!PORT.matcher(digits).matches()) {
            throw new IllegalArgumentException("it has no valid port");
        }
        int port = digits.isEmpty() ? defaultPort(scheme) : Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("it has no valid port");
        }
        return port;
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    public boolean isEncrypted() {
        return scheme.equals("https");
    }

    /** Whether the host is this machine by its very name; nothing is looked up. */
    public boolean isLoopback() {
        return host.equals("localhost")
                || host.equals("0:0:0:0:0:0:0:1")
                || IPV4_LOOPBACK.matcher(host).matches();
    }

    /** Whether the host is an address as such; a name is one with a letter in its last part. */
    public boolean isAddress() {
        return host.indexOf(':') >= 0 || NUMERIC_END.matcher(host).find();
    }

    /** For HttpClient; without a port if it is the scheme's own, because a signed link is signed for that Host header. */
    HttpHost toHttpHost() {
        return new HttpHost(scheme, host, port == defaultPort(scheme) ? -1 : port);
    }

    @Override
    public String toString() {
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return scheme + "://" + shown + (port == defaultPort(scheme) ? "" : ":" + port);
    }
}
