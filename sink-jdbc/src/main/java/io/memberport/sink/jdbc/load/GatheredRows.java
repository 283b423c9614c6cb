package io.memberport.sink.jdbc.load;

import io.memberport.encoding.block.RowBuffer;

/** Rows for one staging table that wait until they are worth sending. */
public final class GatheredRows {

    private final RowBuffer bytes = new RowBuffer(1024);
    private int columns;
    private long rows;

    /** Adds rows of as many columns as those that wait, if any do. */
    public void add(EncodedRows more) {
        columns = more.columns();
        rows += more.rows();
        bytes.append(more.bytes().bytes(), 0, more.bytes().size());
    }

    /** Forgets the rows and keeps the memory. */
    public void clear() {
        bytes.clear();
        rows = 0;
    }

    public RowBuffer bytes() {
        return bytes;
    }

    /** How many columns the rows added last have. */
    public int columns() {
        return columns;
    }

    public long rows() {
        return rows;
    }
}
