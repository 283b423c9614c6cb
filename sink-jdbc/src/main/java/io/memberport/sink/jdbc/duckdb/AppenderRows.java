package io.memberport.sink.jdbc.duckdb;

import io.memberport.model.Text;
import io.memberport.model.UtcDateTime;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.load.BlockLayout;
import io.memberport.sink.jdbc.load.BulkLoad;
import io.memberport.sink.jdbc.load.OrderedLoad;
import io.memberport.sink.jdbc.load.Staging;
import io.memberport.sink.jdbc.load.TableRows;
import io.memberport.sink.jdbc.load.TargetValues;
import io.memberport.sink.jdbc.sql.Table;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows that DuckDB's appender takes. */
public final class AppenderRows implements TableRows {

    private final DuckDBAppender appender;
    private final int columns;
    private final TargetValues values;
    private int cells;
    private long rows;

    private AppenderRows(DuckDBAppender appender, int columns, TargetValues values) {
        this.appender = appender;
        this.columns = columns;
        this.values = values;
    }

    /** The way of members into its temporary tables. */
    public static BulkLoad load(
            Handle handle, DatabaseSql sql, Staging staging, Supplier<BlockLayout> layouts, TargetValues values)
            throws SQLException {
        DuckDBConnection connection = handle.getConnection().unwrap(DuckDBConnection.class);
        return new OrderedLoad(handle, staging, layouts, (place, columns) -> {
            Table table = place.table();
            DuckDBAppender appender = connection.createAppender("temp", "main", table.name());
            return new AppenderRows(appender, table.columns().size(), values);
        });
    }

    /** It takes whole rows only, so one of fewer columns is filled up. */
    @Override
    public boolean takes(int columnCount) {
        return columnCount <= columns;
    }

    @Override
    public long rows() {
        return rows;
    }

    private void startCell() throws SQLException {
        if (cells == 0) {
            appender.beginRow();
        }
        cells++;
    }

    @Override
    public void bigint(long value) throws SQLException {
        startCell();
        appender.append(value);
    }

    @Override
    public void integer(int value) throws SQLException {
        startCell();
        appender.append(value);
    }

    @Override
    public void text(@Nullable Text value) throws SQLException {
        if (value == null) {
            nothing();
        } else {
            startCell();
            byte[] bytes = new byte[value.length()];
            value.copyTo(bytes, 0);
            appender.append(bytes);
        }
    }

    @Override
    public boolean number(Text digits) throws SQLException {
        if (values.areDecimal()) {
            BigDecimal value = values.decimal(digits);
            if (value == null) {
                nothing();
                return false;
            }
            startCell();
            appender.append(value.setScale(DuckDbDialect.DECIMAL_SCALE));
            return true;
        }
        double value = values.floating(digits);
        if (Double.isNaN(value)) {
            nothing();
            return false;
        }
        startCell();
        appender.append(value);
        return true;
    }

    @Override
    public boolean time(Text dateTime) throws SQLException {
        long micros = values.micros(dateTime);
        if (micros == UtcDateTime.NOT_A_DATE_TIME) {
            nothing();
            return false;
        }
        startCell();
        appender.appendEpochMicros(micros);
        return true;
    }

    @Override
    public void flag(boolean value) throws SQLException {
        startCell();
        appender.append(value);
    }

    @Override
    public void json(Text value) throws SQLException {
        text(values.json(value));
    }

    @Override
    public void nothing() throws SQLException {
        startCell();
        appender.appendNull();
    }

    @Override
    public void endRow() throws SQLException {
        while (cells < columns) {
            nothing();
        }
        appender.endRow();
        cells = 0;
        rows++;
    }

    @Override
    public void flush() throws SQLException {
        appender.flush();
    }

    @Override
    public void close() throws SQLException {
        appender.close();
    }
}
