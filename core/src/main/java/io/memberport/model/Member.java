package io.memberport.model;

import java.util.List;
import java.util.Objects;

/**
 * One member of the export.
 *
 * @param id the member's guid as sent
 * @param variables in the order sent; empty if the member has none
 * @param json the member's JSON object exactly as sent, braces included; if a {@linkplain io.memberport.privacy.PrivacyPolicy policy}
 *     takes something away, an object that says what is left
 * @param byteOffset where the object that was sent begins in the export's JSON, uncompressed, in bytes from 0; {@link #NO_OFFSET} if unknown
 */
public record Member(Text id, List<VariableValues> variables, Text json, long byteOffset) {

    /** The offset of a member that comes from no file. */
    public static final long NO_OFFSET = -1;

    public Member {
        Objects.requireNonNull(id, "id");
        variables = List.copyOf(variables);
        Objects.requireNonNull(json, "json");
    }

    /** A member that comes from no file. */
    public Member(Text id, List<VariableValues> variables, Text json) {
        this(id, variables, json, NO_OFFSET);
    }

    /** The number of variables, never an id or a value. */
    @Override
    public String toString() {
        return "Member[" + variables.size() + " variables]";
    }
}
