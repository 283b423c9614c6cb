package io.memberport.sink.s3.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * What some rows have in one column: definition and repetition levels, as Parquet has them, and values. Loops here are small and
 * go through one column each, which the virtual machine compiles early and once. Used by one thread at a time.
 */
final class ColumnCells {

    /** Set in the level of a value that is not the first one of its row; no column is repeated more than once. */
    private static final int IS_REPEATED = 0x80;

    private final PrimitiveTypeName type;
    private final int defined;
    private final boolean mayRepeat;
    private byte[] levels = new byte[8];
    private int size;
    /** Of defined values only. */
    private long[] values = new long[8];

    private int filled;
    private int row = -1;
    private int nextCell;
    private int nextValue;

    ColumnCells(ColumnDescriptor column) {
        this.type = column.getPrimitiveType().getPrimitiveTypeName();
        this.defined = column.getMaxDefinitionLevel();
        this.mayRepeat = column.getMaxRepetitionLevel() > 0;
    }

    void clear() {
        size = 0;
        filled = 0;
        row = -1;
        nextCell = 0;
        nextValue = 0;
    }

    /** The definition level of a value that is there. */
    int defined() {
        return defined;
    }

    boolean hasRow(int number) {
        return row == number;
    }

    /** Adds a value of a row; the bits of a number, or what {@link RowBatch#text} takes. */
    void add(int number, long value) {
        level(number, defined);
        if (filled == values.length) {
            values = Arrays.copyOf(values, 2 * filled);
        }
        values[filled++] = value;
    }

    /** Adds nothing to a row, on a definition level. */
    void addNull(int number, int level) {
        level(number, level);
    }

    private void level(int number, int level) {
        if (size == levels.length) {
            levels = Arrays.copyOf(levels, 2 * size);
        }
        levels[size++] = (byte) (row == number ? level | IS_REPEATED : level);
        row = number;
    }

    /** Writes the next rows. */
    void write(int rows, RowBatch batch, ColumnWriter out) {
        int end = mayRepeat ? endOf(rows) : nextCell + rows;
        switch (type) {
            case BINARY -> writeTexts(end, batch, out);
            case DOUBLE -> writeDoubles(end, out);
            case INT64 -> writeLongs(end, out);
            case INT32 -> writeIntegers(end, out);
            case BOOLEAN -> writeFlags(end, out);
            case FLOAT, INT96, FIXED_LEN_BYTE_ARRAY -> throw new IllegalStateException("no column is of type " + type);
        }
        nextCell = end;
    }

    private int endOf(int rows) {
        int at = nextCell;
        for (int passed = 0; passed < rows; passed++) {
            at++;
            while (at < size && repetition(at) > 0) {
                at++;
            }
        }
        return at;
    }

    private int repetition(int cell) {
        return levels[cell] < 0 ? 1 : 0;
    }

    private int definition(int cell) {
        return levels[cell] & ~IS_REPEATED & 0xff;
    }

    private boolean isNull(int cell, ColumnWriter out) {
        int level = definition(cell);
        if (level == defined) {
            return false;
        }
        out.writeNull(repetition(cell), level);
        return true;
    }

    private void writeTexts(int end, RowBatch batch, ColumnWriter out) {
        for (int at = nextCell; at < end; at++) {
            if (!isNull(at, out)) {
                Binary text = batch.text(values[nextValue++]);
                out.write(text, repetition(at), defined);
            }
        }
    }

    private void writeDoubles(int end, ColumnWriter out) {
        for (int at = nextCell; at < end; at++) {
            if (!isNull(at, out)) {
                out.write(Double.longBitsToDouble(values[nextValue++]), repetition(at), defined);
            }
        }
    }

    private void writeLongs(int end, ColumnWriter out) {
        for (int at = nextCell; at < end; at++) {
            if (!isNull(at, out)) {
                out.write(values[nextValue++], repetition(at), defined);
            }
        }
    }

    private void writeIntegers(int end, ColumnWriter out) {
        for (int at = nextCell; at < end; at++) {
            if (!isNull(at, out)) {
                out.write((int) values[nextValue++], repetition(at), defined);
            }
        }
    }

    private void writeFlags(int end, ColumnWriter out) {
        for (int at = nextCell; at < end; at++) {
            if (!isNull(at, out)) {
                out.write(values[nextValue++] != 0, repetition(at), defined);
            }
        }
    }
}
