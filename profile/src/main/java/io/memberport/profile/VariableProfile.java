package io.memberport.profile;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import java.util.List;
import java.util.Objects;

/**
 * What an export has of one variable.
 *
 * @param definition the last one in the file, if it has several for the id, but with the strictest sensitivity of all of them
 * @param members that have the variable, with or without values
 * @param filledMembers members that have at least one value other than null
 * @param values values other than null
 * @param nulls values that are null
 * @param distinctValues how many different values there are: options are told apart by their ids, all else by their text
 * @param valuesPerMember how many values the filled members have
 * @param content what the values are like
 */
public record VariableProfile(
        ProfileVariable definition,
        long members,
        long filledMembers,
        long values,
        long nulls,
        DistinctCount distinctValues,
        List<Bin> valuesPerMember,
        Content content) {

    public VariableProfile {
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(distinctValues, "distinctValues");
        valuesPerMember = List.copyOf(valuesPerMember);
        Objects.requireNonNull(content, "content");
    }

    /** Whether values are kept back: the variable is sensitive, or the export does not say. */
    public boolean isProtected() {
        return definition.sensitivity() != Sensitivity.NOT_SENSITIVE;
    }

    /**
     * How many different values there are.
     *
     * @param count exact, or within a few percent
     */
    public record DistinctCount(long count, boolean isExact) {}

    /**
     * The values between two bounds.
     *
     * @param from the least value, included
     * @param to the greatest value: included in the last bin and if it equals {@code from}, else excluded
     * @param count how many values, or members; an estimate where the quantiles of numbers are one
     */
    public record Bin(double from, double to, long count) {}
}
