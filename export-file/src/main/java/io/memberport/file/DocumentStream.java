package io.memberport.file;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.model.Sha256;
import io.memberport.port.ExportStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a document. The bytes are read into a buffer; those outside the array of members go to {@link
 * RootFields}, those inside are cut into members and handed on a buffer at a time, undecoded, while reading continues in a
 * fresh buffer. So the decoding can happen on other threads, and no member is copied.
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
    private final MessageDigest digest = Sha256.start();

    private Place place = Place.BEFORE_MEMBERS;
    private byte[] buffer = new byte[BLOCK_BYTES];
    private int from;
    private int limit;
    private boolean ended;
    /** Position in the document of the buffer's first byte. */
    private long bufferOffset;

    private long membersFramed;
    private boolean memberUnderWay;
    private boolean commaSeen;
    private @Nullable String contentSha256;

    /**
     * A pass from the first byte.
     *
     * @param raw counted for progress
     * @param plain the same bytes, uncompressed
     * @param unreadableDates of this pass and of others over the same document
     */
    DocumentStream(
            CountedSource raw,
            ByteSource plain,
            MalformedExports malformed,
            DocumentLimits limits,
            UnreadableDates unreadableDates) {
        this.raw = raw;
        this.plain = plain;
        this.malformed = malformed;
        this.limits = limits;
        this.decoder = new MemberDecoder(malformed, limits);
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
            startBuffer(BLOCK_BYTES);
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
                    MemberFrames frames = frameMembers();
                    if (frames != null) {
                        return frames;
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
            contentSha256 = HexFormat.of().formatHex(digest.digest());
            place = Place.AT_END;
        }
    }

    /** Cuts what is in the buffer; null if it held not one whole member, and now there is more in it. */
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
            startBuffer(Math.max(BLOCK_BYTES, pending + BLOCK_BYTES / 2));
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
            int read = read();
            if (read < 0) {
                ended = true;
            } else {
                digest.update(buffer, limit, read);
                limit += read;
            }
        }
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
        if (contentSha256 == null) {
            throw new IllegalStateException("the document has not been read to its end");
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

        /** All of the buffer, for members keep it alive. */
        @Override
        public long sizeBytes() {
            return bytes.length;
        }

        @Override
        public MemberBlock decode() {
            return decoder.decode(bytes, Arrays.copyOf(bounds, count), offset, firstIndex);
        }
    }
}
