package io.memberport.sink.s3.format;

import io.memberport.encoding.block.BlockCompressor;
import io.memberport.encoding.block.GzipFrame;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.sink.s3.store.DataFile;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** A file of lines while it is written: compressed blocks one after the other, and around them what gzip wants. Used by one thread. */
public final class LineFile {

    private final DataFile file;
    private final FileCompression compression;
    private final CRC32 plainChecksum = new CRC32();
    private long plainBytes;

    /** Begins the file. */
    public LineFile(DataFile file, FileCompression compression) {
        this.file = file;
        this.compression = compression;
        if (compression == FileCompression.GZIP) {
            file.append(ByteBuffer.wrap(GzipFrame.header()));
        }
    }

    /** Appends a block, which it compresses. */
    public void append(RowBuffer plain, BlockCompressor compressor) {
        append(plain.content(), compressor.compress(plain).content());
    }

    void append(ByteBuffer plain, ByteBuffer stored) {
        plainBytes += plain.remaining();
        if (compression == FileCompression.GZIP) {
            plainChecksum.update(plain);
        }
        file.append(stored);
    }

    void countRows(long rows) {
        file.countRows(rows);
    }

    /** Length before compression, so far. */
    long plainBytes() {
        return plainBytes;
    }

    /** Ends the file. */
    public void finish() {
        if (compression == FileCompression.GZIP) {
            file.append(ByteBuffer.wrap(GzipFrame.end(plainChecksum, plainBytes)));
        }
        file.finish();
    }
}
