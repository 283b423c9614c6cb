package io.memberport.cli.result;

import io.memberport.error.FailureKind;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The exit codes, which scripts rely on and which therefore never change, and their meanings. */
public final class ExitCode {

    public static final int DONE = 0;
    public static final int UNEXPECTED = 1;
    public static final int USAGE = 2;
    public static final int ACCESS_DENIED = 3;
    public static final int EXPORT_FAILED = 4;
    public static final int DEADLINE = 5;
    public static final int UNAVAILABLE = 6;
    public static final int MALFORMED_EXPORT = 7;
    public static final int TARGET_FAILED = 8;
    public static final int INTERRUPTED = 130;

    /** What each means to the user, in the order of the codes. */
    public static final Map<Integer, String> MEANINGS = Collections.unmodifiableMap(new TreeMap<>(Map.of(
            DONE, "done",
            UNEXPECTED, "unexpected: a mistake in Memberport",
            USAGE, "wrong usage or configuration, including an unknown community or batch",
            ACCESS_DENIED, "access denied: wrong credentials, or missing permissions",
            EXPORT_FAILED, "the export failed at Alida",
            DEADLINE, "not finished by the deadline; the message says how to resume",
            UNAVAILABLE, "network or API unavailable after all retries, or its answer cannot be understood",
            MALFORMED_EXPORT, "the export file is malformed or incomplete",
            TARGET_FAILED, "a target could not be written, or refused the export",
            INTERRUPTED, "interrupted (Ctrl-C, or SIGTERM)")));

    /** Those that every command can end with. */
    public static final Set<Integer> ANY_COMMAND = Set.of(DONE, UNEXPECTED, USAGE, INTERRUPTED);

    private ExitCode() {}

    public static int of(FailureKind kind) {
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
