package io.memberport.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A variable of one member with its values.
 *
 * @param variable the definition
 * @param values in the order sent; empty if the member has none, which an export may say explicitly
 * @param effectiveDate when the values became effective, an ISO-8601 date-time as sent; null if the export gives none
 */
public record VariableValues(
        ProfileVariable variable,
        List<Value> values,
        @Nullable Text effectiveDate) {

    public VariableValues {
        Objects.requireNonNull(variable, "variable");
        values = List.copyOf(values);
    }

    /** The variable and the number of values, never their content. */
    @Override
    public String toString() {
        return "VariableValues[" + variable.id() + ", " + values.size() + " values]";
    }
}
