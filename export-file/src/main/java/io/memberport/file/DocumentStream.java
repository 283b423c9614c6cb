package io.memberport.file;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.file.CutBlocks.CutBlock;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.ExportStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a document. The bytes are read into a buffer; those outside the array of members go to {@link
 * RootFields}, those inside are handed on a buffer at a time, undecoded, while reading continues in a fresh buffer. So the
 * decoding can happen on other threads, and no member is copied.
 *
 * <p>A buffer is cut at its last {@link MemberMark}, without a look at what comes before. Where there is no mark, where the
 * document ends, and once a cut has been {@linkplain CutBlocks refuted}, members are framed one by one.
 */
final class DocumentStream implements ExportStream {

    /** Big enough to make hand-overs rare, small enough to stay in a core's cache and out of G1's humongous objects. */
    static final int BLOCK_BYTES = 256 << 10;

    private enum Place {
        BEFORE_MEMBERS,
        IN_MEMBERS,
        AFTER_MEMBERS,
        AT_END
    }

    private final CountedSource raw;
    private final ByteSource plain;
    private final MalformedExports malformed;
    private final DocumentLimits limits;
    private final MemberDecoder decoder;
    private final RootFields root;
    private final MemberFramer framer = new MemberFramer();
    private final ContentDigest digest;

    private Place place = Place.BEFORE_MEMBERS;
    private final int blockBytes;
    private byte[] buffer;
    private int from;
    private int limit;
    private boolean ended;
    /** Position in the document of the buffer's first byte. */
    private long bufferOffset;

    /** Members before the present place, unless blocks have been cut since. */
    private long membersFramed;

    private boolean memberUnderWay;
    private boolean commaSeen;

    private final CutBlocks cuts;
    private @Nullable MemberMark mark;
    private boolean mayCut = true;
    private boolean cutting;
    /** What has been read before, and is read again before anything else. */
    private final Deque<ByteBuffer> readAgain = new ArrayDeque<>();

    private @Nullable String contentSha256;

    /**
     * A pass from the first byte.
     *
     * @param raw counted for progress
     * @param plain the same bytes, uncompressed
     * @param unreadableDates of this pass and of others over the same document
     * @param digest computed of all bytes
     */
    DocumentStream(
            CountedSource raw,
            ByteSource plain,
            MalformedExports malformed,
            DocumentLimits limits,
            UnreadableDates unreadableDates,
            ContentDigest digest) {
        this(raw, plain, malformed, limits, unreadableDates, digest, BLOCK_BYTES);
    }

    DocumentStream(
            CountedSource raw,
            ByteSource plain,
            MalformedExports malformed,
            DocumentLimits limits,
            UnreadableDates unreadableDates,
            ContentDigest digest,
            int blockBytes) {
        this.digest = digest;
        this.blockBytes = blockBytes;
        this.buffer = new byte[blockBytes];
        this.raw = raw;
        this.plain = plain;
        this.malformed = malformed;
        this.limits = limits;
        this.decoder = new MemberDecoder(malformed, limits);
        this.cuts = new CutBlocks(decoder);
        this.root = new RootFields(malformed, limits, unreadableDates);
    }

    @Override
    public Head head() {
        while (place == Place.BEFORE_MEMBERS) {
            fillIfEmpty();
            scanRoot();
        }
        return new Head(root.batchId(), root.sinceDatetime(), root.exportDate());
    }

    private void fillIfEmpty() {
        if (from == limit && !ended) {
            startBuffer(blockBytes);
            fill();
        }
    }

    @Override
    public @Nullable UndecodedMembers next() {
        while (place != Place.AT_END) {
            fillIfEmpty();
            switch (place) {
                case BEFORE_MEMBERS, AFTER_MEMBERS -> scanRoot();
                case IN_MEMBERS -> {
                    UndecodedMembers members = mark == null ? null : cutMembers(mark);
                    if (members == null) {
                        stopCutting();
                        members = frameMembers();
                    }
                    if (members != null) {
                        return members;
                    }
                }
                case AT_END -> {}
            }
        }
        return null;
    }

    private void scanRoot() {
        from = root.feed(buffer, from, limit, bufferOffset);
        if (root.isAtMembers()) {
            place = Place.IN_MEMBERS;
        } else if (from == limit && ended) {
            root.finish();
            if (place == Place.BEFORE_MEMBERS) {
                throw malformed.at(
                        bufferOffset + limit, 0, "it has no array 'members', so it is no member-profile export");
            }
            place = Place.AT_END;
        }
    }

    /** Cuts the buffer at its last mark; null if there is none, or if it cannot be known any more what it would mean. */
    private @Nullable UndecodedMembers cutMembers(MemberMark between) {
        int end = ended || !cuts.refuted().isEmpty() ? -1 : between.lastEnd(buffer, from, limit);
        if (end < 0) {
            return null;
        }
        if (!cutting) {
            cutting = true;
            commaSeen |= memberUnderWay;
            memberUnderWay = false;
            cuts.startAfter(membersFramed);
        }
        UndecodedMembers block = cuts.add(buffer, from, end, bufferOffset, commaSeen);
        commaSeen = false;
        from = end;
        startBuffer(Math.max(blockBytes, limit - from + blockBytes / 2));
        fill();
        return block;
    }

    /** Makes sure that a member, or the comma before one, comes next, and of how many there are before it. */
    private void stopCutting() {
        if (!cutting) {
            return;
        }
        cutting = false;
        cuts.prove();
        membersFramed = cuts.members();
        List<CutBlock> refuted = cuts.refuted();
        if (!refuted.isEmpty()) {
            mark = null;
            mayCut = false;
            readAgain(refuted);
        }
    }

