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

    /** The {@link #subject} of odd dates that are effective dates, not values. */
    public static final String EFFECTIVE_DATE = "effectiveDate";

    /** With so many members, {@link Kind#DUPLICATE_MEMBERS} begin to be estimated: their hashes need more than three megabytes. */
    public static final int MEMBERS_TOLD_APART = 3 << 17;

    public Finding {
        Objects.requireNonNull(kind, "kind");
    }

    /** Whether it is about odd effective dates, not odd values. */
    public boolean isOfEffectiveDates() {
        return EFFECTIVE_DATE.equals(subject);
    }

    /** What can be found. */
    public enum Kind {
        /** Members that appear more than once; an estimate if there are {@link Finding#MEMBERS_TOLD_APART} members or more. */
        DUPLICATE_MEMBERS,
        /** Members that have the variable more than once. */
        DUPLICATE_VARIABLES,
        /**
         * So many variables have the name that {@code subject} has, if upper and lower case are not told apart; a wide layout renames all
         * but one.
         */
        SHARED_NAMES,
        /** The variable has so many different definitions within the file, sixteen of them at most. */
        CHANGED_DEFINITION,
        /** Values of a number or a date-time that are none, or that are beyond the range of doubles or of the years 1 to 9999. */
        UNFITTING_VALUES,
        /**
         * Date-times before 1900 or from 2100 on; if {@code subject} is {@link Finding#EFFECTIVE_DATE}, effective dates that are so, or that
         * are no date-times.
         */
        ODD_DATES,
        /** There are so many variables, more than a wide table of what {@code subject} names can have. */
        TOO_MANY_COLUMNS,
        /** Fields that this version does not know. */
        UNRECOGNISED_FIELDS
    }
}
