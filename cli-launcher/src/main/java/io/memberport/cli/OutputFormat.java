package io.memberport.cli;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;

/** The form of a result. */
enum OutputFormat {
    TEXT,
    JSON;

    static OutputFormat parse(Given given) {
        return switch (given.value()) {
            case "text" -> TEXT;
            case "json" -> JSON;
            default ->
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        given.origin() + " is '" + Printable.text(given.value()) + "'; it must be text or json.");
        };
    }
}
