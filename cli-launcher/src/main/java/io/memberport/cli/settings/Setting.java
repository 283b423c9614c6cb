package io.memberport.cli.settings;

import io.memberport.port.SinkOption;

/**
 * A setting that has one value. Its names follow from one another: {@code --api-url}, {@code MEMBERPORT_API_URL} and
 * {@code api-url}.
 */
public enum Setting {
    REGION,
    COMMUNITY,
    API_URL,
    LINK_ADDRESSES,
    CA_FILE,
    CLIENT_ID(true),
    CLIENT_SECRET(true),
    API_KEY(true),
    HASH_KEY(true),
    DEADLINE,
    POLL_INTERVAL,
    MAX_FILE_SIZE,
    MAX_MEMBER_SIZE,
    MAX_COMPRESSION_RATIO,
    MIN_RATE,
    MIN_RATE_WINDOW,
    CONNECTIONS,
    SPOOL_DIRECTORY,
    STATE_DIRECTORY,
    PLUGINS,
    OUTPUT,
    LOG_FORMAT,
    METRICS_FILE,
    OTLP_ENDPOINT,
    NOTIFY_URL,
    NOTIFY_KEY(true);

    /** What the name of every variable of ours begins with. */
    public static final String VARIABLE_PREFIX = "MEMBERPORT_";

    /** What the file variant of a secret ends with in the settings file. */
    static final String FILE_KEY_SUFFIX = "-file";

    /** What the file variant of a secret ends with in the environment. */
    static final String FILE_VARIABLE_SUFFIX = "_FILE";

    private final boolean secret;

    Setting() {
        this(false);
    }

    Setting(boolean secret) {
        this.secret = secret;
    }

    /** Whether it has no flag, because other users of a machine can read command lines; but a {@code -file} variant. */
    public boolean isSecret() {
        return secret;
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

    public String fileEnvironmentVariable() {
        return environmentVariable() + FILE_VARIABLE_SUFFIX;
    }
}
