package io.memberport.sink.csv;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.DataType;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One row per member, one column per variable. A single value is written as it is; several, and those of a {@code set}
 * however many, as a JSON array; no value as null, for a {@code set} as an empty array. A variable that a member has
 * twice has the values of both, in order.
 */
final class WideLayout implements RowLayout {

    private static final int INDEXES_BYTES = 512 * 1024;

    /** What one member has in one column. */
    private static final class Cell {

        private List<Value> values = List.of();
        private boolean isSet;
        private boolean isRepeated;

        private void clear() {
            values = List.of();
            isSet = false;
            isRepeated = false;
        }

        private void add(VariableValues variable) {
            isSet |= variable.variable().dataType() == DataType.SET;
            if (values.isEmpty()) {
                values = variable.values();
            } else {
                if (!isRepeated) {
                    values = new ArrayList<>(values);
                    isRepeated = true;
                }
                values.addAll(variable.values());
            }
        }

        private void writeTo(CellWriter cells) {
            if (isSet || values.size() > 1) {
                writeArray(values, cells);
            } else if (!values.isEmpty()) {
                cells.value(values.get(0));
            }
        }
    }

    private final WideColumns columns;
    private final PerVariable<Integer> indexes;
    private final List<Cell> row;

    WideLayout(WideColumns columns) {
        this.columns = columns;
        this.indexes = new PerVariable<>(this::indexOf, index -> 0, INDEXES_BYTES);
        this.row = Stream.generate(Cell::new).limit(columns.present().size()).toList();
    }

    @Override
    public void writeHeader(CellWriter cells) {
        cells.text(WideColumns.MEMBER_ID);
        for (WideColumn column : columns.present()) {
            cells.next();
            cells.text(column.name());
        }
        cells.endRow();
    }

    @Override
    public long writeRows(MemberBlock block, CellWriter cells) {
        for (Member member : block.members()) {
            collect(member);
            cells.text(member.id());
            for (Cell cell : row) {
                cells.next();
                cell.writeTo(cells);
            }
            cells.endRow();
        }
        return block.members().size();
    }

    private void collect(Member member) {
        row.forEach(Cell::clear);
        indexes.startMember();
        for (VariableValues variable : member.variables()) {
            row.get(indexes.get(variable.variable())).add(variable);
        }
    }

    private static void writeArray(List<Value> values, CellWriter cells) {
        RowBuffer out = cells.out();
        int start = out.size();
        out.append((byte) '[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.append((byte) ',');
            }
            JsonText.append(values.get(i), out);
        }
        out.append((byte) ']');
        cells.endCell(start);
    }

    private Integer indexOf(ProfileVariable variable) {
        Integer index = columns.indexOf(variable);
        if (index == null) {
            throw new MemberportException(
                    FailureKind.BUG,
                    "The variable " + variable.id() + " was not among those announced to the wide CSV layout. The file"
                            + " changed between its two readings, or Memberport is at fault; please report it if a"
                            + " second run says the same.");
        }
        return index;
    }
}
