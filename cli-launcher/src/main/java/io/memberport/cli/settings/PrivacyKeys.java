package io.memberport.cli.settings;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys under {@code privacy} in the settings file, and under each target in {@code privacy targets}. */
public final class PrivacyKeys {

    public static final String SENSITIVE = "sensitive";
    public static final String UNSTATED = "unstated";
    public static final String NOT_SENSITIVE = "not-sensitive";
    public static final String OTHERWISE = "otherwise";
    public static final String ONLY = "only";
    public static final String DROP = "drop";
    public static final String HASH = "hash";
    public static final String MASK = "mask";
    public static final String KEEP = "keep";
    public static final String MEMBER_ID = "member-id";
    public static final String MASK_TEXT = "mask-text";
    public static final String DROPPED_NAMES = "dropped-names";
    public static final String UNKNOWN_FIELDS = "unknown-fields";
    public static final String MISSING = "missing";

    /** What has policies of its own for single targets; not under a target. */
    static final String TARGETS = "targets";

    /** Those that can have several values. */
    static final Set<String> LISTS = Set.of(ONLY, DROP, HASH, MASK, KEEP);

    /** All that stand under a target. */
    static final Set<String> OF_TARGET = with(
            LISTS,
            SENSITIVE,
            UNSTATED,
            NOT_SENSITIVE,
            OTHERWISE,
            MEMBER_ID,
            MASK_TEXT,
            DROPPED_NAMES,
            UNKNOWN_FIELDS,
            MISSING);

    /** All that stand under {@code privacy} itself. */
    static final Set<String> OF_ALL = with(OF_TARGET, TARGETS);

    private PrivacyKeys() {}

    private static Set<String> with(Set<String> keys, String... more) {
        return Stream.concat(keys.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }
}
