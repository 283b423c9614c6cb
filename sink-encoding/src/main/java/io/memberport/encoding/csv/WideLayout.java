package io.memberport.encoding.csv;

import io.memberport.encoding.block.BlockLines;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.encoding.column.PerVariable;
import io.memberport.encoding.json.JsonText;
import io.memberport.model.DataType;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One row per member, one column per variable. A single value is written as it is; several, and those of a {@code set}
 * however many, as a JSON array; no value as null, for a {@code set} as an empty array. A variable that a member has
 * twice has the values of both, in order. Used by one thread at a time.
 */
public final class WideLayout implements BlockLines {

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
                int start = cells.out().size();
                JsonText.appendArray(values, cells.out());
                cells.endCell(start);
            } else if (!values.isEmpty()) {
                cells.value(values.get(0));
            }
        }
    }

    private final WideColumns columns;
    private final CellWriter cells;
    private final PerVariable<Integer> indexes;
    private final List<Cell> row;

    /** Rows of an export whose variables all have a column, to the end of a buffer. */
    public WideLayout(WideColumns columns, CsvDialect dialect, RowBuffer out) {
        this.columns = columns;
        this.cells = new CellWriter(dialect, out);
        this.indexes = new PerVariable<>(columns.indexes()::of, index -> 0, INDEXES_BYTES);
        this.row = Stream.generate(Cell::new).limit(columns.present().size()).toList();
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
        for (Member member : block.members()) {
            collect(member);
            cells.text(member.id());
            for (Cell cell : row) {
                cells.next();
                cell.writeTo(cells);
            }
            cells.endRow();
        }
        return block.memberCount();
    }

    private void collect(Member member) {
        row.forEach(Cell::clear);
        indexes.startMember();
        for (VariableValues variable : member.variables()) {
            row.get(indexes.get(variable.variable())).add(variable);
        }
    }
}
