package io.memberport.error;

/**
 * What the user of a run can do about a failure. The message of the failure says it in general terms; a program that
 * has a flag or a command for it adds its name.
 */
public enum Remedy {
    /** Raise the limit of a file's length. */
    RAISE_FILE_SIZE(true),
    /** Raise the limit of a member's length. */
    RAISE_MEMBER_SIZE(true),
    /** Raise the limit of how much a file may be compressed. */
    RAISE_COMPRESSION_RATIO(true),
    /** Allow links to lead into private networks. */
    ALLOW_PRIVATE_LINKS(false),
    /** Add an authority to the trusted ones. */
    TRUST_AUTHORITY(false),
    /** Allow older values to replace newer ones. */
    ALLOW_OLDER(false),
    /** Allow changes to replace a whole snapshot. */
    ALLOW_INCREMENTAL(false),
    /** Allow a file to be replaced. */
    REPLACE_FILE(false),
    /** Make a full export. */
    EXPORT_IN_FULL(false),
    /** Allow privacy rules for variables that an export does not have. */
    ALLOW_MISSING_VARIABLES(false),
    /** Accept that variables have changed. */
    ACCEPT_DRIFT(false),
    /** Give the password of a database in another way. */
    GIVE_DATABASE_PASSWORD(false),
    /** Run the script that prepares a target. */
    RUN_SETUP_SCRIPT(false),
    /** Set a system property of the JVM. */
    SET_SYSTEM_PROPERTY(false);

    private final boolean raisesLimit;

    Remedy(boolean raisesLimit) {
        this.raisesLimit = raisesLimit;
    }

    /** Whether it raises a limit of the run. */
    public boolean raisesLimit() {
        return raisesLimit;
    }
}
