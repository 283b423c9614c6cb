package io.memberport.cli;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.Locale;

/** Where links to files may lead. */
enum LinkAddresses {
    PUBLIC,
    ANY;

    static LinkAddresses parse(Given given) {
        return switch (given.value()) {
            case "public" -> PUBLIC;
            case "any" -> ANY;
            default ->
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        given.origin() + " is '" + Printable.text(given.value()) + "'; it must be public or any.");
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
