package io.memberport.spark;

import io.memberport.encoding.json.JsonNumbers;
import io.memberport.model.Text;
import io.memberport.model.UtcDateTime;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The row that is given to Spark again and again. Columns are those of the layout, by their number; what is written to one that the query
 * does not want goes nowhere. Used by one thread.
 */
final class RowCells {

    private static final int NOWHERE = -1;

    private final SpecificInternalRow row;
    private final int[] ordinals;
    private final Utf8 utf8 = new Utf8();

    /**
     * Makes a row of nulls.
     *
     * @param columns of the layout, in their order
     * @param wanted by the query, perhaps others among them
     */
    RowCells(StructType columns, StructType wanted) {
        this.row = new SpecificInternalRow(wanted);
        List<String> names = Arrays.asList(wanted.fieldNames());
        this.ordinals =
                Arrays.stream(columns.fieldNames()).mapToInt(names::indexOf).toArray();
    }

    InternalRow row() {
        return row;
    }

    boolean isWanted(int column) {
        return ordinals[column] != NOWHERE;
    }

    /** A value that Spark has in such a column, by the number of the column in the row. */
    void constant(int ordinal, @Nullable Object value) {
        if (value == null) {
            row.setNullAt(ordinal);
        } else {
            row.update(ordinal, value);
        }
    }

    void nothing(int column) {
        int ordinal = ordinals[column];
        if (ordinal != NOWHERE) {
            row.setNullAt(ordinal);
        }
    }

    void object(int column, @Nullable Object value) {
        int ordinal = ordinals[column];
        if (ordinal != NOWHERE) {
            constant(ordinal, value);
        }
    }

    /** Refers to the bytes of the text. Spark copies them before it asks for the next row. */
    void text(int column, @Nullable Text text) {
        int ordinal = ordinals[column];
        if (ordinal != NOWHERE) {
            constant(ordinal, text == null ? null : utf8.of(text));
        }
    }

    void flag(int column, @Nullable Boolean value) {
        int ordinal = ordinals[column];
        if (ordinal != NOWHERE) {
            if (value == null) {
                row.setNullAt(ordinal);
            } else {
                row.setBoolean(ordinal, value);
            }
        }
    }

    void integer(int column, int value) {
        int ordinal = ordinals[column];
        if (ordinal != NOWHERE) {
            row.setInt(ordinal, value);
        }
    }

    /** The text as a number. Null, and false, if it is none, or beyond the range of doubles. */
    boolean number(int column, Text digits) {
        double value = JsonNumbers.parseDouble(digits);
        if (Double.isNaN(value)) {
            nothing(column);
            return false;
        }
        int ordinal = ordinals[column];
        if (ordinal != NOWHERE) {
            row.setDouble(ordinal, value);
        }
        return true;
    }

    /** Microseconds since 1970-01-01T00:00Z. Null, and false, for {@link UtcDateTime#NOT_A_DATE_TIME}. */
    boolean time(int column, long micros) {
        if (micros == UtcDateTime.NOT_A_DATE_TIME) {
            nothing(column);
            return false;
        }
        int ordinal = ordinals[column];
        if (ordinal != NOWHERE) {
            row.setLong(ordinal, micros);
        }
        return true;
    }

    /** Texts as Spark has them, over the same bytes. */
    static final class Utf8 extends OutputStream {

        private @Nullable UTF8String last;

        UTF8String of(Text text) {
            try {
                text.writeTo(this);
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
            return Objects.requireNonNull(last, "a text is written in one call");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            last = UTF8String.fromBytes(bytes, offset, length);
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException("a text is written in one call");
        }
    }
}
