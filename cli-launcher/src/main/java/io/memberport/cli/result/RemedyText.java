package io.memberport.cli.result;

import io.memberport.error.Remedy;
import java.util.Map;

/** What this command has for each {@link Remedy}: a flag, a variable or another command. */
final class RemedyText {

    private RemedyText() {}

    /** The option that is a remedy, with its value, an empty one if it takes none; empty if it is no option, or takes a decision. */
    static Map<String, String> option(Remedy remedy) {
        return switch (remedy) {
            case ALLOW_OLDER -> Map.of("--allow-older", "");
            case ALLOW_INCREMENTAL -> Map.of("--allow-incremental", "");
            case ACCEPT_DRIFT -> Map.of("--on-drift", "report");
            case RAISE_FILE_SIZE,
                    RAISE_MEMBER_SIZE,
                    RAISE_COMPRESSION_RATIO,
                    ALLOW_PRIVATE_LINKS,
                    TRUST_AUTHORITY,
                    REPLACE_FILE,
                    EXPORT_IN_FULL,
                    ALLOW_MISSING_VARIABLES,
                    GIVE_DATABASE_PASSWORD,
                    RUN_SETUP_SCRIPT,
                    SET_SYSTEM_PROPERTY -> Map.of();
        };
    }

    /** A sentence, to go after a message. */
    static String of(Remedy remedy) {
        return switch (remedy) {
            case RAISE_FILE_SIZE -> "Use --max-file-size.";
            case RAISE_MEMBER_SIZE -> "Use --max-member-size.";
            case RAISE_COMPRESSION_RATIO -> "Use --max-compression-ratio.";
            case ALLOW_PRIVATE_LINKS -> "Use --link-addresses any.";
            case TRUST_AUTHORITY -> "Use --ca-file.";
            case ALLOW_OLDER -> "Use --allow-older.";
            case ALLOW_INCREMENTAL -> "Use --allow-incremental.";
            case REPLACE_FILE -> "Use --force.";
            case EXPORT_IN_FULL -> "Use --full.";
            case ALLOW_MISSING_VARIABLES -> "Use 'missing: allow' under 'privacy' in the settings file.";
            case ACCEPT_DRIFT -> "Use --on-drift report.";
            case GIVE_DATABASE_PASSWORD -> "Use MEMBERPORT_JDBC_PASSWORD or MEMBERPORT_JDBC_PASSWORD_FILE.";
            case RUN_SETUP_SCRIPT -> "'memberport ddl' prints a script for that.";
            case SET_SYSTEM_PROPERTY -> "Give it " + JavaOptions.place() + ".";
        };
    }
}
