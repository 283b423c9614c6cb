package io.memberport.model;

/** What an export says about a variable's {@code isSensitive}. */
public enum Sensitivity {
    SENSITIVE,
    NOT_SENSITIVE,
    /** The export does not say. Whoever protects data treats this like {@link #SENSITIVE}. */
    UNSTATED
}
