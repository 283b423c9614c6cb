package io.memberport.sink.s3.parquet;

import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The rows of a block, column by column, until it is their turn to be encoded: fields of one value, and lists of texts. Used by
 * one thread at a time.
 */
final class RowBatch implements ParquetRows.Target {

    /** What is kept from block to block; a block of an ordinary size needs less. */
    private static final int ORDINARY_BYTES = 1 << 20;

    private final MessageType schema;
    private final List<ColumnCells> columns;
    /** Their definition levels, by field. */
    private final int[] emptyLists;

    private final RowBuffer texts = new RowBuffer(4096);
    /** Texts that stay as they are, and are not copied. */
    private final List<Binary> constants = new ArrayList<>();

    private int[] textEnds = new int[64];
    private int rows;

    /**
     * @param schema each of whose fields has one column
     */
    RowBatch(MessageType schema) {
        this.schema = schema;
        this.columns = schema.getColumns().stream().map(ColumnCells::new).toList();
        this.emptyLists = schema.getFields().stream()
                .mapToInt(type -> type.isRepetition(Type.Repetition.REQUIRED) ? 0 : 1)
                .toArray();
    }

    MessageType schema() {
        return schema;
    }

    void clear() {
        columns.forEach(ColumnCells::clear);
        texts.clear();
        constants.clear();
        rows = 0;
    }

    /** Whether it holds no more memory than ordinary blocks need. */
    boolean isOrdinary() {
        return texts.capacity() <= ORDINARY_BYTES;
    }

    int rows() {
        return rows;
    }

    /**
     * How many of the next rows, from a row on, have so much text together; at least one.
     *
     * @param most rows
     */
    int rowsWithin(int from, int most, int textBytes) {
        int start = from == 0 ? 0 : textEnds[from - 1];
        int end = from + 1;
        while (end < rows && end - from < most && textEnds[end] - start <= textBytes) {
            end++;
        }
        return end - from;
    }

    /** Writes the next rows into all columns. */
    void write(int count, List<ColumnWriter> out) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).write(count, this, out.get(i));
        }
    }

    /** A text that a column holds; good until the batch is cleared. */
    Binary text(long reference) {
        return reference < 0
                ? constants.get((int) ~reference)
                : Binary.fromReusedByteArray(texts.bytes(), (int) (reference >>> 32), (int) reference);
    }

    @Override
    public void write(ParquetRow row) {
        row.writeTo(this);
        for (int i = 0; i < columns.size(); i++) {
            ColumnCells column = columns.get(i);
            if (!column.hasRow(rows)) {
                column.addNull(rows, 0);
            }
        }
        if (rows == textEnds.length) {
            textEnds = Arrays.copyOf(textEnds, 2 * rows);
        }
        textEnds[rows++] = texts.size();
    }

    /** Adds a number, or the bits of one, to the row that is being written. */
    void add(int field, long value) {
        columns.get(field).add(rows, value);
    }

    /** Adds a text, or an element of a list. */
    void add(int field, Text text) {
        long start = texts.size();
        texts.append(text);
        add(field, start << 32 | text.length());
    }

    /** Adds a text, or an element of a list, that does not change. */
    void add(int field, Binary constant) {
        constants.add(constant);
        add(field, ~(constants.size() - 1L));
    }

    /** Adds a null to a list. */
    void addNullElement(int field) {
        ColumnCells column = columns.get(field);
        column.addNull(rows, column.defined() - 1);
    }

    /** Adds a list without elements. */
    void addEmptyList(int field) {
        columns.get(field).addNull(rows, emptyLists[field]);
    }
}
