package io.memberport.sink.xlsx;

import io.memberport.encoding.block.BlockLines;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.encoding.column.RefusedValueException;
import io.memberport.encoding.csv.ListForm;
import io.memberport.encoding.csv.MemberColumns;
import io.memberport.encoding.csv.WideColumns;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.Text;

/** A row for each member, with a cell for each variable that it has a value of. Used by one thread at a time. */
final class MemberRows implements BlockLines {

    private final WideColumns columns;
    private final int membersPerSheet;
    private final RowWriter cells;
    private final MemberColumns member;
    private final RowBuffer list = new RowBuffer(256);
    private OptionCounts options = new OptionCounts();

    /**
     * Rows of an export whose variables all have a column.
     *
     * @param membersPerSheet the rows of a sheet without the header
     */
    MemberRows(WideColumns columns, int membersPerSheet, InvalidValuePolicy policy, RowBuffer out) {
        this.columns = columns;
        this.membersPerSheet = membersPerSheet;
        this.cells = new RowWriter(columns.present().size() + 1, policy, out);
        this.member = new MemberColumns(columns);
    }

    /** The beginning of a sheet, up to the row with the names of the columns. */
    @Override
    public void writeHeader() {
        SheetFrame.ofMembers(columns).begin(cells);
    }

    /**
     * {@inheritDoc}
     *
     * @param block of members that are all in the same sheet
     */
    @Override
    public long write(MemberBlock block) {
        MemberCursor at = block.cursor();
        while (at.nextMember()) {
            member.collect(at);
            cells.startRow((int) (at.memberIndex() % membersPerSheet) + SheetFrame.ROWS + 1);
            cells.text(at.memberId());
            for (int column = 0; column < member.count(); column++) {
                writeCell(at, column);
            }
            cells.endRow();
        }
        return block.memberCount();
    }

    /** Those of what was written since they were last taken; they are views of its blocks. */
    OptionCounts takeOptions() {
        OptionCounts taken = options;
        options = new OptionCounts();
        return taken;
    }

    private void writeCell(MemberCursor at, int column) {
        int variable = member.first(column);
        if (variable == MemberColumns.NONE) {
            cells.skip();
            return;
        }
        countOptions(at, column);
        try {
            if (member.isList(at, variable)) {
                list.clear();
                ListForm.TEXT.append(at, member, variable, list);
                cells.text(Text.wrap(list.bytes(), 0, list.size()));
            } else if (member.toValue(at, variable)) {
                writeValue(at);
            } else {
                cells.skip();
            }
        } catch (RefusedValueException refused) {
            throw refused.of(at.variable());
        }
    }

    private void countOptions(MemberCursor at, int column) {
        for (int variable = member.first(column); variable != MemberColumns.NONE; variable = member.after(variable)) {
            at.toVariable(variable);
            if (at.variable().dataType().hasOptions()) {
                while (at.nextValue()) {
                    options.count(column, at);
                }
            }
        }
    }

    private void writeValue(MemberCursor at) {
        Text value = at.value();
        if (value == null) {
            cells.skip();
            return;
        }
        switch (at.variable().dataType()) {
            case DOUBLE -> cells.number(value);
            case DATETIME -> cells.time(value);
            case STRING, IDENTIFIER, ENUM, SET, UNKNOWN -> cells.text(value);
        }
    }
}
