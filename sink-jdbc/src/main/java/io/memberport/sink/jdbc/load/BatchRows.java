package io.memberport.sink.jdbc.load;

import io.memberport.model.Text;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.ColumnType;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows as parameters of an INSERT, sent in batches of bounded size. */
final class BatchRows extends TableRows {

    private static final int BATCH_ROWS = 1_000;
    private static final long BATCH_BYTES = 1 << 20;

    private final Handle handle;
    private final DatabaseSql sql;
    private final PreparedStatement statement;
    private final List<Column> columns;
    private final long mostRowBytes;
    private int cell;
    private long rowBytes;
    private int waitingRows;
    private long waitingBytes;

    BatchRows(Handle handle, DatabaseSql sql, Staging.Place place, int count, TargetValues values) throws SQLException {
        super(values);
        this.handle = handle;
        this.sql = sql;
        this.columns = place.table().columns().subList(0, count);
        this.mostRowBytes = sql.dialect().mostRowBytes(handle, count);
        this.statement =
                handle.getConnection().prepareStatement(sql.statements().insert(place.name(), columns));
    }

    @Override
    public boolean takes(int columnCount) {
        return columns.size() == columnCount;
    }

    @Override
    public void bigint(long value) throws SQLException {
        statement.setLong(++cell, value);
    }

    @Override
    public void integer(int value) throws SQLException {
        statement.setInt(++cell, value);
    }

    @Override
    public void text(@Nullable Text value) throws SQLException {
        if (value == null) {
            nothing();
        } else {
            rowBytes += mostRowBytes == Long.MAX_VALUE ? value.length() : escapedBytes(value);
            statement.setString(++cell, value.asString());
        }
    }

    @Override
    protected void floating(double value) throws SQLException {
        statement.setDouble(++cell, value);
    }

    @Override
    protected void decimal(BigDecimal value) throws SQLException {
        statement.setBigDecimal(++cell, value);
    }

    @Override
    protected void time(long micros) throws SQLException {
        sql.dialect().bindTime(statement, ++cell, micros);
    }

    @Override
    public void nothing() throws SQLException {
        ColumnType type = columns.get(cell).type();
        statement.setNull(++cell, sql.dialect().nullType(type));
    }

    @Override
    public void endRow() throws SQLException {
        if (cell != columns.size()) {
            throw new IllegalStateException("a row of " + cell + " cells in a table of " + columns.size() + " columns");
        }
        if (rowBytes > mostRowBytes) {
            throw sql.dialect().tooLong(rowBytes);
        }
        // What is bound stays bound.
        if (rowBytes + waitingBytes > mostRowBytes) {
            flush();
        }
        statement.addBatch();
        waitingBytes += rowBytes;
        rowBytes = 0;
        cell = 0;
        rows++;
        waitingRows++;
        if (waitingRows >= BATCH_ROWS || waitingBytes >= BATCH_BYTES) {
            flush();
        }
    }

    /** As some drivers send a text: between quotes. */
    private static long escapedBytes(Text value) {
        long bytes = value.length();
        for (int i = 0; i < value.length(); i++) {
            byte one = value.byteAt(i);
            if (one == '\'' || one == '"' || one == '\\' || one == 0) {
                bytes++;
            }
        }
        return bytes;
    }

    @Override
    public void flush() throws SQLException {
        if (waitingRows > 0) {
            sql.transactions().sendBatch(handle, statement);
            waitingRows = 0;
            waitingBytes = 0;
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
