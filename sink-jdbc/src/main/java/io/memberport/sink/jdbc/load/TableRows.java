package io.memberport.sink.jdbc.load;

import java.sql.SQLException;

/** Rows on their way into one staging table, on the database's thread. */
public abstract class TableRows extends RowWriter implements AutoCloseable {

    /** All there were, sent or not. */
    protected long rows;

    protected TableRows(TargetValues values) {
        super(values);
    }

    /** Whether rows of so many cells can be written to it. */
    public abstract boolean takes(int columns);

    /** Sends what has not been sent. */
    public abstract void flush() throws SQLException;

    /** Gives back what it holds; what was not sent may be lost. */
    @Override
    public abstract void close() throws SQLException;
}
