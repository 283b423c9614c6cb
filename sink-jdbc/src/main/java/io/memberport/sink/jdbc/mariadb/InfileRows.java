package io.memberport.sink.jdbc.mariadb;

import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.Text;
import io.memberport.sink.jdbc.load.RowWriter;
import io.memberport.sink.jdbc.load.TargetValues;
import io.memberport.sink.jdbc.sql.IsoTime;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Rows as LOAD DATA takes them by default: a line each, with tabs between the fields and backslashes before what is special. */
final class InfileRows extends RowWriter {

    private static final byte[] NOTHING = {'\\', 'N'};

    private final MariaDbDialect dialect;
    private final long mostRowBytes;
    private final RowBuffer bytes;
    private int columns;
    private int cells;
    private int rowStart;
    private long rows;

    InfileRows(int capacity, MariaDbDialect dialect, long mostRowBytes, TargetValues values) {
        super(values);
        this.bytes = new RowBuffer(capacity);
        this.dialect = dialect;
        this.mostRowBytes = mostRowBytes;
    }

    /** Restarts with rows of so many cells. */
    void start(int columnCount) {
        bytes.clear();
        columns = columnCount;
        cells = 0;
        rowStart = 0;
        rows = 0;
    }

    RowBuffer bytes() {
        return bytes;
    }

    int columns() {
        return columns;
    }

    long rows() {
        return rows;
    }

    private void startCell() {
        if (cells++ > 0) {
            bytes.append((byte) '\t');
        }
    }

    private void plain(String value) {
        startCell();
        bytes.append(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void bigint(long value) {
        plain(Long.toString(value));
    }

    @Override
    public void integer(int value) {
        plain(Integer.toString(value));
    }

    @Override
    public void text(@Nullable Text value) {
        if (value == null) {
            nothing();
            return;
        }
        startCell();
        int start = bytes.size();
        bytes.append(value);
        for (int i = start; i < bytes.size(); i++) {
            byte one = bytes.bytes()[i];
            if (one == '\\' || one == '\t' || one == '\n') {
                bytes.insert(i++, (byte) '\\');
            }
        }
    }

    @Override
    protected void floating(double value) {
        plain(Double.toString(value));
    }

    @Override
    protected void decimal(BigDecimal value) {
        plain(value.toPlainString());
    }

    @Override
    protected void time(long micros) {
        startCell();
        int at = bytes.extend(IsoTime.LENGTH);
        IsoTime.write(micros, bytes.bytes(), at);
    }

    @Override
    public void nothing() {
        startCell();
        bytes.append(NOTHING);
    }

    @Override
    public void endRow() {
        if (cells != columns) {
            throw new IllegalStateException("a row of " + cells + " cells in a table of " + columns + " columns");
        }
        int length = bytes.size() - rowStart;
        if (length > mostRowBytes) {
            throw dialect.tooLong(length);
        }
        bytes.append((byte) '\n');
        rowStart = bytes.size();
        cells = 0;
        rows++;
    }
}
