package io.memberport.encoding.csv;

import io.memberport.encoding.column.PerVariable;
import io.memberport.model.DataType;
import io.memberport.model.MemberCursor;
import java.util.Arrays;

/**
 * What a member has in each column of the wide layout: a variable or none, or several in their order, because a member can have a
 * variable twice. Used by one thread at a time, for one member after the other.
 */
public final class MemberColumns {

    /** In place of where a variable is. */
    public static final int NONE = -1;

    private static final int INDEXES_BYTES = 512 * 1024;

    private final PerVariable<Integer> indexes;

    // Where in the block the variables of a column are that a member has there: the first, the last, and after each of
    // the member's the next one of the same column.
    private final int[] first;
    private final int[] last;
    private int[] next = new int[64];
    private int memberStart;

    /** Of an export whose variables all have a column. */
    public MemberColumns(WideColumns columns) {
        this.indexes = new PerVariable<>(columns.indexes()::of, index -> 0, INDEXES_BYTES);
        this.first = new int[columns.present().size()];
        this.last = new int[first.length];
    }

    /** Finds the variables of the member where a cursor stands, before its first one. */
    public void collect(MemberCursor at) {
        Arrays.fill(first, NONE);
        if (next.length < at.variableCount()) {
            next = new int[2 * at.variableCount()];
        }
        indexes.startMember();
        for (int i = 0; at.nextVariable(); i++) {
            int index = at.variableIndex();
            int column = indexes.get(at.variable());
            memberStart = index - i;
            next[i] = NONE;
            if (first[column] == NONE) {
                first[column] = index;
            } else {
                next[last[column] - memberStart] = index;
            }
            last[column] = index;
        }
    }

    public int count() {
        return first.length;
    }

    /** The {@linkplain MemberCursor#variableIndex() index} of the first variable in a column; {@link #NONE} if there is none. */
    public int first(int column) {
        return first[column];
    }

    /** The next variable in the same column; {@link #NONE} if there is none. */
    public int after(int variable) {
        return next[variable - memberStart];
    }

    /** Whether a column has a list: several values, or those of a {@code set} however many. */
    public boolean isList(MemberCursor at, int firstVariable) {
        int values = 0;
        boolean isSet = false;
        for (int variable = firstVariable; variable != NONE; variable = after(variable)) {
            at.toVariable(variable);
            values += at.valueCount();
            isSet |= at.variable().dataType() == DataType.SET;
        }
        return isSet || values > 1;
    }

    /** Goes to the only value in a column that has no list; false if it has none. */
    public boolean toValue(MemberCursor at, int firstVariable) {
        for (int variable = firstVariable; variable != NONE; variable = after(variable)) {
            at.toVariable(variable);
            if (at.nextValue()) {
                return true;
            }
        }
        return false;
    }
}
