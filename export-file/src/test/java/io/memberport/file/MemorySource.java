package io.memberport.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import io.memberport.port.ExportStream.UndecodedMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Bytes in memory that arrive a few at a time. */
final class MemorySource implements ByteSource {

    private final byte[] bytes;
    private final int atMost;
    private final int resumedAt;
    private int position;

    MemorySource(byte[] bytes, int atMost) {
        this(bytes, atMost, Integer.MAX_VALUE);
    }

    private MemorySource(byte[] bytes, int atMost, int resumedAt) {
        this.bytes = bytes;
        this.atMost = atMost;
        this.resumedAt = resumedAt;
    }

    /** Arrives a few bytes at a time, and says that it was resumed at a byte once that has come. */
    static MemorySource breakingAt(int resumedAt, byte[] bytes) {
        return new MemorySource(bytes, 7, resumedAt);
    }

    static ExportFile source(Supplier<ByteSource> opener) {
        return ExportFile.of("test export", opener, DocumentLimits.DEFAULT);
    }

    static ExportFile source(byte[] bytes, int atMost) {
        return source(() -> new MemorySource(bytes, atMost));
    }

    static ExportFile source(String json) {
        return source(json.getBytes(UTF_8), Integer.MAX_VALUE);
    }

    /** Reads and decodes all of a document on this thread. */
    static Document read(ExportFileSource source) {
        try (source;
                ExportStream stream = source.open()) {
            return readAll(stream);
        }
    }

    static Document readAll(ExportStream stream) {
        List<MemberBlock> blocks = new ArrayList<>();
        for (UndecodedMembers next = stream.next(); next != null; next = stream.next()) {
            blocks.add(next.decode());
        }
        long members = blocks.stream().mapToLong(b -> b.members().size()).sum();
        long values = blocks.stream().mapToLong(MemberBlock::valueCount).sum();
        long unrecognised =
                blocks.stream().mapToLong(MemberBlock::unrecognisedFieldCount).sum();
        return new Document(blocks, stream.metadata(members, values, unrecognised));
    }

    record Document(List<MemberBlock> blocks, ExportMetadata metadata) {}

    @Override
    public int read(byte[] target, int offset, int length) {
        if (position == bytes.length) {
            return -1;
        }
        int read = Math.min(Math.min(length, atMost), bytes.length - position);
        System.arraycopy(bytes, position, target, offset, read);
        position += read;
        return read;
    }

    @Override
    public long expectedBytes() {
        return bytes.length;
    }

    @Override
    public long resumedAtByte() {
        return position > resumedAt ? resumedAt : -1;
    }

    @Override
    public void close() {}
}
