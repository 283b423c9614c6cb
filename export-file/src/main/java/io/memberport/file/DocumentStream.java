package io.memberport.file;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.buffer.ContentDigest;
import io.memberport.file.buffer.MemberMark;
import io.memberport.file.buffer.ReadBuffer;
import io.memberport.file.fault.MalformedExports;
import io.memberport.file.fault.UnreadableDates;
import io.memberport.model.ExportMetadata;
import io.memberport.port.ExportStream;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a document. The bytes are read into a buffer; those outside the array of members go to {@link
 * RootFields}, those inside are handed on a buffer at a time by {@link MemberArray}, undecoded, while reading continues in
 * a fresh buffer. So the decoding can happen on other threads, and no member is copied.
 */
final class DocumentStream implements ExportStream {

    /** Big enough to make hand-overs rare, small enough to stay in a core's cache and out of G1's humongous objects. */
    static final int BLOCK_BYTES = 256 << 10;

    /** However long it is. */
    private static final ExportSplit WHOLE = new ExportSplit(0, Long.MAX_VALUE, Long.MAX_VALUE);

    private enum Place {
        BEFORE_MEMBERS,
        IN_MEMBERS,
        AFTER_MEMBERS,
        AT_END
    }

    private final CountedSource raw;
    private final ByteSource plain;
    private final MalformedExports malformed;
    private final ContentDigest digest;
    private final ReadBuffer buffer;
    private final RootFields root;
    private final MemberArray members;
    private final ExportSplit split;
    private final Runnable jump;

    private Place place = Place.BEFORE_MEMBERS;

    /** Why not all of the document could be read, if there may be a mistake in members before that, which comes first. */
    private @Nullable MemberportException incomplete;

    private @Nullable String contentSha256;

    /**
     * A pass from the first byte.
     *
     * @param raw counted for progress
     * @param plain the same bytes, uncompressed
     * @param unreadableDates of this pass and of others over the same document
     * @param digest computed of all bytes
     * @param blockBytes size of a block, {@link #BLOCK_BYTES} but for tests
     */
    DocumentStream(
            CountedSource raw,
            ByteSource plain,
            MalformedExports malformed,
            DocumentLimits limits,
            UnreadableDates unreadableDates,
            ContentDigest digest,
            int blockBytes) {
        this(raw, plain, malformed, limits, unreadableDates, digest, blockBytes, WHOLE, () -> {});
    }

    /**
     * A pass over what stands before the members, and then over a part.
     *
     * @param jump makes the source go on with the first byte of the part
     */
    DocumentStream(
            CountedSource raw,
            ByteSource plain,
            MalformedExports malformed,
            DocumentLimits limits,
            UnreadableDates unreadableDates,
            ContentDigest digest,
            int blockBytes,
            ExportSplit split,
            Runnable jump) {
        this.raw = raw;
        this.plain = plain;
        this.malformed = malformed;
        this.digest = digest;
        this.buffer = new ReadBuffer(this::read, digest, blockBytes);
        this.root = new RootFields(malformed, limits, unreadableDates);
        this.members = new MemberArray(buffer, malformed, limits);
        this.split = split;
        this.jump = jump;
    }

    @Override
    public Head head() {
        while (place == Place.BEFORE_MEMBERS) {
            buffer.fillIfEmpty();
            scanRoot();
        }
        return new Head(root.batchId(), root.sinceDatetime(), root.exportDate());
    }

    @Override
    public @Nullable UndecodedMembers next() {
        while (place != Place.AT_END) {
            buffer.fillIfEmpty();
            if (place != Place.IN_MEMBERS) {
                scanRoot();
                continue;
            }
            UndecodedMembers some = members.next();
            if (members.isBrokenOff()) {
                endSplit();
            } else if (members.isEnded()) {
                requireLast();
                place = Place.AFTER_MEMBERS;
                root.continueAfter(members.members());
            }
            if (some != null) {
                return some;
            }
        }
        return null;
    }

    /** The source has no more bytes, and no member is whole among those that there are. */
    private void endSplit() {
        if (split.isLast()) {
            throw endsEarly("the file ends within the array 'members'");
        }
        if (incomplete != null || !members.isAfterComma()) {
            throw endsEarly("another part was to begin here, but no member does");
        }
        place = Place.AT_END;
    }

    private void requireLast() {
        if (!split.isLast()) {
            throw malformed.at(
                    buffer.position(),
                    members.members(),
                    "the members end here, but another part was to begin behind it");
        }
    }

    private void scanRoot() {
        buffer.advance(root.feed(buffer.bytes(), buffer.from(), buffer.limit(), buffer.offset()));
        if (root.isAtMembers()) {
            place = Place.IN_MEMBERS;
            if (!split.isFirst()) {
                jump.run();
                buffer.jump(split.from());
                members.startAfterComma();
            }
        } else if (buffer.length() == 0 && buffer.isAtEnd()) {
            if (incomplete == null) {
                root.finish();
            }
            if (place == Place.BEFORE_MEMBERS || incomplete != null) {
                throw endsEarly("it has no array 'members', so it is no member-profile export");
            }
            place = Place.AT_END;
        }
    }

    private MemberportException endsEarly(String what) {
        return incomplete == null
                ? malformed.at(buffer.end(), members.members(), what)
                : malformed.incomplete(incomplete, root.batchId(), buffer.end(), members.members());
    }

    /** Position in the document of the first byte that has not been dealt with. */
    long position() {
        return buffer.position();
    }

    /** What stands between the first two members; null if they have not been read, or it is no mark. */
    @Nullable MemberMark mark() {
        return members.mark();
    }

    private int read(byte[] target, int offset, int length) {
        try {
            return incomplete == null ? plain.read(target, offset, length) : -1;
        } catch (MemberportException failed) {
            if (failed.kind() != FailureKind.MALFORMED_EXPORT) {
                throw failed;
            }
            if (failed.isRestartable() || !members.mustReadAgain()) {
                throw malformed.incomplete(failed, root.batchId(), buffer.end(), members.members());
            }
            incomplete = failed;
            return -1;
        }
    }

    SplitStream.Header header() {
        requireEnd();
        return new SplitStream.Header(root.batchId(), root.sinceDatetime(), root.exportDate(), root.lastSyncDate());
    }

    @Override
    public ExportMetadata metadata(long memberCount, long values, long unrecognisedFields) {
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
                buffer.end(),
                memberCount,
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
            throw new IllegalStateException("it has not been read to its end");
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
}
