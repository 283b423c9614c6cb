package io.memberport.port.network;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of {@code NO_PROXY} as curl reads them: names with all that ends in them, with or without a dot in front;
 * addresses, those of version 6 with or without brackets; ranges like {@code 10.0.0.0/8}; {@code *} for all. Other programs
 * also know {@code *.} in front of a name, which is a dot here, and a port behind one, which holds for that port only.
 */
final class ProxyExceptions {

    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(?:\\.[0-9]+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final Pattern LEADING_DOT = Pattern.compile("^\\*?\\.");

    private final String[] exceptions;

    ProxyExceptions(String list) {
        this.exceptions = list.strip().split("[,\\s]+");
    }

    boolean include(URI address) {
        String host = withoutDot(ProxyRules.unbracketed(ProxyRules.hostOf(address)));
        int port = address.getPort() >= 0 ? address.getPort() : "http".equalsIgnoreCase(address.getScheme()) ? 80 : 443;
        for (String exception : exceptions) {
            if (includes(exception.toLowerCase(Locale.ROOT), host, port)) {
                return true;
            }
        }
        return false;
    }

    private static boolean includes(String exception, String host, int port) {
        if (exception.isEmpty() || exception.equals("*")) {
            return exception.equals("*");
        }
        String name = exception;
        int colon = exception.lastIndexOf(':');
        boolean hasPort = colon > exception.lastIndexOf(']')
                && (exception.startsWith("[") || exception.indexOf(':') == colon)
                && exception.substring(colon + 1).matches("[0-9]{1,5}");
        if (hasPort) {
            if (Integer.parseInt(exception.substring(colon + 1)) != port) {
                return false;
            }
            name = exception.substring(0, colon);
        }
        return ADDRESS.matcher(host).matches()
                ? holds(ProxyRules.unbracketed(name), host)
                : isOrEnds(withoutDot(name), host);
    }

    private static boolean isOrEnds(String name, String host) {
        String suffix = LEADING_DOT.matcher(name).replaceFirst("");
        return !suffix.isEmpty() && (host.equals(suffix) || host.endsWith("." + suffix));
    }

    /** Whether an address is this one, or in this range. */
    private static boolean holds(String range, String host) {
        int slash = range.indexOf('/');
        byte[] base = bytes(ProxyRules.unbracketed(slash < 0 ? range : range.substring(0, slash)));
        byte[] address = bytes(host);
        if (base == null || address == null || base.length != address.length) {
            return false;
        }
        String digits = slash < 0 ? String.valueOf(8 * base.length) : range.substring(slash + 1);
        if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > 8 * base.length) {
            return false;
        }
        int bits = Integer.parseInt(digits);
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((base[bit / 8] & mask) != (address[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static byte @Nullable [] bytes(String address) {
        try {
            // Looks nothing up: only what is an address comes here.
            return ADDRESS.matcher(address).matches()
                    ? InetAddress.getByName(address).getAddress()
                    : null;
        } catch (UnknownHostException none) {
            return null;
        }
    }

    private static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
