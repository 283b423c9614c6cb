package io.memberport.sink.s3.parquet;

import io.memberport.encoding.block.BlockCompressor;
import io.memberport.encoding.block.GzipFrame;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.sink.s3.format.FileCompression;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses the pages of files, and reads them, without the codecs of Hadoop. Serves all files of an export, and holds memory outside the heap
 * until it is closed. Used by one thread.
 */
final class ParquetCodec implements CompressionCodecFactory, AutoCloseable {

    private final FileCompression compression;
    private final CompressionCodecName name;
    private final BlockCompressor compressor;
    private final RowBuffer plain = new RowBuffer(4096);
    private long plainBytes;
    private long pages;

    ParquetCodec(FileCompression compression) {
        this.compression = compression;
        this.name = switch (compression) {
            case NONE -> CompressionCodecName.UNCOMPRESSED;
            case GZIP -> CompressionCodecName.GZIP;
            case ZSTD -> CompressionCodecName.ZSTD;
        };
        this.compressor = compression.compressor();
    }

    /** What files say of themselves. */
    CompressionCodecName name() {
        return name;
    }

    /** How long all pages so far were before they were compressed. */
    long plainBytes() {
        return plainBytes;
    }

    /** How many pages there have been so far. */
    long pages() {
        return pages;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName wanted) {
        if (wanted != name) {
            throw new IllegalArgumentException("the codec " + wanted + " is not the one that was chosen");
        }
        return new BytesInputCompressor() {

            @Override
            public BytesInput compress(BytesInput page) throws IOException {
                plainBytes += page.size();
                pages++;
                return name == CompressionCodecName.UNCOMPRESSED ? page : compressed(page);
            }

            @Override
            public CompressionCodecName getCodecName() {
                return name;
            }

            @Override
            public void release() {}
        };
    }

    private BytesInput compressed(BytesInput page) throws IOException {
        plain.clear();
        page.writeAllTo(new OutputStream() {

            @Override
            public void write(int b) {
                plain.append((byte) b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                plain.append(bytes, offset, length);
            }
        });
        byte[] content = compressor.compress(plain).toByteArray(0);
        if (name != CompressionCodecName.GZIP) {
            return BytesInput.from(content);
        }
        CRC32 checksum = new CRC32();
        checksum.update(plain.content());
        return BytesInput.concat(
                BytesInput.from(GzipFrame.header()),
                BytesInput.from(content),
                BytesInput.from(GzipFrame.end(checksum, plain.size())));
    }

    /** A page as it was before it was compressed. */
    byte[] plain(byte[] page, int length) throws IOException {
        try (InputStream plain = compression.plain(new ByteArrayInputStream(page))) {
            byte[] bytes = plain.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("a page that is too short");
            }
            return bytes;
        }
    }

    /** Parquet's own reader would want it, which needs classes of Hadoop; see {@link StoredRowGroup}. */
    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName wanted) {
        throw new UnsupportedOperationException("pages are read in another way");
    }

    /** Called at the end of a file; the next one uses the same memory. */
    @Override
    public void release() {}

    @Override
    public void close() {
        compressor.close();
    }
}
