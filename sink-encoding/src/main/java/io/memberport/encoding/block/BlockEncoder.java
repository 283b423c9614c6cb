package io.memberport.encoding.block;

import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * Encodes one block at a time and holds the result until the next one. Used by one thread at a time, though not always
 * by the same.
 *
 * @param <L> what members become
 */
public final class BlockEncoder<L extends BlockLines> implements AutoCloseable {

    /** What an encoder may keep between blocks; a block of an ordinary size needs less. */
    private static final int ORDINARY_BYTES = 1024 * 1024;

    private final RowBuffer plain = new RowBuffer(4096);
    private final L lines;
    private final BlockCompressor compressor;
    private RowBuffer stored = plain;
    private long rows;

    /**
     * @param lines makes what writes into a buffer
     * @param compressor closed with this
     */
    public BlockEncoder(Function<RowBuffer, L> lines, BlockCompressor compressor) {
        this.lines = lines.apply(plain);
        this.compressor = compressor;
    }

    void encodeHeader() {
        plain.clear();
        lines.writeHeader();
        rows = 0;
        stored = compressor.compress(plain);
    }

    void encode(MemberBlock block) {
        plain.clear();
        plain.ensureCapacity(likelySize(block));
        rows = lines.write(block);
        stored = compressor.compress(plain);
    }

    /** Rows repeat what JSON says once, and leave out its names and marks: about the same size in the end. */
    private static int likelySize(MemberBlock block) {
        long bytes = 0;
        MemberCursor at = block.cursor();
        while (at.nextMember()) {
            bytes += at.jsonLength();
        }
        return (int) Math.min(bytes + bytes / 8, ORDINARY_BYTES);
    }

    /** What wrote the block last encoded. */
    public L lines() {
        return lines;
    }

    /** Rows of the block last encoded; 0 for the header. */
    public long rows() {
        return rows;
    }

    /** The block last encoded, before it was compressed. */
    public ByteBuffer plain() {
        return plain.content();
    }

    /** The block last encoded, as it goes to the file. */
    public ByteBuffer stored() {
        return stored.content();
    }

    /** Whether it holds no more memory than ordinary blocks need. */
    boolean isOrdinary() {
        return plain.capacity() <= 2 * ORDINARY_BYTES && stored.capacity() <= 2 * ORDINARY_BYTES;
    }

    @Override
    public void close() {
        compressor.close();
    }
}
