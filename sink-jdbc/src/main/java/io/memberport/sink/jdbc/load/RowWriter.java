package io.memberport.sink.jdbc.load;

import io.memberport.encoding.json.JsonNumbers;
import io.memberport.model.Text;
import io.memberport.model.UtcDateTime;
import io.memberport.sink.jdbc.sql.ColumnType;
import java.math.BigDecimal;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows cell by cell, in the order of the columns. Used by one thread at a time.
 *
 * <p>Those that return a boolean write a null where the column cannot hold the value, and say so by returning false.
 */
public abstract class RowWriter {

    protected final TargetValues values;

    protected RowWriter(TargetValues values) {
        this.values = values;
    }

    public abstract void bigint(long value) throws SQLException;

    public abstract void integer(int value) throws SQLException;

    /** Text or an id; null for a null. */
    public abstract void text(@Nullable Text value) throws SQLException;

    /**
     * A number for a column of type {@link ColumnType#DOUBLE} or {@link ColumnType#DECIMAL}, whichever it is.
     *
     * @param digits a number as JSON writes it, or anything else, which no column holds
     */
    public final boolean number(Text digits) throws SQLException {
        if (values.areDecimal()) {
            return decimal(digits);
        }
        double value = JsonNumbers.parseDouble(digits);
        boolean isHeld = !Double.isNaN(value);
        if (isHeld) {
            floating(value);
        } else {
            nothing();
        }
        return isHeld;
    }

    protected boolean decimal(Text digits) throws SQLException {
        BigDecimal value = values.decimal(digits);
        if (value == null) {
            nothing();
            return false;
        }
        decimal(value);
        return true;
    }

    /** An instant, given as an ISO-8601 date-time or as anything else, which no column holds. */
    public final boolean time(Text dateTime) throws SQLException {
        long micros = values.micros(dateTime);
        boolean isHeld = micros != UtcDateTime.NOT_A_DATE_TIME;
        if (isHeld) {
            time(micros);
        } else {
            nothing();
        }
        return isHeld;
    }

    /** A JSON text. */
    public void json(Text value) throws SQLException {
        text(values.json(value));
    }

    protected abstract void floating(double value) throws SQLException;

    protected abstract void decimal(BigDecimal value) throws SQLException;

    /** Microseconds since 1970. */
    protected abstract void time(long micros) throws SQLException;

    public abstract void nothing() throws SQLException;

    public abstract void endRow() throws SQLException;
}
