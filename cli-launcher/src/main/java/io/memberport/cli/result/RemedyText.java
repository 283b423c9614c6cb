package io.memberport.cli.result;

import io.memberport.error.Remedy;

/** What this command has for each {@link Remedy}: a flag, a variable or another command. */
final class RemedyText {

    private RemedyText() {}

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
            case SET_SYSTEM_PROPERTY -> "Use MEMBERPORT_JAVA_OPTS, or, with java -jar, give it before -jar.";
        };
    }
}
