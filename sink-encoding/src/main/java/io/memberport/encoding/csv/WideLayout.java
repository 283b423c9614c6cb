package io.memberport.encoding.csv;

import io.memberport.encoding.block.BlockLines;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.encoding.column.PerVariable;
import io.memberport.encoding.json.JsonText;
import io.memberport.model.DataType;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.Value;
import java.util.Arrays;

/**
 * One row per member, one column per variable. A single value is written as it is; several, and those of a {@code set}
 * however many, as a JSON array; no value as null, for a {@code set} as an empty array. A variable that a member has
 * twice has the values of both, in order. Used by one thread at a time.
 */
public final class WideLayout implements BlockLines {

    private static final int INDEXES_BYTES = 512 * 1024;

    /** In place of where a variable is. */
    private static final int NONE = -1;

    private final WideColumns columns;
    private final CellWriter cells;
    private final PerVariable<Integer> indexes;

    // Where in the block the variables of a column are that a member has there: the first, the last, and after each of
    // the
    // member's the next one of the same column.
    private final int[] first;
    private final int[] last;
    private int[] next = new int[64];
    private int memberStart;

    /** Rows of an export whose variables all have a column, to the end of a buffer. */
    public WideLayout(WideColumns columns, CsvDialect dialect, RowBuffer out) {
        this.columns = columns;
        this.cells = new CellWriter(dialect, out);
        this.indexes = new PerVariable<>(columns.indexes()::of, index -> 0, INDEXES_BYTES);
        this.first = new int[columns.present().size()];
        this.last = new int[first.length];
    }

    @Override
    public void writeHeader() {
        cells.text(WideColumns.MEMBER_ID);
        for (WideColumn column : columns.present()) {
            cells.next();
            cells.text(column.name());
        }
        cells.endRow();
    }

    @Override
    public long write(MemberBlock block) {
        MemberCursor at = block.cursor();
        while (at.nextMember()) {
            collect(at);
            cells.text(at.memberId());
            for (int variable : first) {
                cells.next();
                if (variable != NONE) {
                    writeCell(at, variable);
                }
            }
            cells.endRow();
        }
        return block.memberCount();
    }

    private void collect(MemberCursor at) {
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

    private int after(int variable) {
        return next[variable - memberStart];
    }

    private void writeCell(MemberCursor at, int firstVariable) {
        at.toVariable(firstVariable);
        boolean isArray = isSet(at) || at.valueCount() > 1;
        if (after(firstVariable) != NONE) {
            isArray = isArrayOfAll(at, firstVariable);
        }
        if (isArray) {
            writeArray(at, firstVariable);
            return;
        }
        for (int variable = firstVariable; variable != NONE; variable = after(variable)) {
            at.toVariable(variable);
            if (at.nextValue()) {
                cells.cell(at.value(), at.kind() == Value.Kind.STRING);
            }
        }
    }

    private static boolean isSet(MemberCursor at) {
        return at.variable().dataType() == DataType.SET;
    }

    private boolean isArrayOfAll(MemberCursor at, int firstVariable) {
        int values = 0;
        boolean isSet = false;
        for (int variable = firstVariable; variable != NONE; variable = after(variable)) {
            at.toVariable(variable);
            values += at.valueCount();
            isSet |= isSet(at);
        }
        return isSet || values > 1;
    }

    private void writeArray(MemberCursor at, int firstVariable) {
        RowBuffer out = cells.out();
        int start = out.size();
        byte separator = '[';
        for (int variable = firstVariable; variable != NONE; variable = after(variable)) {
            at.toVariable(variable);
            while (at.nextValue()) {
                out.append(separator);
                JsonText.appendValue(at, out);
                separator = ',';
            }
        }
        if (separator == '[') {
            out.append(separator);
        }
        out.append((byte) ']');
        cells.endCell(start);
    }
}
