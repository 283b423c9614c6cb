package io.memberport.sink.csv;

import java.util.zip.Deflater;

/**
 * Compresses blocks independently of each other into pieces that, one after the other, are one deflate stream: each
 * ends on a byte boundary and refers to nothing before its beginning. So several threads can compress one file. Used by
 * one thread at a time.
 */
final class BlockDeflater implements AutoCloseable {

    private static final int STEP_BYTES = 64 * 1024;

    private final Deflater deflater;
    private final RowBuffer out = new RowBuffer(STEP_BYTES);

    BlockDeflater(int level) {
        this.deflater = new Deflater(level, true);
    }

    /** The result, good until the next call. */
    RowBuffer deflate(RowBuffer block) {
        out.clear();
        if (block.size() == 0) {
            return out;
        }
        deflater.reset();
        deflater.setInput(block.bytes(), 0, block.size());
        int written;
        do {
            int start = out.extend(STEP_BYTES);
            written = deflater.deflate(out.bytes(), start, STEP_BYTES, Deflater.SYNC_FLUSH);
            out.shrinkTo(start + written);
            // A step that was filled to the brim may have left something inside.
        } while (written == STEP_BYTES);
        return out;
    }

    /** Frees what the compressor holds outside the heap. Idempotent. */
    @Override
    public void close() {
        deflater.end();
    }
}
