package io.memberport.file;

import io.memberport.model.MemberBlock;
import io.memberport.port.ExportStream.UndecodedMembers;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Blocks that were cut where a member seems to begin. Whether it does is known once all before it have been decoded: a block that
 * begins with a member, and of which members come out just at its end, proves that the next one begins with a member. If
 * they do not, it is refuted, and with it all blocks cut since; these then give no members, and the reader has to read them again
 * in another way.
 *
 * <p>The reader adds blocks, and any thread decodes them, in any order: a thread that needs to know what comes before a block
 * decodes that, too, if no other has.
 */
final class CutBlocks {

    /** Far more than are decoded at once. A program reaches it only if it takes blocks and does not decode them. */
    private static final int MOST_UNPROVEN = 64;

    private static final int UNKNOWN = -1;
    private static final long REFUTED = -2;

    private final MemberDecoder decoder;
    private final Deque<CutBlock> unproven = new ArrayDeque<>();
    private List<CutBlock> refuted = List.of();

    /** Members before the first block that is not proven. */
    private long members;

    CutBlocks(MemberDecoder decoder) {
        this.decoder = decoder;
    }

    /** For the reader, if all blocks are proven: says how many members there are before the next block. */
    synchronized void startAfter(long memberCount) {
        members = memberCount;
    }

    /**
     * For the reader: a block that begins behind a member, or behind the comma after one.
     *
     * @param to after a member's closing brace, as it seems
     * @param offset position in the document of {@code bytes[0]}
     */
    CutBlock add(byte[] bytes, int from, int to, long offset, boolean afterComma) {
        CutBlock block = new CutBlock(bytes, from, to, offset, afterComma);
        CutBlock oldest = enqueue(block);
        if (oldest != null) {
            firstIndexOf(oldest);
        }
        return block;
    }

    /** The oldest block if there are too many. */
    private synchronized @Nullable CutBlock enqueue(CutBlock block) {
        if (!refuted.isEmpty()) {
            block.firstIndex = REFUTED;
            refuted.add(block);
            return null;
        }
        unproven.addLast(block);
        return unproven.size() > MOST_UNPROVEN ? unproven.getFirst() : null;
    }

    /** For the reader: decodes what has not been decoded, so that all blocks are proven or refuted. */
    void prove() {
        CutBlock last = newest();
        if (last != null) {
            firstIndexOf(last);
        }
    }

    private synchronized @Nullable CutBlock newest() {
        return unproven.peekLast();
    }

    /** Members before the first block that is not proven. */
    synchronized long members() {
        return members;
    }

    /** Whether there are blocks that give no members. */
    synchronized boolean isRefuted() {
        return !refuted.isEmpty();
    }

    /** The blocks that give no members, in their order, which are forgotten. */
    synchronized List<CutBlock> takeRefuted() {
        List<CutBlock> taken = refuted;
        refuted = List.of();
        return taken;
    }

    private long firstIndexOf(CutBlock block) {
        while (true) {
            CutBlock oldest;
            synchronized (this) {
                if (block.firstIndex != UNKNOWN) {
                    return block.firstIndex;
                }
                oldest = unproven.getFirst();
            }
            settle(oldest, oldest.memberCount());
        }
    }

    private synchronized void settle(CutBlock oldest, int count) {
        if (unproven.peekFirst() != oldest) {
            return;
        }
        if (count == 0) {
            unproven.forEach(block -> block.firstIndex = REFUTED);
            refuted = new ArrayList<>(unproven);
            unproven.clear();
        } else {
            unproven.removeFirst();
            oldest.firstIndex = members;
            members += count;
        }
    }

    /** A block that was cut. */
    final class CutBlock implements UndecodedMembers {

        private final byte[] bytes;
        private final int from;
        private final int to;
        private final long offset;
        private final boolean afterComma;

        /** Index of the first member; guarded by the outer object. */
        private long firstIndex = UNKNOWN;

        private MemberDecoder.@Nullable Block decoded;
        private int count = UNKNOWN;

        private CutBlock(byte[] bytes, int from, int to, long offset, boolean afterComma) {
            this.bytes = bytes;
            this.from = from;
            this.to = to;
            this.offset = offset;
            this.afterComma = afterComma;
        }

        ByteBuffer content() {
            return ByteBuffer.wrap(bytes, from, to - from);
        }

        /** Where {@link #content} begins in the document. */
        long position() {
            return offset + from;
        }

        boolean isAfterComma() {
            return afterComma;
        }

        /** All of the buffer, for members keep it alive. */
        @Override
        public long sizeBytes() {
            return bytes.length;
        }

        /** Decodes it, unless that has been done; 0 if its members do not come out at its end. */
        private synchronized int memberCount() {
            if (count == UNKNOWN) {
                decoded = decoded();
                count = decoded == null ? 0 : decoded.memberCount();
            }
            return count;
        }

        private MemberDecoder.@Nullable Block decoded() {
            MemberDecoder.Block block = decoder.over(bytes, offset);
            return block.cut(from, to, afterComma) ? block : null;
        }

        private synchronized MemberDecoder.@Nullable Block take() {
            MemberDecoder.Block taken = decoded == null ? decoded() : decoded;
            decoded = null;
            return taken;
        }

        @Override
        public MemberBlock decode() {
            memberCount();
            long first = firstIndexOf(this);
            MemberDecoder.Block block = first == REFUTED ? null : take();
            return block == null ? MemberBlock.of(0, List.of(), 0) : block.build(first);
        }
    }
}
