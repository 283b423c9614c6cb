package io.memberport.sink.jdbc.postgres;

import io.memberport.model.Text;
import io.memberport.model.UtcDateTime;
import io.memberport.sink.jdbc.load.ByteRows;
import io.memberport.sink.jdbc.load.RowWriter;
import io.memberport.sink.jdbc.load.TargetValues;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the binary format of PostgreSQL's COPY, as its manual gives it: for each row the number of fields in two bytes;
 * for each field its length in four, -1 for a null, and its bytes.
 */
final class CopyRows implements RowWriter {

    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int NULL = -1;

    /** PostgreSQL counts from 2000-01-01T00:00Z. */
    private static final long EPOCH_MICROS = 946_684_800_000_000L;

    private static final byte JSONB_VERSION = 1;

    private final ByteRows bytes;
    private final TargetValues values;
    private int columns;
    private int cells;
    private long rows;

    CopyRows(int capacity, TargetValues values) {
        this.bytes = new ByteRows(capacity);
        this.values = values;
    }

    /** What a copy begins with. */
    static byte[] header() {
        byte[] header = new byte[HEADER.length + 8];
        System.arraycopy(HEADER, 0, header, 0, HEADER.length);
        return header;
    }

    /** What a copy ends with. */
    static byte[] trailer() {
        return new byte[] {(byte) 0xff, (byte) 0xff};
    }

    /** Restarts with rows of so many cells. */
    void start(int columnCount) {
        bytes.clear();
        columns = columnCount;
        cells = 0;
        rows = 0;
    }

    ByteRows bytes() {
        return bytes;
    }

    int columns() {
        return columns;
    }

    long rows() {
        return rows;
    }

    private void startCell() {
        if (cells == 0) {
            bytes.putShort(columns);
        }
        cells++;
    }

    @Override
    public void bigint(long value) {
        startCell();
        bytes.putInt(Long.BYTES);
        bytes.putLong(value);
    }

    @Override
    public void integer(int value) {
        startCell();
        bytes.putInt(Integer.BYTES);
        bytes.putInt(value);
    }

    @Override
    public void text(@Nullable Text value) {
        if (value == null) {
            nothing();
            return;
        }
        startCell();
        bytes.putInt(value.length());
        int start = bytes.size();
        bytes.put(value);
        if (bytes.hasSince(start, (byte) 0)) {
            putAgain(start, values.withoutNul(value));
        }
    }

    private void putAgain(int start, Text value) {
        bytes.cutTo(start - Integer.BYTES);
        bytes.putInt(value.length());
        bytes.put(value);
    }

    @Override
    public boolean number(Text digits) {
        return values.areDecimal() ? decimal(digits) : floating(digits);
    }

    private boolean floating(Text digits) {
        double value = values.floating(digits);
        if (Double.isNaN(value)) {
            nothing();
            return false;
        }
        startCell();
        bytes.putInt(Double.BYTES);
        bytes.putLong(Double.doubleToLongBits(value));
        return true;
    }

    private boolean decimal(Text digits) {
        byte[] encoded = PgNumeric.encode(digits);
        if (encoded == null) {
            BigDecimal rounded = values.decimal(digits);
            encoded = rounded == null ? null : PgNumeric.encode(Text.of(rounded.toPlainString()));
        }
        if (encoded == null) {
            nothing();
            return false;
        }
        startCell();
        bytes.putInt(encoded.length);
        bytes.put(encoded, 0, encoded.length);
        return true;
    }

    @Override
    public boolean time(Text dateTime) {
        long micros = values.micros(dateTime);
        if (micros == UtcDateTime.NOT_A_DATE_TIME) {
            nothing();
            return false;
        }
        startCell();
        bytes.putInt(Long.BYTES);
        bytes.putLong(micros - EPOCH_MICROS);
        return true;
    }

    @Override
    public void flag(boolean value) {
        startCell();
        bytes.putInt(1);
        bytes.putByte(value ? 1 : 0);
    }

    @Override
    public void json(Text value) {
        Text accepted = values.json(value);
        startCell();
        bytes.putInt(accepted.length() + 1);
        bytes.putByte(JSONB_VERSION);
        bytes.put(accepted);
    }

    @Override
    public void nothing() {
        startCell();
        bytes.putInt(NULL);
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