    private void readAgain(List<CutBlock> blocks) {
        blocks.forEach(block -> readAgain.add(ByteBuffer.wrap(block.bytes(), block.from(), block.to() - block.from())));
        readAgain.add(ByteBuffer.wrap(buffer, from, limit - from));
        CutBlock first = blocks.get(0);
        blocks.clear();
        commaSeen = first.isAfterComma();
        bufferOffset = first.offset() + first.from();
        buffer = new byte[blockBytes];
        from = 0;
        limit = 0;
        ended = false;
        fill();
    }

    /** Frames what is in the buffer; null if it held not one whole member, and now there is more in it. */
    private @Nullable MemberFrames frameMembers() {
        MemberFrames frames = new MemberFrames(decoder, buffer, bufferOffset, membersFramed);
        while (place == Place.IN_MEMBERS && findMember()) {
            int end = framer.end(buffer, limit);
            if (end < 0) {
                break;
            }
            if (end - from > limits.memberBytes()) {
                throw tooLongMember();
            }
            frames.add(from, end);
            membersFramed++;
            memberUnderWay = false;
            from = end;
        }
        boolean more = place == Place.IN_MEMBERS;
        if (more && ended && frames.isEmpty()) {
            throw malformed.at(bufferOffset + limit, membersFramed, "the file ends within the array 'members'");
        }
        if (mark == null && mayCut) {
            mark = frames.mark();
        }
        if (more && !ended) {
            refillBehind(frames);
        }
        return frames.isEmpty() ? null : frames;
    }

    /** Moves to the opening brace of the next member; false if that, or the array's end, is not in the buffer. */
    private boolean findMember() {
        if (memberUnderWay) {
            return true;
        }
        for (; from < limit; from++) {
            byte b = buffer[from];
            if (b == '{' && (commaSeen || membersFramed == 0)) {
                memberUnderWay = true;
                commaSeen = false;
                framer.start(from);
                return true;
            } else if (b == ']' && !commaSeen) {
                place = Place.AFTER_MEMBERS;
                root.continueAfter(membersFramed);
                return false;
            } else if (b == ',' && !commaSeen && membersFramed > 0) {
                commaSeen = true;
            } else if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                throw malformed.at(
                        bufferOffset + from,
                        membersFramed,
                        "a member, a comma or the end of the array 'members' is expected here");
            }
        }
        return false;
    }

    private void refillBehind(MemberFrames frames) {
        int pending = limit - from;
        if (frames.isEmpty() && pending == buffer.length) {
            if (pending >= limits.memberBytes()) {
                throw tooLongMember();
            }
            startBuffer((int) Math.min(2L * pending, limits.memberBytes()));
        } else {
            startBuffer(Math.max(blockBytes, pending + blockBytes / 2));
        }
        fill();
    }

    private MemberportException tooLongMember() {
        return malformed.beyond(
                bufferOffset + from,
                membersFramed,
                "this member is longer than " + limits.memberBytes() + " bytes, the most that is accepted",
                Remedy.RAISE_MEMBER_SIZE);
    }

    /** Takes a new buffer, because others may still be reading from the present one, and moves the unread rest there. */
    private void startBuffer(int size) {
        byte[] fresh = new byte[size];
        System.arraycopy(buffer, from, fresh, 0, limit - from);
        framer.shift(from);
        bufferOffset += from;
        limit -= from;
        from = 0;
        buffer = fresh;
    }

    private void fill() {
        while (limit < buffer.length && !ended) {
            ByteBuffer before = readAgain.peek();
            int read = before == null ? read() : readAgain(before);
            if (read < 0) {
                ended = true;
            } else {
                if (before == null) {
                    digest.update(buffer, limit, read);
                }
                limit += read;
            }
        }
    }

    private int readAgain(ByteBuffer bytes) {
        int length = Math.min(bytes.remaining(), buffer.length - limit);
        bytes.get(buffer, limit, length);
        if (!bytes.hasRemaining()) {
            readAgain.remove();
        }
        return length;
    }

    private int read() {
        try {
            return plain.read(buffer, limit, buffer.length - limit);
        } catch (MemberportException failed) {
            if (failed.kind() == FailureKind.MALFORMED_EXPORT) {
                throw malformed.incomplete(failed, root.batchId(), bufferOffset + limit, membersFramed);
            }
            throw failed;
        }
    }

    @Override
    public ExportMetadata metadata(long members, long values, long unrecognisedFields) {
        requireEnd();
        if (contentSha256 == null) {
            contentSha256 = digest.sha256Hex();
        }
        return new ExportMetadata(
                root.batchId(),
                root.sinceDatetime(),
                root.exportDate(),
                root.lastSyncDate(),
                contentSha256,
                bufferOffset + limit,
                members,
                values,
                unrecognisedFields + root.unrecognisedFields());
    }

    @Override
    public long contentChecksum() {
        requireEnd();
        return digest.crc32c();
    }

    private void requireEnd() {
        if (place != Place.AT_END) {
            throw new IllegalStateException("the document has not been read to its end");
        }
    }

    @Override
    public long transferredBytes() {
        return raw.count();
    }

    @Override
    public long expectedBytes() {
        return raw.expectedBytes();
    }

    @Override
    public long resumedAtByte() {
        return raw.resumedAtByte();
    }

    @Override
    public void close() {
        plain.close();
    }

    /** Whole members in a buffer that is not changed any more. */
    private static final class MemberFrames implements UndecodedMembers {

        private final MemberDecoder decoder;
        private final byte[] bytes;
        private final long offset;
        private final long firstIndex;
        private int[] bounds = new int[64];
        private int count;

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
}
