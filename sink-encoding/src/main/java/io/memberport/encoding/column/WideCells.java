package io.memberport.encoding.column;

import io.memberport.encoding.json.JsonText;
import io.memberport.model.DataType;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what members have in the columns of the wide layout where columns have types. Used by one thread at a time.
 *
 * @param <E> how the target fails
 */
public final class WideCells<E extends Exception> {

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

        /** The labels of a set, of which there is at least one. */
        void list(List<Value> values) throws E;
    }

    private final InvalidValuePolicy policy;
    private final Target<E> target;

    /** Cells of one target. */
    public WideCells(InvalidValuePolicy policy, Target<E> target) {
        this.policy = policy;
        this.target = target;
    }

    /** Whether a variable is there to say that the member has no values of it: there are none, or a null only. */
    public static boolean isNothing(VariableValues entry) {
        List<Value> values = entry.values();
        return values.isEmpty()
                || (values.size() == 1 && !isList(entry) && values.get(0).text() == null);
    }

    private static boolean isList(VariableValues entry) {
        return entry.variable().dataType() == DataType.SET;
    }

    /**
     * Whether a cell will be null because of what the member has there, so that nothing of what was there before stays: there
     * are no values, or they do not fit and null takes their place.
     *
     * @param kind what the column holds
     */
    public boolean clears(VariableValues entry, ColumnKind kind) {
        return isNothing(entry) || (policy.replaces() && !fits(entry.values(), kind));
    }

    private boolean fits(List<Value> values, ColumnKind kind) {
        Text single = single(values);
        return switch (kind) {
            case TEXT, LIST -> true;
            case NUMBER -> single != null && target.holdsNumber(single);
            case TIME -> single != null && target.holdsTime(single);
        };
    }

    private static @Nullable Text single(List<Value> values) {
        return values.size() == 1 ? values.get(0).text() : null;
    }

    /**
     * Writes a cell.
     *
     * @param entry what the member has there; null if nothing is said of it
     * @param kind what the column holds, whatever the variable's type is now: text, should that be another
     */
    public void write(@Nullable VariableValues entry, ColumnKind kind) throws E {
        if (entry == null || isNothing(entry)) {
            target.nothing();
            return;
        }
        try {
            write(entry, entry.values(), kind);
        } catch (RefusedValueException refused) {
            throw refused.of(entry.variable());
        }
    }

    private void write(VariableValues entry, List<Value> values, ColumnKind kind) throws E {
        Text single = single(values);
        switch (kind) {
            case LIST -> target.list(values);
            case TEXT -> target.text(single == null || isList(entry) ? JsonText.array(values) : single);
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
