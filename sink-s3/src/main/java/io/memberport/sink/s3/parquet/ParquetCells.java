package io.memberport.sink.s3.parquet;

import io.memberport.encoding.column.WideCells;
import io.memberport.encoding.json.JsonNumbers;
import io.memberport.model.MemberCursor;
import io.memberport.model.Text;
import io.memberport.model.UtcDateTime;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Writes the fields of a row from the first to the last; one that is left out is null. Used by one thread. */
final class ParquetCells implements WideCells.Target<RuntimeException> {

    private final List<String> names;
    private byte[] scratch = new byte[256];
    private @Nullable RecordConsumer out;
    private int next;

    ParquetCells(MessageType schema) {
        this.names = schema.getFields().stream().map(Type::getName).toList();
    }

    /** A text that is written several times. */
    static Binary constant(Text text) {
        byte[] bytes = new byte[text.length()];
        text.copyTo(bytes, 0);
        return Binary.fromConstantByteArray(bytes);
    }

    /** Begins at the first field. */
    void start(RecordConsumer row) {
        out = row;
        next = 0;
    }

    /** Leaves fields null. */
    void skip(int fields) {
        next += fields;
    }

    void binary(@Nullable Binary bytes) {
        if (bytes == null) {
            next++;
        } else {
            RecordConsumer row = startField();
            row.addBinary(bytes);
            endField(row);
        }
    }

    @Override
    public void nothing() {
        skip(1);
    }

    @Override
    public void text(@Nullable Text text) {
        binary(text == null ? null : copied(text));
    }

    void integer(int value) {
        RecordConsumer row = startField();
        row.addInteger(value);
        endField(row);
    }

    /** The text as a number. Null, and false, if it is none, beyond the range of doubles, or null itself. */
    @Override
    public boolean number(@Nullable Text digits) {
        double value = digits == null ? Double.NaN : JsonNumbers.parseDouble(digits);
        if (Double.isNaN(value)) {
            next++;
            return false;
        }
        RecordConsumer row = startField();
        row.addDouble(value);
        endField(row);
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
        RecordConsumer row = startField();
        row.addLong(micros);
        endField(row);
        return true;
    }

    void flag(@Nullable Boolean value) {
        if (value == null) {
            skip(1);
            return;
        }
        RecordConsumer row = startField();
        row.addBoolean(value);
        endField(row);
    }

    /** A list of texts, which may be empty. */
    void names(List<Binary> texts) {
        RecordConsumer row = startField();
        startList(texts.size(), row);
        for (Binary text : texts) {
            row.startGroup();
            element(text, row);
            row.endGroup();
        }
        endList(texts.size(), row);
        endField(row);
    }

    /** A list of the texts of values, null for a null. */
    @Override
    public void list(MemberCursor at) {
        int size = at.valueCount();
        RecordConsumer row = startField();
        startList(size, row);
        while (at.nextValue()) {
            Text text = at.value();
            row.startGroup();
            if (text != null) {
                element(copied(text), row);
            }
            row.endGroup();
        }
        endList(size, row);
        endField(row);
    }

    /** A list is a group with a repeated group of elements (Parquet's LogicalTypes.md); an empty one has no such field. */
    private static void startList(int size, RecordConsumer row) {
        row.startGroup();
        if (size > 0) {
            row.startField("list", 0);
        }
    }

    private static void endList(int size, RecordConsumer row) {
        if (size > 0) {
            row.endField("list", 0);
        }
        row.endGroup();
    }

    private static void element(Binary text, RecordConsumer row) {
        row.startField("element", 0);
        row.addBinary(text);
        row.endField("element", 0);
    }

    /** Good until the next one. */
    private Binary copied(Text text) {
        if (scratch.length < text.length()) {
            scratch = new byte[Math.max(text.length(), 2 * scratch.length)];
        }
        text.copyTo(scratch, 0);
        return Binary.fromReusedByteArray(scratch, 0, text.length());
    }

    private RecordConsumer startField() {
        RecordConsumer row = out;
        if (row == null) {
            throw new IllegalStateException("no row has been started");
        }
        row.startField(names.get(next), next);
        return row;
    }

    private void endField(RecordConsumer row) {
        row.endField(names.get(next), next);
        next++;
    }
}
