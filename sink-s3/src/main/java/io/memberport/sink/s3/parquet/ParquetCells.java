package io.memberport.sink.s3.parquet;

import io.memberport.encoding.column.WideCells;
import io.memberport.encoding.json.JsonNumbers;
import io.memberport.model.MemberCursor;
import io.memberport.model.Text;
import io.memberport.model.UtcDateTime;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Writes the fields of a row from the first to the last; one that is left out is null. Used by one thread. */
final class ParquetCells implements WideCells.Target<RuntimeException> {

    private @Nullable RowBatch out;
    private int next;

    /** A text that is written several times. */
    static Binary constant(Text text) {
        byte[] bytes = new byte[text.length()];
        text.copyTo(bytes, 0);
        return Binary.fromConstantByteArray(bytes);
    }

    /** Begins at the first field of a row that is being written. */
    void start(RowBatch row) {
        out = row;
        next = 0;
    }

    private RowBatch row() {
        RowBatch row = out;
        if (row == null) {
            throw new IllegalStateException("no row has been started");
        }
        return row;
    }

    /** Leaves fields null. */
    void skip(int fields) {
        next += fields;
    }

    void binary(@Nullable Binary bytes) {
        if (bytes != null) {
            row().add(next, bytes);
        }
        next++;
    }

    @Override
    public void nothing() {
        skip(1);
    }

    @Override
    public void text(@Nullable Text text) {
        if (text != null) {
            row().add(next, text);
        }
        next++;
    }

    void integer(int value) {
        row().add(next++, value);
    }

    /** The text as a number. Null, and false, if it is none, beyond the range of doubles, or null itself. */
    @Override
    public boolean number(@Nullable Text digits) {
        double value = digits == null ? Double.NaN : JsonNumbers.parseDouble(digits);
        if (Double.isNaN(value)) {
            next++;
            return false;
        }
        row().add(next++, Double.doubleToRawLongBits(value));
        return true;
    }

    @Override
    public boolean holdsNumber(Text digits) {
        return !Double.isNaN(JsonNumbers.parseDouble(digits));
    }

    /** The text as an instant. Null, and false, if it is no date-time, or null itself. */
    @Override
    public boolean time(@Nullable Text dateTime) {
        return time(dateTime == null ? UtcDateTime.NOT_A_DATE_TIME : UtcDateTime.parseMicros(dateTime));
    }

    @Override
    public boolean holdsTime(Text dateTime) {
        return UtcDateTime.parseMicros(dateTime) != UtcDateTime.NOT_A_DATE_TIME;
    }

    /** Microseconds since 1970-01-01T00:00Z. Null, and false, for {@link UtcDateTime#NOT_A_DATE_TIME}. */
    boolean time(long micros) {
        if (micros == UtcDateTime.NOT_A_DATE_TIME) {
            next++;
            return false;
        }
        row().add(next++, micros);
        return true;
    }

    void flag(@Nullable Boolean value) {
        if (value != null) {
            row().add(next, value ? 1 : 0);
        }
        next++;
    }

    /** A list of texts, which may be empty. */
    void names(List<Binary> texts) {
        RowBatch row = row();
        for (Binary text : texts) {
            row.add(next, text);
        }
        endList(texts.size(), row);
    }

    /** A list of the texts of values, null for a null. */
    @Override
    public void list(MemberCursor at) {
        int size = at.valueCount();
        RowBatch row = row();
        while (at.nextValue()) {
            Text text = at.value();
            if (text == null) {
                row.addNullElement(next);
            } else {
                row.add(next, text);
            }
        }
        endList(size, row);
    }

    private void endList(int size, RowBatch row) {
        if (size == 0) {
            row.addEmptyList(next);
        }
        next++;
    }
}
