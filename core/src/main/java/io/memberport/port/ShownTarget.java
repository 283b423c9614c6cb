package io.memberport.port;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be shown of a target as the user wrote it, or as a sink of another author describes it: no parameters, one of which
 * may be a password, no fragment, and no user before the host.
 *
 * @param text the target, or what is left of it
 * @param isWhole whether nothing is left out
 */
public record ShownTarget(String text, boolean isWhole) {

    /** Up to the parameters: after a question mark, a semicolon or a hash, or in parentheses in the place of a host. */
    private static final Pattern WITH_HOST = Pattern.compile("(?s)([^?;#]*?//)([^?;#(]*)(.*)");

    /** What is a secret wherever it stands: in a connection string after a scheme of DuckDB's, for example. */
    private static final Pattern SECRET = Pattern.compile("(?i)[\\w.]*(password|passwd|pwd|secret|token)[\\w.]*\\s*=");

    /** Leaves out of a target what may be a credential. */
    public static ShownTarget of(String target) {
        String shown = shown(target);
        Matcher secret = SECRET.matcher(shown);
        if (secret.find()) {
            shown = shown.substring(0, secret.start()).stripTrailing();
        }
        return new ShownTarget(shown, shown.equals(target));
    }

    private static String shown(String target) {
        Matcher parts = WITH_HOST.matcher(target);
        if (!parts.matches()) {
            return target.split("[?;#]", 2)[0];
        }
        if (parts.group(3).indexOf('@') >= 0) {
            // It may end the user-info, and what looks like the beginning of parameters be a part of a password.
            return parts.group(1);
        }
        String host = parts.group(2);
        return parts.group(1) + host.substring(host.lastIndexOf('@') + 1);
    }
}
