package io.memberport.model;

import java.util.List;
import java.util.Objects;

/**
 * One member of the export.
 *
 * @param id the member's guid as sent
 * @param variables in the order sent; empty if the member has none
 * @param json the member's JSON object exactly as sent, braces included
 */
public record Member(Text id, List<VariableValues> variables, Text json) {

    public Member {
        Objects.requireNonNull(id, "id");
        variables = List.copyOf(variables);
        Objects.requireNonNull(json, "json");
    }

    /** The number of variables, never an id or a value. */
    @Override
    public String toString() {
        return "Member[" + variables.size() + " variables]";
    }
}
