package io.memberport.sink.jdbc.load;

import io.memberport.model.Text;
import io.memberport.sink.jdbc.sql.ColumnType;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows cell by cell, in the order of the columns. Used by one thread at a time.
 *
 * <p>Those that return a boolean write a null where the column cannot hold the value, and say so by returning false.
 */
public interface RowWriter {

    void bigint(long value) throws SQLException;

    void integer(int value) throws SQLException;

    /** Text or an id; null for a null. */
    void text(@Nullable Text value) throws SQLException;

    /**
     * A number for a column of type {@link ColumnType#DOUBLE} or {@link ColumnType#DECIMAL}, whichever it is.
     *
     * @param digits a number as JSON writes it, or anything else, which no column holds
     */
    boolean number(Text digits) throws SQLException;

    /** An instant, given as an ISO-8601 date-time or as anything else, which no column holds. */
    boolean time(Text dateTime) throws SQLException;

    void flag(boolean value) throws SQLException;

    /** A JSON text. */
    void json(Text value) throws SQLException;

    void nothing() throws SQLException;

    void endRow() throws SQLException;
}
