package io.memberport.sink.s3.parquet;

import io.memberport.sink.s3.store.DataFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Puts Parquet's writer together so that it goes into an upload, within little memory, and needs nothing of Hadoop when it
 * runs. Hadoop's {@link Configuration} is there when this is compiled only, because signatures name it.
 */
final class ParquetRowWriter {

    /** How much is held, about, until it becomes a row group. Engines like larger ones; a heap of 64 MiB does not. */
    private static final long ROW_GROUP_BYTES = 8L << 20;

    private static final int PAGE_BYTES = 256 << 10;

    /** Of all columns together: an entry of a dictionary takes ten times its length on the heap. */
    private static final int DICTIONARIES_BYTES = 704 << 10;

    private static final int LARGEST_DICTIONARY_BYTES = 64 << 10;

    /** Less is not worth it. */
    private static final int SMALLEST_DICTIONARY_BYTES = 2 << 10;

    /** How many rows may pass before the held bytes are counted again: one may have as much text as thousands before it. */
    private static final int UNSEEN_ROWS = 10;

    private ParquetRowWriter() {}

    /** A writer, which must be closed for the file to be one. */
    static ParquetWriter<ParquetRow> to(DataFile file, MessageType schema, ParquetCodec codec) throws IOException {
        int dictionaryBytes = Math.min(
                LARGEST_DICTIONARY_BYTES,
                DICTIONARIES_BYTES / schema.getColumns().size());
        return new Builder(new Upload(file), schema)
                .withConf(new PlainParquetConfiguration())
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withPageSize(PAGE_BYTES)
                .withDictionaryEncoding(dictionaryBytes >= SMALLEST_DICTIONARY_BYTES)
                .withDictionaryPageSize(dictionaryBytes)
                .withMinRowCountForPageSizeCheck(1)
                .withMaxRowCountForPageSizeCheck(UNSEEN_ROWS)
                .withCompressionCodec(codec.name())
                .withCodecFactory(codec)
                .build();
    }

    private static final class Builder extends ParquetWriter.Builder<ParquetRow, Builder> {

        private final MessageType schema;

        private Builder(OutputFile file, MessageType schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<ParquetRow> getWriteSupport(Configuration hadoop) {
            return new RowSupport(schema);
        }

        @Override
        protected WriteSupport<ParquetRow> getWriteSupport(ParquetConfiguration configuration) {
            return new RowSupport(schema);
        }
    }

    private static final class RowSupport extends WriteSupport<ParquetRow> {

        private final MessageType schema;
        private @Nullable RecordConsumer out;

        private RowSupport(MessageType schema) {
            this.schema = schema;
        }

        @Override
        @SuppressWarnings("deprecation")
        public WriteContext init(Configuration hadoop) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(ParquetRow row) {
            RecordConsumer consumer = out;
            if (consumer == null) {
                throw new IllegalStateException("not prepared");
            }
            consumer.startMessage();
            row.writeTo(consumer);
            consumer.endMessage();
        }
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
