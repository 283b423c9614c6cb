package io.memberport.encoding.column;

import io.memberport.encoding.json.JsonText;
import io.memberport.model.DataType;
import io.memberport.model.MemberCursor;
import io.memberport.model.Text;
import org.jspecify.annotations.Nullable;

/**
 * Writes what members have in the columns of the wide layout where columns have types. Used by one thread at a time.
 *
 * @param <E> how the target fails
 */
public final class WideCells<E extends Exception> {

    /** In place of the index of a variable that the member does not have. */
    public static final int ABSENT = -1;

    /**
     * Takes cells in the order of the columns. Those that return a boolean write a null where the column cannot hold the
     * value, and say so by returning false.
     */
    public interface Target<E extends Exception> {

        /** A null, in a column of any kind. */
        void nothing() throws E;

        void text(Text text) throws E;

        /** A number as JSON writes it, or anything else, which no column holds. */
        boolean number(Text digits) throws E;

        /** Whether {@link #number} would say that its column holds it. */
        boolean holdsNumber(Text digits);

        /** An instant, given as an ISO-8601 date-time, or anything else, which no column holds. */
        boolean time(Text dateTime) throws E;

        /** Whether {@link #time} would say that its column holds it. */
        boolean holdsTime(Text dateTime);

        /** The labels of a set, of which there is at least one: all values of the variable before whose first one a cursor stands. */
        void list(MemberCursor at) throws E;
    }

    private final InvalidValuePolicy policy;
    private final Target<E> target;

    /** Cells of one target. */
    public WideCells(InvalidValuePolicy policy, Target<E> target) {
        this.policy = policy;
        this.target = target;
    }

    /**
     * Whether a cell will be null because of what the member has there, so that nothing of what was there before stays: there
     * are no values, or they do not fit and null takes their place.
     *
     * @param at stands at the variable, before its first value
     * @param kind what the column holds
     */
    public boolean clears(MemberCursor at, ColumnKind kind) {
        Text single = single(at);
        return isNothing(at, single) || (policy.replaces() && !fits(single, kind));
    }

    private boolean fits(@Nullable Text single, ColumnKind kind) {
        return switch (kind) {
            case TEXT, LIST -> true;
            case NUMBER -> single != null && target.holdsNumber(single);
            case TIME -> single != null && target.holdsTime(single);
        };
    }

    /** The text of the only value; null if there is no such value or no such text. The cursor goes to that value. */
    private static @Nullable Text single(MemberCursor at) {
        return at.valueCount() == 1 && at.nextValue() ? at.value() : null;
    }

    /** Whether a variable is there to say that the member has no values of it: there are none, or a null only. */
    private static boolean isNothing(MemberCursor at, @Nullable Text single) {
        int count = at.valueCount();
        return count == 0 || (count == 1 && single == null && !isSet(at));
    }

    private static boolean isSet(MemberCursor at) {
        return at.variable().dataType() == DataType.SET;
    }

    /**
     * Writes a cell.
     *
     * @param at stands somewhere in the member
     * @param variable the {@linkplain MemberCursor#variableIndex index} of what the member has there; {@link #ABSENT} if
     *     nothing is said of it
     * @param kind what the column holds, whatever the variable's type is now: text, should that be another
     */
    public void write(MemberCursor at, int variable, ColumnKind kind) throws E {
        if (variable == ABSENT) {
            target.nothing();
            return;
        }
        at.toVariable(variable);
        Text single = single(at);
        if (isNothing(at, single)) {
            target.nothing();
            return;
        }
        try {
            write(at, single, kind);
        } catch (RefusedValueException refused) {
            throw refused.of(at.variable());
        }
    }

    private void write(MemberCursor at, @Nullable Text single, ColumnKind kind) throws E {
        switch (kind) {
            case LIST -> {
                at.rewindVariable();
                target.list(at);
            }
            case TEXT -> target.text(single == null || isSet(at) ? JsonText.array(at) : single);
            case NUMBER -> writeNumber(single);
            case TIME -> writeTime(single);
        }
    }

    private void writeNumber(@Nullable Text single) throws E {
        if (single == null) {
            target.nothing();
            policy.replace("several values of a numeric variable");
        } else if (!target.number(single)) {
            policy.replace("a value of a numeric variable that is no number, or is beyond the range of its column");
        }
    }

    private void writeTime(@Nullable Text single) throws E {
        if (single == null) {
            target.nothing();
            policy.replace("several values of a date-time variable");
        } else if (!target.time(single)) {
            policy.replace("a value of a date-time variable that is no date-time");
        }
    }
}
