package io.memberport.sink.csv;

import io.memberport.encoding.block.BlockCompressor;
import io.memberport.encoding.block.BlockEncoder;
import io.memberport.encoding.block.GzipFrame;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.encoding.file.NewFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The new file while it is being written: encoded blocks one after the other, and around them what gzip wants if the
 * file is compressed. Used by one thread.
 */
final class CsvOutput implements AutoCloseable {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final NewFile file;
    private final Compression compression;
    private final CRC32 plainChecksum = new CRC32();
    private long plainBytes;

    /**
     * @param file closed with this
     */
    CsvOutput(NewFile file, Compression compression) {
        this.file = file;
        this.compression = compression;
    }

    /** Writes what comes before the header of the rows. */
    void start(boolean byteOrderMark) throws IOException {
        if (compression == Compression.GZIP) {
            file.append(ByteBuffer.wrap(GzipFrame.header()));
        }
        if (byteOrderMark) {
            appendByteOrderMark();
        }
    }

    private void appendByteOrderMark() throws IOException {
        RowBuffer mark = new RowBuffer(BYTE_ORDER_MARK.length);
        mark.append(BYTE_ORDER_MARK);
        try (BlockCompressor compressor = compression.compressor()) {
            append(mark, compressor);
        }
    }

    void append(RowBuffer plain, BlockCompressor compressor) throws IOException {
        append(plain.content(), compressor.compress(plain).content());
    }

    void append(BlockEncoder<?> encoded) throws IOException {
        append(encoded.plain(), encoded.stored());
    }

    private void append(ByteBuffer plain, ByteBuffer stored) throws IOException {
        if (compression == Compression.GZIP) {
            plainBytes += plain.remaining();
            plainChecksum.update(plain);
        }
        file.append(stored);
    }

    /** Ends the file and sees it to stable storage. */
    void finish() throws IOException {
        if (compression == Compression.GZIP) {
            file.append(ByteBuffer.wrap(GzipFrame.end(plainChecksum, plainBytes)));
        }
        file.finish();
    }

    NewFile file() {
        return file;
    }

    /** Gives the file back as it is. Idempotent. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
