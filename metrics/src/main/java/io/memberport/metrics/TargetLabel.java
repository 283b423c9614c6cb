package io.memberport.metrics;

import io.memberport.port.ShownTarget;

/**
 * What tells targets apart in a label: the beginning of a description without all that may be a credential. Sinks describe
 * themselves without one, but a label goes further than a message, and a sink may be of another author.
 */
final class TargetLabel {

    private static final int LONGEST = 100;

    private TargetLabel() {}

    static String of(String description) {
        String plain = ShownTarget.of(description).text().strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
    }
}
