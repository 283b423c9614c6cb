package io.memberport.http.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address to send a request to. What follows the origin is kept character for character, because the signature of a
 * presigned link covers it; no URI class is let near it.
 *
 * @param origin scheme, host and port
 * @param target path and query as they go into the request line, beginning with a slash
 */
public record Link(Origin origin, String target) {

    private static final Pattern ABSOLUTE =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^#]*)(?:#.*)?", Pattern.DOTALL);
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);

    /**
     * Reads an absolute link.
     *
     * @throws IllegalArgumentException with a reason that does not quote the link
     */
    public static Link parse(String text) {
        requireVisible(text);
        Matcher parts = ABSOLUTE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("it is not an absolute address");
        }
        String target = parts.group(3);
        return new Link(Origin.of(parts.group(1), parts.group(2)), target.startsWith("/") ? target : "/" + target);
    }

    /**
     * Reads a link found at this one.
     *
     * @param reference absolute or relative
     * @throws IllegalArgumentException with a reason that does not quote the link
     */
    public Link resolve(String reference) {
        requireVisible(reference);
        if (SCHEME.matcher(reference).matches()) {
            return parse(reference);
        }
        if (reference.startsWith("//")) {
            return parse(origin.scheme() + ":" + reference);
        }
        String relative = withoutFragment(reference);
        if (relative.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        if (relative.startsWith("/")) {
            return new Link(origin, relative);
        }
        if (relative.startsWith("?")) {
            return new Link(origin, path() + relative);
        }
        return new Link(origin, besidePath(relative));
    }

    /** A presigned link is never relative to a document, so this rare form may go through the standard rules. */
    private String besidePath(String relative) {
        try {
            URI resolved = new URI(path()).resolve(new URI(relative));
            String query = resolved.getRawQuery();
            String path = resolved.getRawPath();
            while (path.startsWith("/../")) {
                // Above the root is the root (RFC 3986, 5.2.4), which java.net.URI does not know.
                path = path.substring(3);
            }
            return path + (query == null ? "" : "?" + query);
        } catch (URISyntaxException quotesTheLink) {
            throw new IllegalArgumentException("it is not a valid relative link");
        }
    }

    private String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static String withoutFragment(String text) {
        int hash = text.indexOf('#');
        return hash < 0 ? text : text.substring(0, hash);
    }

    /** A blank or a line break would change the request line; beyond one byte there is no telling which bytes are meant. */
    private static void requireVisible(String text) {
        if (!text.chars().allMatch(c -> c > 0x20 && c != 0x7f && c <= 0xff)) {
            throw new IllegalArgumentException("it contains a character that no link may contain");
        }
    }

    /** One path segment, with everything but unreserved characters percent-encoded. */
    public static String segment(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    /** The origin only: the path may name people's files, and the query of a presigned link is a credential. */
    @Override
    public String toString() {
        return origin.toString();
    }
}
