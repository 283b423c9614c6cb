package io.memberport.encoding.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * What stands around the pieces of a {@link BlockDeflater} in a gzip file of a single member (RFC 1952). A file is the
 * {@link #header}, any number of pieces, and the {@link #end}. Has no state.
 */
public final class GzipFrame {

    /** RFC 1952: deflate, no flags, no time, fastest algorithm, unknown operating system. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};

    /** RFC 1951: a last block, with fixed codes and nothing in it, filled up to whole bytes. */
    private static final byte[] LAST_BLOCK = {3, 0};

    private static final int TRAILER_BYTES = 8;

    private GzipFrame() {}

    /** What ends the stream of pieces in other formats, too. The array is the caller's. */
    public static byte[] lastBlock() {
        return LAST_BLOCK.clone();
    }

    /** What the file begins with. The array is the caller's. */
    public static byte[] header() {
        return HEADER.clone();
    }

    /**
     * What the file ends with. The array is the caller's.
     *
     * @param plainChecksum of all blocks as they were before they were compressed, in the order of the file
     * @param plainBytes the length of those blocks together; the format has room for its lowest 32 bits only
     */
    public static byte[] end(CRC32 plainChecksum, long plainBytes) {
        return ByteBuffer.allocate(LAST_BLOCK.length + TRAILER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(LAST_BLOCK)
                .putInt((int) plainChecksum.getValue())
                .putInt((int) plainBytes)
                .array();
    }
}
