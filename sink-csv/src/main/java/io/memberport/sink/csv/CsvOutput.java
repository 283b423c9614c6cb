package io.memberport.sink.csv;

import io.memberport.encoding.block.BlockCompressor;
import io.memberport.encoding.block.BlockEncoder;
import io.memberport.encoding.block.GzipFrame;
import io.memberport.encoding.block.RowBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The new file while it is being written: encoded blocks one after the other, and around them what gzip wants if the
 * file is compressed. Used by one thread.
 */
final class CsvOutput implements AutoCloseable {

    /** A FileChannel copies what it is given to memory outside the heap and keeps that for the thread. */
    private static final int LARGEST_WRITE_BYTES = 128 * 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final FileChannel channel;
    private final Compression compression;
    private final CRC32C storedChecksum = new CRC32C();
    private final CRC32 plainChecksum = new CRC32();
    private long storedBytes;
    private long plainBytes;

    /** A new file; whatever had its name is deleted. */
    CsvOutput(Disk disk, Path file, Compression compression) throws IOException {
        this.channel = disk.create(file);
        this.compression = compression;
    }

    /** Writes what comes before the header of the rows. */
    void start(boolean byteOrderMark) throws IOException {
        if (compression == Compression.GZIP) {
            store(ByteBuffer.wrap(GzipFrame.header()));
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
        store(stored);
    }

    /** Ends the file and sees it to stable storage. */
    void finish() throws IOException {
        if (compression == Compression.GZIP) {
            store(ByteBuffer.wrap(GzipFrame.end(plainChecksum, plainBytes)));
        }
        channel.force(true);
        channel.close();
    }

    private void store(ByteBuffer bytes) throws IOException {
        storedBytes += bytes.remaining();
        storedChecksum.update(bytes.duplicate());
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + LARGEST_WRITE_BYTES));
            channel.write(bytes);
        }
    }

    /** Length of the file so far. */
    long sizeBytes() {
        return storedBytes;
    }

    /** CRC-32C of the file so far, as 8 lower-case hexadecimal digits. */
    String crc32c() {
        return HexFormat.of().toHexDigits((int) storedChecksum.getValue());
    }

    /** Gives the file back as it is. Idempotent. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
