package io.memberport.sink.s3;

import io.memberport.model.Text;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Writes the fields of a row from the first to the last; one that is left out is null. Used by one thread. */
final class ParquetCells {

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

    void text(@Nullable Text text) {
        if (text == null) {
            next++;
            return;
        }
        if (scratch.length < text.length()) {
            scratch = new byte[Math.max(text.length(), 2 * scratch.length)];
        }
        text.copyTo(scratch, 0);
        binary(Binary.fromReusedByteArray(scratch, 0, text.length()));
    }

    void integer(int value) {
        RecordConsumer row = startField();
        row.addInteger(value);
        endField(row);
    }

    void number(double value) {
        RecordConsumer row = startField();
        row.addDouble(value);
        endField(row);
    }

    /** Microseconds since 1970-01-01T00:00Z. */
    void time(long micros) {
        RecordConsumer row = startField();
        row.addLong(micros);
        endField(row);
    }

    void flag(boolean value) {
        RecordConsumer row = startField();
        row.addBoolean(value);
        endField(row);
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
