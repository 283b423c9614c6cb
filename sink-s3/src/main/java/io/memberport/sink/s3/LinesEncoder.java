package io.memberport.sink.s3;

import io.memberport.encoding.RowBuffer;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import java.nio.ByteBuffer;
import java.util.List;

/** Encodes one block at a time and holds the result until the next one. Used by one thread at a time. */
final class LinesEncoder implements AutoCloseable {

    /** What an encoder may keep between blocks; a block of an ordinary size needs less. */
    private static final int ORDINARY_BYTES = 1 << 20;

    private final RowBuffer plain = new RowBuffer(4096);
    private final Lines lines;
    private final BlockCompressor compressor;
    private final BlockVariables variables = new BlockVariables();
    private RowBuffer stored = plain;
    private List<ProfileVariable> seen = List.of();
    private long rows;

    LinesEncoder(S3Settings settings) {
        this.lines = switch (settings.format()) {
            case JSONL -> new Lines.Json(plain);
            case CSV -> new Lines.LongCsv(plain);
        };
        this.compressor = BlockCompressor.of(settings.compression());
    }

    void encodeHeader() {
        plain.clear();
        lines.writeHeader();
        rows = 0;
        seen = List.of();
        stored = compressor.compress(plain);
    }

    void encode(MemberBlock block) {
        plain.clear();
        plain.ensureCapacity(likelySize(block));
        rows = lines.write(block);
        seen = variables.in(block);
        stored = compressor.compress(plain);
    }

    private static int likelySize(MemberBlock block) {
        long bytes = 0;
        for (Member member : block.members()) {
            bytes += member.json().length();
        }
        return (int) Math.min(bytes + bytes / 8, ORDINARY_BYTES);
    }

    /** Rows of the block last encoded; 0 for the header. */
    long rows() {
        return rows;
    }

    /** The variables of the block last encoded, each definition once. */
    List<ProfileVariable> variables() {
        return seen;
    }

    /** The block last encoded, before it was compressed. */
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

    /** Frees what it holds outside the heap. Idempotent. */
    @Override
    public void close() {
        compressor.close();
    }
}
