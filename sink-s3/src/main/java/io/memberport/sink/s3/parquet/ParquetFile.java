package io.memberport.sink.s3.parquet;

import io.memberport.sink.s3.store.DataFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.schema.MessageType;

/**
 * A file that grows by batches of rows, one column after the other, as an upload and within little memory. Apache's own writer
 * of rows goes through all columns for each row; below it, this uses the same classes. Used by one thread.
 */
final class ParquetFile {

    /** How much is held, about, until it becomes a row group. Engines like larger ones; a heap of 64 MiB does not. */
    private static final long ROW_GROUP_BYTES = 8L << 20;

    /**
     * Says that instants before 1900 are of the calendar that is in use today, as Spark has written them since that version. Without it,
     * Spark 3 refuses to read them, because its older versions and Hive's wrote others ({@code datetimeRebaseMode}).
     */
    private static final Map<String, String> CALENDAR = Map.of("org.apache.spark.version", "3.0.0");

    private static final int PAGE_BYTES = 256 << 10;

    /** Of all columns together: an entry of a dictionary takes ten times its length on the heap. */
    private static final int DICTIONARIES_BYTES = 704 << 10;

    private static final int LARGEST_DICTIONARY_BYTES = 64 << 10;

    /** Less is not worth it. */
    private static final int SMALLEST_DICTIONARY_BYTES = 2 << 10;

    /** How many rows may pass before the held bytes are counted again: one may have as much text as thousands before it. */
    private static final int UNSEEN_ROWS = 10;

    /** Rows that go into one column before the next one gets them. */
    static final int STEP_ROWS = 256;

    private static final int STEP_TEXT_BYTES = 32 << 10;

    private final DataFile upload;
    private final MessageType schema;
    private final ParquetCodec codec;
    private final ParquetProperties properties;
    private final ParquetFileWriter file;
    private final long plainBytesBefore;
    private final long pagesBefore;
    private RowGroup group;
    private long rowsOfGroup;
    private int groups;

    /** Rows that become a row group. */
    private record RowGroup(ColumnChunkPageWriteStore pages, ColumnWriteStore store, List<ColumnWriter> columns) {

        void endRows(int count) {
            for (int i = 0; i < count; i++) {
                store.endRecord();
            }
        }
    }

    /** Begins the file. */
    ParquetFile(DataFile upload, MessageType schema, ParquetCodec codec, PageMemory memory) throws IOException {
        this.upload = upload;
        this.schema = schema;
        this.codec = codec;
        this.plainBytesBefore = codec.plainBytes();
        this.pagesBefore = codec.pages();
        int dictionaryBytes = Math.min(
                LARGEST_DICTIONARY_BYTES,
                DICTIONARIES_BYTES / schema.getColumns().size());
        this.properties = ParquetProperties.builder()
                .withPageSize(PAGE_BYTES)
                .withDictionaryEncoding(dictionaryBytes >= SMALLEST_DICTIONARY_BYTES)
                .withDictionaryPageSize(dictionaryBytes)
                .withMinRowCountForPageSizeCheck(1)
                .withMaxRowCountForPageSizeCheck(UNSEEN_ROWS)
                .withAllocator(memory)
                .build();
        this.file = new ParquetFileWriter(
                new Upload(upload),
                schema,
                ParquetFileWriter.Mode.CREATE,
                ROW_GROUP_BYTES,
                ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
                null,
                properties);
        file.start();
        this.group = newGroup();
    }

    private RowGroup newGroup() {
        ColumnChunkPageWriteStore pages = ColumnChunkPageWriteStore.builder()
                .withCompressorProvider(column -> codec.getCompressor(codec.name()))
                .withSchema(schema)
                .withAllocator(properties.getAllocator())
                .withColumnIndexTruncateLength(properties.getColumnIndexTruncateLength())
                .withPageWriteChecksumEnabled(properties.getPageWriteChecksumEnabled())
                .withRowGroupOrdinal(groups++)
                .build();
        ColumnWriteStore store = properties.newColumnWriteStore(schema, pages, pages);
        return new RowGroup(
                pages,
                store,
                schema.getColumns().stream().map(store::getColumnWriter).toList());
    }

    /** Encodes all rows of a batch. */
    void append(RowBatch batch) throws IOException {
        for (int row = 0; row < batch.rows(); ) {
            int count = batch.rowsWithin(row, STEP_ROWS, STEP_TEXT_BYTES);
            append(count, columns -> batch.write(count, columns));
            row += count;
        }
        upload.countRows(batch.rows());
    }

    /**
     * Encodes some rows.
     *
     * @param write writes as many into all columns
     */
    void append(int count, Consumer<List<ColumnWriter>> write) throws IOException {
        write.accept(group.columns());
        group.endRows(count);
        rowsOfGroup += count;
        if (group.store().getBufferedSize() >= ROW_GROUP_BYTES) {
            endGroup();
            group = newGroup();
        }
    }

    private void endGroup() throws IOException {
        if (rowsOfGroup > 0) {
            file.startBlock(rowsOfGroup);
            group.store().flush();
            group.pages().flushToFileWriter(file);
            file.endBlock();
            rowsOfGroup = 0;
        }
        group.store().close();
        group.pages().close();
    }

    /** Length before compression, measured in complete pages; a file without any is as long as what is held for it. */
    long plainBytes() {
        return Math.max(
                codec.plainBytes() - plainBytesBefore,
                upload.sizeBytes() + group.store().getBufferedSize());
    }

    /** How many pages are complete. */
    long pages() {
        return codec.pages() - pagesBefore;
    }

    /** Writes what makes it a file of Parquet. */
    void finish() throws IOException {
        endGroup();
        file.end(CALENDAR);
        file.close();
        upload.finish();
    }

    /** A file that is written once, from its beginning to its end. */
    private record Upload(DataFile file) implements OutputFile {

        @Override
        public PositionOutputStream create(long blockBytes) {
            return new PositionOutputStream() {

                @Override
                public long getPos() {
                    return file.sizeBytes();
                }

                @Override
                public void write(int b) {
                    file.append(ByteBuffer.wrap(new byte[] {(byte) b}));
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    file.append(ByteBuffer.wrap(bytes, offset, length));
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockBytes) {
            return create(blockBytes);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
