package io.memberport.cli.settings;

import io.memberport.port.SinkOption;

/**
 * A setting that has one value. Its names follow from one another: {@code --api-url}, {@code MEMBERPORT_API_URL} and
 * {@code api-url}.
 */
public enum Setting {
    REGION(Kind.IDENTITY),
    COMMUNITY(Kind.IDENTITY),
    API_URL(Kind.IDENTITY),
    LINK_ADDRESSES,
    CA_FILE,
    CLIENT_ID(Kind.SECRET),
    CLIENT_SECRET(Kind.SECRET),
    API_KEY(Kind.SECRET),
    HASH_KEY(Kind.SECRET),
    DEADLINE,
    POLL_INTERVAL,
    MAX_FILE_SIZE,
    MAX_MEMBER_SIZE,
    MAX_COMPRESSION_RATIO,
    MIN_RATE,
    MIN_RATE_WINDOW,
    CONNECTIONS,
    ON_DRIFT,
    SPOOL_DIRECTORY,
    STATE_DIRECTORY,
    PLUGINS(Kind.OF_PROCESS),
    PARALLEL(Kind.OF_PROCESS),
    OUTPUT(Kind.OF_PROCESS),
    LOG_FORMAT(Kind.OF_PROCESS),
    METRICS_FILE,
    OTLP_ENDPOINT,
    NOTIFY_URL,
    NOTIFY_KEY(Kind.SECRET);

    /** What a setting is about. */
    private enum Kind {
        /** How a run works. */
        WAY,
        /** Whose members they are. */
        IDENTITY,
        SECRET,
        /** The process with all its jobs. */
        OF_PROCESS
    }

    /** What the name of every variable of ours begins with. */
    public static final String VARIABLE_PREFIX = "MEMBERPORT_";

    /** What the file variant of a secret ends with in the settings file. */
    static final String FILE_KEY_SUFFIX = "-file";

    /** What ends, in the settings file, the key that names the variable of a secret. */
    static final String VARIABLE_KEY_SUFFIX = "-env";

    /** What the file variant of a secret ends with in the environment. */
    static final String FILE_VARIABLE_SUFFIX = "_FILE";

    private final Kind kind;

    Setting() {
        this(Kind.WAY);
    }

    Setting(Kind kind) {
        this.kind = kind;
    }

    /** Whether it has no flag, because other users of a machine can read command lines; but a {@code -file} variant. */
    public boolean isSecret() {
        return kind == Kind.SECRET;
    }

    /** Whether it is the same for all jobs. */
    boolean isOfProcess() {
        return kind == Kind.OF_PROCESS;
    }

    /**
     * Whether a job's own value beats the environment's. A variable is the same for all jobs, and must not send the members of
     * one community to the target of another, nor a credential to another one's API.
     */
    boolean isOwnOfJob() {
        return kind == Kind.IDENTITY || kind == Kind.SECRET;
    }

    /** Its name in the settings file. */
    public String key() {
        return SinkOption.wireName(this);
    }

    public String flag() {
        return "--" + key();
    }

    public String environmentVariable() {
        return VARIABLE_PREFIX + name();
    }

    /** The file variant of a secret in the settings file. */
    String fileKey() {
        return key() + FILE_KEY_SUFFIX;
    }

    /** The key that names the variable of a secret. */
    String variableKey() {
        return key() + VARIABLE_KEY_SUFFIX;
    }

    public String fileEnvironmentVariable() {
        return environmentVariable() + FILE_VARIABLE_SUFFIX;
    }
}
