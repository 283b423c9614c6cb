package io.memberport.model;

/** What a policy for personal data does to the values of a variable, the strictest last. */
public enum PrivacyAction {
    /** They are written as they came. */
    KEEP,
    /** Each becomes a keyed hash, the same for the same value, so that rows can still be joined by it. */
    HASH,
    /** Each becomes the same fixed text. */
    MASK,
    /** The variable does not reach the target. */
    DROP;

    /** Whether the variable and its values stay as they are. */
    public boolean keeps() {
        return this == KEEP;
    }
}
