package io.memberport.metrics;

import java.util.regex.Pattern;

/**
 * What tells targets apart in a label: the beginning of a description without all that may be a credential. Sinks describe
 * themselves without one, but a label goes further than a message, and a sink may be of another author.
 */
final class TargetLabel {

    private static final int LONGEST = 100;

    /** Parameters and fragments. */
    private static final Pattern DETAILS = Pattern.compile("[?#;].*", Pattern.DOTALL);

    private static final Pattern USER = Pattern.compile("//[^/]*@");
    private static final Pattern SECRET =
            Pattern.compile("(?i)[\\w.]*(password|passwd|pwd|secret|token)[\\w.]*\\s*=.*", Pattern.DOTALL);

    private TargetLabel() {}

    static String of(String description) {
        String plain = DETAILS.matcher(description).replaceFirst("");
        plain = USER.matcher(plain).replaceAll("//");
        plain = SECRET.matcher(plain).replaceFirst("").strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
    }
}
