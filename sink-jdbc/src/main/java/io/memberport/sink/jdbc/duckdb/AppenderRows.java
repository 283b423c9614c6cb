package io.memberport.sink.jdbc.duckdb;

import io.memberport.model.Text;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.load.BlockLayout;
import io.memberport.sink.jdbc.load.BulkLoad;
import io.memberport.sink.jdbc.load.OrderedLoad;
import io.memberport.sink.jdbc.load.Staging;
import io.memberport.sink.jdbc.load.TableRows;
import io.memberport.sink.jdbc.load.TargetValues;
import io.memberport.sink.jdbc.sql.TableNames;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows that DuckDB's appender takes. */
public final class AppenderRows extends TableRows {

    private final DuckDBConnection connection;
    private final DuckDBAppender appender;
    private final int columns;
    private final boolean ownsTransaction;
    private int cells;

    /** Begins a transaction if there is none: each two thousand rows would be one, which takes three times as long. */
    private AppenderRows(DuckDBConnection connection, Staging.Place place, TargetValues values) throws SQLException {
        super(values);
        this.connection = connection;
        this.columns = place.table().columns().size();
        this.appender = appender(connection, place);
        this.ownsTransaction = connection.getAutoCommit();
        if (ownsTransaction) {
            connection.setAutoCommit(false);
        }
    }

    private static DuckDBAppender appender(DuckDBConnection connection, Staging.Place place) throws SQLException {
        TableNames target = place.target();
        return target == null
                ? connection.createAppender("temp", "main", place.table().name())
                : connection.createAppender(connection.getCatalog(), target.schema(), target.plain(place.table()));
    }

    /** The way of members into its temporary tables, or into those of the target that this transaction has made. */
    public static BulkLoad load(
            Handle handle, DatabaseSql sql, Staging staging, Supplier<BlockLayout> layouts, TargetValues values)
            throws SQLException {
        DuckDBConnection connection = handle.getConnection().unwrap(DuckDBConnection.class);
        return new OrderedLoad(
                handle, staging, layouts, (place, columns) -> new AppenderRows(connection, place, values));
    }

    /** It takes whole rows only, so one of fewer columns is filled up. */
    @Override
    public boolean takes(int columnCount) {
        return columnCount <= columns;
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
    protected void floating(double value) throws SQLException {
        startCell();
        appender.append(value);
    }

    @Override
    protected void decimal(BigDecimal value) throws SQLException {
        startCell();
        appender.append(value.setScale(DuckDbDialect.DECIMAL_SCALE));
    }

    @Override
    protected void time(long micros) throws SQLException {
        startCell();
        appender.appendEpochMicros(micros);
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
        if (ownsTransaction) {
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public void close() throws SQLException {
        appender.close();
    }
}
