package io.memberport.sink.jdbc.load;

import java.sql.SQLException;

/** Rows on their way into one staging table, on the database's thread. */
public interface TableRows extends RowWriter, AutoCloseable {

    /** Whether rows of so many cells can be written to it. */
    boolean takes(int columns);

    /** All there were, sent or not. */
    long rows();

    /** Sends what has not been sent. */
    void flush() throws SQLException;

    /** Gives back what it holds; what was not sent may be lost. */
    @Override
    void close() throws SQLException;
}
