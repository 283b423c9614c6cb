package io.memberport.encoding.csv;

import io.memberport.encoding.block.BlockLines;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.MemberBlock;

/** Rows of CSV. Used by one thread at a time. */
public final class CsvLines implements BlockLines {

    private final RowLayout layout;
    private final CellWriter cells;

    /**
     * Rows of a layout.
     *
     * @param layout for this object alone
     * @param out where they go
     */
    public CsvLines(RowLayout layout, CsvDialect dialect, RowBuffer out) {
        this.layout = layout;
        this.cells = new CellWriter(dialect, out);
    }

    @Override
    public void writeHeader() {
        layout.writeHeader(cells);
    }

    @Override
    public long write(MemberBlock block) {
        return layout.writeRows(block, cells);
    }
}
