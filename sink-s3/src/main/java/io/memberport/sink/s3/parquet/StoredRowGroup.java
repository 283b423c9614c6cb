package io.memberport.sink.s3.parquet;

import io.memberport.sink.s3.store.ObjectStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one row group of a file that {@link ParquetFile} has written. Parquet's own reader of files cannot be made without
 * classes of Hadoop. Columns that are asked for are in memory as they are stored. Used by one thread.
 */
record StoredRowGroup(ObjectStream file, BlockMetaData group, ParquetCodec codec) implements PageReadStore {

    private static final ParquetMetadataConverter CONVERTER = new ParquetMetadataConverter();

    /** The length of the description, and the four letters that a file ends with. */
    private static final int END_BYTES = 8;

    private static final int LARGEST_DESCRIPTION_BYTES = 64 << 20;

    /** What a file says of itself at its end. */
    static ParquetMetadata describe(ObjectStream file) throws IOException {
        ByteBuffer end = ByteBuffer.wrap(read(file, file.sizeBytes() - END_BYTES, END_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        int length = end.getInt();
        if (length < 0 || length > LARGEST_DESCRIPTION_BYTES) {
            throw new IOException("no description");
        }
        return CONVERTER.readParquetMetadata(
                new ByteArrayInputStream(read(file, file.sizeBytes() - END_BYTES - length, length)),
                ParquetMetadataConverter.NO_FILTER);
    }

    private static byte[] read(ObjectStream file, long from, long length) throws IOException {
        if (from < 0) {
            throw new EOFException("a file that is too short");
        }
        file.seek(from);
        byte[] bytes = file.readNBytes(Math.toIntExact(length));
        if (bytes.length < length) {
            throw new EOFException("a file that is too short");
        }
        return bytes;
    }

    @Override
    public long getRowCount() {
        return group.getRowCount();
    }

    @Override
    public PageReader getPageReader(ColumnDescriptor column) {
        ColumnPath path = ColumnPath.get(column.getPath());
        ColumnChunkMetaData chunk = group.getColumns().stream()
                .filter(found -> found.getPath().equals(path))
                .findFirst()
                .orElseThrow();
        try {
            return new Pages(read(file, chunk.getStartingPos(), chunk.getTotalSize()), chunk.getValueCount(), codec);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pages of one column. */
    private static final class Pages implements PageReader {

        private final byte[] stored;
        private final ByteArrayInputStream rest;
        private final long values;
        private final ParquetCodec codec;

        Pages(byte[] stored, long values, ParquetCodec codec) {
            this.stored = stored;
            this.rest = new ByteArrayInputStream(stored);
            this.values = values;
            this.codec = codec;
        }

        @Override
        public long getTotalValueCount() {
            return values;
        }

        /** The first page, if it is one. */
        @Override
        public @Nullable DictionaryPage readDictionaryPage() {
            try {
                PageHeader header = Util.readPageHeader(new ByteArrayInputStream(stored));
                if (header.type != PageType.DICTIONARY_PAGE) {
                    return null;
                }
                Util.readPageHeader(rest);
                return new DictionaryPage(
                        BytesInput.from(content(header)),
                        header.dictionary_page_header.num_values,
                        CONVERTER.getEncoding(header.dictionary_page_header.encoding));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public @Nullable DataPage readPage() {
            if (rest.available() == 0) {
                return null;
            }
            try {
                PageHeader header = Util.readPageHeader(rest);
                if (header.type != PageType.DATA_PAGE) {
                    throw new IOException("a page of another type");
                }
                DataPageHeader data = header.data_page_header;
                byte[] content = content(header);
                return new DataPageV1(
                        BytesInput.from(content),
                        data.num_values,
                        content.length,
                        null,
                        CONVERTER.getEncoding(data.repetition_level_encoding),
                        CONVERTER.getEncoding(data.definition_level_encoding),
                        CONVERTER.getEncoding(data.encoding));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What comes after a header. */
        private byte[] content(PageHeader header) throws IOException {
            byte[] page = rest.readNBytes(header.compressed_page_size);
            CRC32 checksum = new CRC32();
            checksum.update(page);
            boolean isWhole = page.length == header.compressed_page_size
                    && (!header.isSetCrc() || header.crc == (int) checksum.getValue());
            if (!isWhole) {
                throw new IOException("a damaged page");
            }
            return codec.plain(page, header.uncompressed_page_size);
        }
    }
}
