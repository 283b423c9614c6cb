package io.memberport.encoding.csv;

import io.memberport.encoding.block.BlockLines;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.Value;

/**
 * One row per member, one column per variable. A single value is written as it is; several, and those of a {@code set}
 * however many, as a {@linkplain ListForm list}; no value as null, for a {@code set} as an empty list. A variable that a member has
 * twice has the values of both, in order. Used by one thread at a time.
 */
public final class WideLayout implements BlockLines {

    private final WideColumns columns;
    private final CellWriter cells;
    private final ListForm lists;
    private final MemberColumns member;

    /** Rows of an export whose variables all have a column, to the end of a buffer. */
    public WideLayout(WideColumns columns, CsvDialect dialect, RowBuffer out) {
        this.columns = columns;
        this.cells = new CellWriter(dialect, out);
        this.lists = dialect.lists();
        this.member = new MemberColumns(columns);
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
            member.collect(at);
            cells.text(at.memberId());
            for (int column = 0; column < member.count(); column++) {
                cells.next();
                int variable = member.first(column);
                if (variable != MemberColumns.NONE) {
                    writeCell(at, variable);
                }
            }
            cells.endRow();
        }
        return block.memberCount();
    }

    private void writeCell(MemberCursor at, int firstVariable) {
        if (member.isList(at, firstVariable)) {
            int start = cells.out().size();
            lists.append(at, member, firstVariable, cells.out());
            cells.endCell(start, lists == ListForm.TEXT);
        } else if (member.toValue(at, firstVariable)) {
            cells.cell(at.value(), at.kind() == Value.Kind.STRING);
        }
    }
}
