package io.memberport.sink.csv;

import io.memberport.encoding.BlockDeflater;
import io.memberport.encoding.CellWriter;
import io.memberport.encoding.RowBuffer;
import io.memberport.encoding.RowLayout;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Encodes one block at a time and holds the result until the next one. Used by one thread at a time, though not always
 * by the same.
 */
final class BlockEncoder implements AutoCloseable {

    /** What an encoder may keep between blocks; a block of an ordinary size needs less. */
    private static final int ORDINARY_BYTES = 1024 * 1024;

    private final RowLayout layout;
    private final RowBuffer plain = new RowBuffer(4096);
    private final CellWriter cells;
    private final @Nullable BlockDeflater deflater;
    private RowBuffer stored = plain;
    private long rows;

    BlockEncoder(CsvFormat format, RowLayout layout) {
        this.layout = layout;
        this.cells = new CellWriter(format.dialect(), plain);
        this.deflater = switch (format.compression()) {
            case NONE -> null;
            case GZIP -> new BlockDeflater();
        };
    }

    void encodeHeader() {
        plain.clear();
        layout.writeHeader(cells);
        rows = 0;
        compress();
    }

    void encode(MemberBlock block) {
        plain.clear();
        plain.ensureCapacity(likelySize(block));
        rows = layout.writeRows(block, cells);
        compress();
    }

    /** Rows repeat what JSON says once, and leave out its names and marks: about the same size in the end. */
    private static int likelySize(MemberBlock block) {
        long bytes = 0;
        for (Member member : block.members()) {
            bytes += member.json().length();
        }
        return (int) Math.min(bytes + bytes / 8, ORDINARY_BYTES);
    }

    private void compress() {
        stored = deflater == null ? plain : deflater.deflate(plain);
    }

    /** Rows of the block last encoded; 0 for the header. */
    long rows() {
        return rows;
    }

    /** The block last encoded, as CSV. */
    ByteBuffer plain() {
        return plain.content();
    }

    /** The block last encoded, as it goes to the file. */
    ByteBuffer stored() {
        return stored.content();
    }

    /** Whether it holds no more memory than ordinary blocks need. */
    boolean isOrdinary() {
        return plain.capacity() <= 2 * ORDINARY_BYTES && stored.capacity() <= 2 * ORDINARY_BYTES;
    }

    @Override
    public void close() {
        if (deflater != null) {
            deflater.close();
        }
    }
}
