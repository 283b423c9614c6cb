package io.memberport.model;

import org.jspecify.annotations.Nullable;

/** What an export says about a variable's {@code isSensitive}. */
public enum Sensitivity {
    SENSITIVE,
    NOT_SENSITIVE,
    /** The export does not say. Protection of data treats this like {@link #SENSITIVE}. */
    UNSTATED;

    /** What a value of {@code isSensitive} says; null if there is none. */
    public static Sensitivity of(@Nullable Boolean isSensitive) {
        if (isSensitive == null) {
            return UNSTATED;
        }
        return isSensitive ? SENSITIVE : NOT_SENSITIVE;
    }

    /** How results name it: {@code yes}, {@code no} or {@code unstated}. */
    public String word() {
        return switch (this) {
            case SENSITIVE -> "yes";
            case NOT_SENSITIVE -> "no";
            case UNSTATED -> "unstated";
        };
    }

    /** The value of {@code isSensitive} that says this; null if there is none. */
    public @Nullable Boolean isSensitive() {
        return this == UNSTATED ? null : Boolean.valueOf(this == SENSITIVE);
    }
}
