package io.memberport.file;

import io.memberport.file.buffer.MemberMark;
import io.memberport.model.MemberBlock;
import io.memberport.port.ExportStream.UndecodedMembers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Members whose bounds are known, in bytes that are not changed any more. */
final class MemberFrames implements UndecodedMembers {

    private final MemberDecoder decoder;
    private final byte[] bytes;
    private final long offset;
    private final long firstIndex;
    private int[] bounds = new int[64];
    private int count;

    /**
     * No members yet.
     *
     * @param offset position in the document of {@code bytes[0]}
     * @param firstIndex index of the first member
     */
    MemberFrames(MemberDecoder decoder, byte[] bytes, long offset, long firstIndex) {
        this.decoder = decoder;
        this.bytes = bytes;
        this.offset = offset;
        this.firstIndex = firstIndex;
    }

    void add(int start, int end) {
        if (count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * count);
        }
        bounds[count++] = start;
        bounds[count++] = end;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** What stands between two members; null if there are not two, or if it is no mark. */
    @Nullable MemberMark mark() {
        return count < 4 ? null : MemberMark.between(bytes, bounds[count - 3], bounds[count - 2]);
    }

    /** All of the buffer, for members keep it alive. */
    @Override
    public long sizeBytes() {
        return bytes.length;
    }

    @Override
    public MemberBlock decode() {
        return decoder.over(bytes, offset).framed(Arrays.copyOf(bounds, count), firstIndex);
    }
}
