package io.memberport.sink.jdbc.postgres;

import io.memberport.model.Text;
import io.memberport.sink.jdbc.load.EncodedRows;
import io.memberport.sink.jdbc.load.TargetValues;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the binary format of PostgreSQL's COPY, as its manual gives it: for each row the number of fields in two bytes;
 * for each field its length in four, -1 for a null, and its bytes.
 */
final class CopyRows extends EncodedRows {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int FLAGS_AND_EXTENSION_BYTES = 8;
    private static final int NULL = -1;

    /** PostgreSQL counts from 2000-01-01T00:00Z. */
    private static final long EPOCH_MICROS = 946_684_800_000_000L;

    private static final byte JSONB_VERSION = 1;

    private static final VarHandle SHORTS = networkOrder(short[].class);
    private static final VarHandle INTS = networkOrder(int[].class);
    private static final VarHandle LONGS = networkOrder(long[].class);

    CopyRows(int capacity, TargetValues values) {
        super(capacity, values);
    }

    private static VarHandle networkOrder(Class<?> numbers) {
        return MethodHandles.byteArrayViewVarHandle(numbers, ByteOrder.BIG_ENDIAN);
    }

    /** What a copy begins with. */
    static byte[] header() {
        return Arrays.copyOf(SIGNATURE, SIGNATURE.length + FLAGS_AND_EXTENSION_BYTES);
    }

    /** What a copy ends with. */
    static byte[] trailer() {
        return new byte[] {(byte) 0xff, (byte) 0xff};
    }

    private void startCell(int length) {
        if (cells == 0) {
            int at = bytes.extend(Short.BYTES);
            SHORTS.set(bytes.bytes(), at, (short) columns);
        }
        cells++;
        putInt(length);
    }

    private void putInt(int value) {
        int at = bytes.extend(Integer.BYTES);
        INTS.set(bytes.bytes(), at, value);
    }

    private void putLong(long value) {
        int at = bytes.extend(Long.BYTES);
        LONGS.set(bytes.bytes(), at, value);
    }

    @Override
    public void bigint(long value) {
        startCell(Long.BYTES);
        putLong(value);
    }

    @Override
    public void integer(int value) {
        startCell(Integer.BYTES);
        putInt(value);
    }

    @Override
    public void text(@Nullable Text value) {
        if (value == null) {
            nothing();
            return;
        }
        startCell(value.length());
        int start = bytes.size();
        bytes.append(value);
        if (hasNul(start)) {
            Text accepted = values.withoutNul(value);
            bytes.shrinkTo(start - Integer.BYTES);
            putInt(accepted.length());
            bytes.append(accepted);
        }
    }

    private boolean hasNul(int from) {
        byte[] written = bytes.bytes();
        for (int i = from; i < bytes.size(); i++) {
            if (written[i] == 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected void floating(double value) {
        startCell(Double.BYTES);
        putLong(Double.doubleToLongBits(value));
    }

    /** Without a detour by a number, if it needs no rounding. */
    @Override
    protected boolean decimal(Text digits) throws SQLException {
        byte[] exact = PgNumeric.encode(digits);
        if (exact == null) {
            return super.decimal(digits);
        }
        numeric(exact);
        return true;
    }

    @Override
    protected void decimal(BigDecimal rounded) {
        numeric(Objects.requireNonNull(PgNumeric.encode(Text.of(rounded.toPlainString()))));
    }

    private void numeric(byte[] encoded) {
        startCell(encoded.length);
        bytes.append(encoded);
    }

    @Override
    protected void time(long micros) {
        startCell(Long.BYTES);
        putLong(micros - EPOCH_MICROS);
    }

    @Override
    public void json(Text value) {
        Text accepted = values.json(value);
        startCell(accepted.length() + 1);
        bytes.append(JSONB_VERSION);
        bytes.append(accepted);
    }

    @Override
    public void nothing() {
        startCell(NULL);
    }
}
