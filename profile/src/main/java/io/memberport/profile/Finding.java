package io.memberport.profile;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something unusual in an export that a reader, or a target, would stumble over.
 *
 * @param kind what it is
 * @param variableId the variable it is about; null if it is about none, or about all of them
 * @param count how often; an estimate where the kind says so
 * @param subject what else it is about: the name of a target, or the shared name of a column; null if nothing. Never a value
 */
public record Finding(
        Kind kind,
        @Nullable String variableId,
        long count,
        @Nullable String subject) {

    public Finding {
        Objects.requireNonNull(kind, "kind");
    }

    /** What can be found. */
    public enum Kind {
        /** Members that appear more than once; an estimate from some millions of members on. */
        DUPLICATE_MEMBERS,
        /** Members that have a variable more than once. */
        DUPLICATE_VARIABLES,
        /** Variables that have the same name, if upper and lower case are not told apart; a wide layout renames all but one. */
        SHARED_NAMES,
        /** A variable whose definition changes within the file. */
        CHANGED_DEFINITION,
        /** Values that do not fit their variable's type. */
        UNFITTING_VALUES,
        /** Date-times, effective dates among them, that are before 1900 or after the year 9999's end, or before a target's first date. */
        ODD_DATES,
        /** A wide layout has more columns than the target that {@code subject} names can have. */
        TOO_MANY_COLUMNS,
        /** Fields that this version does not know. */
        UNRECOGNISED_FIELDS
    }
}
