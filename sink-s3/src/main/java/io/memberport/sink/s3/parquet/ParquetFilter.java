package io.memberport.sink.s3.parquet;

import io.memberport.error.MemberportException;
import io.memberport.model.Text;
import io.memberport.sink.s3.format.FileCompression;
import io.memberport.sink.s3.store.DataFile;
import io.memberport.sink.s3.store.ObjectStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Leaves the rows of some members out of a Parquet file, in either layout: the id is the first column. All others are copied column by
 * column, and encoded anew, so that no dictionary and no statistics have anything of those left out. A row group is in memory as a
 * whole. Used by one thread, for one file.
 */
public final class ParquetFilter {

    private final Set<Text> members;
    private final FileCompression compression;
    private final Set<Text> found = new HashSet<>();
    private long rows;

    public ParquetFilter(Set<Text> memberIds, FileCompression compression) {
        this.members = memberIds;
        this.compression = compression;
    }

    /** Rows left out. */
    public long rows() {
        return rows;
    }

    /** The ids of the members to whom they belong. */
    public Set<Text> found() {
        return Collections.unmodifiableSet(found);
    }

    /**
     * Reads a whole file.
     *
     * @param out gets what stays, and is finished; null to count only
     * @throws IOException if it is not such a file
     */
    public void read(ObjectStream file, @Nullable DataFile out) throws IOException {
        try (ParquetCodec codec = new ParquetCodec(compression)) {
            ParquetMetadata description = StoredRowGroup.describe(file);
            MessageType schema = description.getFileMetaData().getSchema();
            ParquetFile written = out == null ? null : new ParquetFile(out, schema, codec, new PageMemory());
            List<ColumnDescriptor> columns = schema.getColumns();
            List<ColumnDescriptor> read = written == null ? columns.subList(0, 1) : columns;
            for (BlockMetaData block : description.getBlocks()) {
                StoredRowGroup group = new StoredRowGroup(file, block, codec);
                ColumnReadStoreImpl store = new ColumnReadStoreImpl(
                        group,
                        new Unused(),
                        schema,
                        description.getFileMetaData().getCreatedBy());
                copy(read.stream().map(store::getColumnReader).toList(), group.getRowCount(), written);
            }
            if (written != null) {
                written.finish();
            }
        } catch (MemberportException ofTheStore) {
            throw ofTheStore;
        } catch (RuntimeException malformed) {
            // Its message can quote the file.
            throw new IOException("not a Parquet file");
        }
    }

    private void copy(List<ColumnReader> columns, long count, @Nullable ParquetFile out) throws IOException {
        for (long row = 0; row < count; row += ParquetFile.STEP_ROWS) {
            int step = (int) Math.min(ParquetFile.STEP_ROWS, count - row);
            Text[] ids = ids(columns.get(0), step);
            BitSet gone = gone(ids);
            if (out != null) {
                int kept = step - gone.cardinality();
                out.append(kept, written -> {
                    writeIds(ids, gone, written.get(0));
                    for (int i = 1; i < columns.size(); i++) {
                        copy(columns.get(i), step, gone, written.get(i));
                    }
                });
            }
        }
    }

    private static Text[] ids(ColumnReader column, int count) {
        Text[] ids = new Text[count];
        for (int i = 0; i < count; i++) {
            byte[] id = column.getBinary().getBytes();
            ids[i] = Text.wrap(id, 0, id.length);
            column.consume();
        }
        return ids;
    }

    private BitSet gone(Text[] ids) {
        BitSet gone = new BitSet(ids.length);
        for (int i = 0; i < ids.length; i++) {
            if (members.contains(ids[i])) {
                gone.set(i);
                found.add(ids[i]);
                rows++;
            }
        }
        return gone;
    }

    private static void writeIds(Text[] ids, BitSet gone, ColumnWriter out) {
        for (int i = gone.nextClearBit(0); i < ids.length; i = gone.nextClearBit(i + 1)) {
            out.write(Binary.fromConstantByteBuffer(ids[i].asByteBuffer()), 0, 0);
        }
    }

    private static void copy(ColumnReader column, int count, BitSet gone, ColumnWriter out) {
        for (int row = 0; row < count; row++) {
            do {
                boolean isDefined = column.getCurrentDefinitionLevel()
                        == column.getDescriptor().getMaxDefinitionLevel();
                if (!gone.get(row)) {
                    copyCell(column, isDefined, out);
                } else if (isDefined) {
                    column.skip();
                }
                column.consume();
            } while (column.getCurrentRepetitionLevel() > 0);
        }
    }

    private static void copyCell(ColumnReader column, boolean isDefined, ColumnWriter out) {
        int repetition = column.getCurrentRepetitionLevel();
        int definition = column.getCurrentDefinitionLevel();
        if (!isDefined) {
            out.writeNull(repetition, definition);
            return;
        }
        switch (column.getDescriptor().getPrimitiveType().getPrimitiveTypeName()) {
            case BINARY, INT96, FIXED_LEN_BYTE_ARRAY -> out.write(column.getBinary(), repetition, definition);
            case DOUBLE -> out.write(column.getDouble(), repetition, definition);
            case FLOAT -> out.write(column.getFloat(), repetition, definition);
            case INT64 -> out.write(column.getLong(), repetition, definition);
            case INT32 -> out.write(column.getInteger(), repetition, definition);
            case BOOLEAN -> out.write(column.getBoolean(), repetition, definition);
        }
    }

    /** Makes records of what is read, of which there are none here. */
    private static final class Unused extends GroupConverter {

        @Override
        public Converter getConverter(int field) {
            return this;
        }

        @Override
        public PrimitiveConverter asPrimitiveConverter() {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }
}
