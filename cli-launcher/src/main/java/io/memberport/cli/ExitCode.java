package io.memberport.cli;

import io.memberport.error.FailureKind;

/** The exit codes, which scripts rely on and which therefore never change their meaning. */
final class ExitCode {

    static final int DONE = 0;
    static final int UNEXPECTED = 1;
    static final int USAGE = 2;
    static final int ACCESS_DENIED = 3;
    static final int EXPORT_FAILED = 4;
    static final int DEADLINE = 5;
    static final int UNAVAILABLE = 6;
    static final int MALFORMED_EXPORT = 7;
    static final int TARGET_FAILED = 8;
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    static int of(FailureKind kind) {
        return switch (kind) {
            case CONFIGURATION, NOT_FOUND -> USAGE;
            case ACCESS_DENIED -> ACCESS_DENIED;
            case EXPORT_FAILED -> EXPORT_FAILED;
            case DEADLINE -> DEADLINE;
            case UNAVAILABLE, PROTOCOL -> UNAVAILABLE;
            case MALFORMED_EXPORT -> MALFORMED_EXPORT;
            case TARGET, TARGET_BUSY -> TARGET_FAILED;
            case INTERRUPTED -> INTERRUPTED;
            case BUG -> UNEXPECTED;
        };
    }
}
