package io.memberport.sink.jdbc.load;

import io.memberport.encoding.block.RowBuffer;

/** The rows of a block for one staging table, as the bytes that a database takes. */
public abstract class EncodedRows extends RowWriter {

    protected final RowBuffer bytes;
    protected int columns;
    protected int cells;
    private long rows;

    /**
     * @param capacity bytes that fit in at first
     */
    protected EncodedRows(int capacity, TargetValues values) {
        super(values);
        this.bytes = new RowBuffer(capacity);
    }

    /** Restarts with rows of so many cells. */
    void start(int columnCount) {
        bytes.clear();
        columns = columnCount;
        cells = 0;
        rows = 0;
    }

    public final RowBuffer bytes() {
        return bytes;
    }

    public final int columns() {
        return columns;
    }

    public final long rows() {
        return rows;
    }

    @Override
    public void endRow() {
        if (cells != columns) {
            throw new IllegalStateException("a row of " + cells + " cells in a table of " + columns + " columns");
        }
        cells = 0;
        rows++;
    }
}
