package io.memberport.model;

import org.jspecify.annotations.Nullable;

/**
 * One value of a member's variable.
 *
 * @param kind the JSON form in which it was sent
 * @param text the content: a string's characters, a number's digits exactly as sent, {@code true} or {@code false}, the
 *     JSON text of anything else; null if and only if {@code kind} is {@link Kind#NULL}. A null value and an empty
 *     string are different things.
 * @param id the guid of the value (of the option, for {@code enum} and {@code set}); null if the export gives none
 */
public record Value(
        Kind kind, @Nullable Text text, @Nullable Text id) {

    /** The JSON form in which a value was sent, whatever its variable's data type says. */
    public enum Kind {
        STRING,
        NUMBER,
        BOOLEAN,
        /** JSON {@code null}, or no {@code value} at all. */
        NULL,
        /** An object or an array, which the API does not document; the text is its JSON as sent. */
        JSON
    }

    public Value {
        if ((text == null) != (kind == Kind.NULL)) {
            throw new IllegalArgumentException("a value has a text unless its kind is NULL, and this one is " + kind);
        }
    }

    /** The kind, never the content. */
    @Override
    public String toString() {
        return "Value[" + kind + "]";
    }
}
