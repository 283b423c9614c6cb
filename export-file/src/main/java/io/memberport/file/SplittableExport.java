package io.memberport.file;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.buffer.ContentDigest;
import io.memberport.file.buffer.MemberMark;
import io.memberport.file.fault.MalformedExports;
import io.memberport.file.fault.UnreadableDates;
import io.memberport.port.ExportStream.UndecodedMembers;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An export file that is read in parts, by threads or machines that know nothing of each other. It is not compressed, can be opened at
 * any byte, and does not change meanwhile.
 *
 * <pre>{@code
 * SplittableExport file = SplittableExport.of("export file " + name, size, from -> open(name, from), DocumentLimits.DEFAULT);
 * for (ExportSplit split : file.split(128 << 20)) {
 *     // On any thread or machine:
 *     try (SplitStream members = file.open(split)) {
 *         for (UndecodedMembers some = members.next(); some != null; some = members.next()) {
 *             some.decode().members().forEach(member -> …);
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p><b>Never a member twice, never one lost.</b> Where a part begins is a guess: what stands between the first two members stands
 * there, too, and cannot stand in a string, but it could be deep within a member. So each part proves the next one. It is decoded
 * strictly, and fails unless it ends just there, between two members of the array {@code members}. The first part begins with the
 * file; so if all parts have been read to their ends, all of them began with a member. A caller uses nothing of any part before that,
 * and reads a file of which a part has failed in one piece, with {@link ExportFile}, or finds out in this way what is wrong with it.
 *
 * <p>Its content is not hashed. May be used by several threads.
 */
public final class SplittableExport {

    /** Opens the bytes of a file. */
    @FunctionalInterface
    public interface RangeOpener {

        /**
         * Opens a stream. The reader closes it, perhaps long before its end.
         *
         * @param from the byte that it begins with, from 0 to the length of the file
         * @throws IOException whose message may be secret: it is not shown
         */
        InputStream open(long from) throws IOException;
    }

    private static final long LEAST_TAIL = 64 << 10;

    private final String description;
    private final long size;
    private final RangeOpener opener;
    private final DocumentLimits limits;

    private SplittableExport(String description, long size, RangeOpener opener, DocumentLimits limits) {
        this.description = description;
        this.size = size;
        this.opener = opener;
        this.limits = limits;
    }

    /**
     * A file that is not compressed.
     *
     * @param description what messages call it, {@code export file NAME} for example; without secrets
     * @param size its length in bytes
     */
    public static SplittableExport of(String description, long size, RangeOpener opener, DocumentLimits limits) {
        return new SplittableExport(description, size, opener, limits);
    }

    StreamSource openAt(long from) {
        return StreamSource.open(() -> opener.open(from), description);
    }

    /** All of the file. */
    public ExportSplit whole() {
        return new ExportSplit(0, Math.max(1, size), Math.max(1, size));
    }

    /**
     * Cuts the file into parts of about one length, so that as many readers are done together. Reads its beginning up to the second
     * member, and some 64 KiB at each cut.
     *
     * @param bytes about how long a part may be
     * @return the parts in their order, at least one. They are fewer than the file's length makes, and in the end one only, where no
     *     place to cut is found: its members are longer, or do not begin with {@code memberId}, or are written now in this way and now in
     *     another
     * @throws MemberportException if the file cannot be read, or its beginning is no export
     */
    public List<ExportSplit> split(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("parts of " + bytes + " bytes");
        }
        List<ExportSplit> splits = new ArrayList<>();
        long from = 0;
        if (bytes < size) {
            SplitSearch search = search();
            long parts = (size - 1) / bytes + 1;
            long each = (size - 1) / parts + 1;
            for (long wanted = each; search != null && wanted < size; wanted += each) {
                long found = wanted <= from ? -1 : search.firstMember(wanted);
                if (found >= 0) {
                    splits.add(new ExportSplit(from, found, size));
                    from = found;
                }
            }
        }
        splits.add(from == 0 ? whole() : new ExportSplit(from, size, size));
        return List.copyOf(splits);
    }

    /** Null if it cannot be known by what the beginning of a member is recognised. */
    private @Nullable SplitSearch search() {
        try (DocumentStream stream = stream(whole())) {
            stream.head();
            long members = stream.position();
            MemberMark mark = null;
            for (boolean more = true;
                    more && mark == null && stream.position() - members <= 2L * limits.memberBytes(); ) {
                more = stream.next() != null;
                mark = stream.mark();
            }
            return mark == null ? null : new SplitSearch(this, mark, members, MalformedExports.of(description), limits);
        }
    }

    /**
     * Opens a part.
     *
     * @throws IllegalArgumentException if it is not one of this file
     * @throws MemberportException if the file cannot be read
     */
    public SplitStream open(ExportSplit split) {
        if (split.fileBytes() != whole().fileBytes()) {
            throw new IllegalArgumentException("a part of a file of " + split.fileBytes() + " bytes, not " + size);
        }
        return new SplitStream(stream(split));
    }

    /**
     * The fields around the members, wherever they stand, read at both ends of the file; of a file that cannot be cut, all of it is read.
     * What it finds at the end is certain once the last part has been read and has {@linkplain SplitStream#header() found the same}.
     *
     * @throws MemberportException if the file cannot be read, or is malformed there
     */
    public SplitStream.Header header() {
        SplitSearch search = search();
        for (long tail = LEAST_TAIL; search != null && tail < size; tail *= 16) {
            long found = search.firstMember(size - tail);
            if (found >= 0) {
                try {
                    return header(new ExportSplit(found, size, size));
                } catch (MemberportException perhapsNoMember) {
                    if (perhapsNoMember.kind() != FailureKind.MALFORMED_EXPORT) {
                        throw perhapsNoMember;
                    }
                }
            }
        }
        return header(whole());
    }

    private SplitStream.Header header(ExportSplit split) {
        try (SplitStream stream = open(split)) {
            for (UndecodedMembers some = stream.next(); some != null; some = stream.next()) {
                some.decode();
            }
            return stream.header();
        }
    }

    private DocumentStream stream(ExportSplit split) {
        SplitSource source = new SplitSource(this, split);
        CountedSource counted = CountedSource.of(source, description, limits.documentBytes());
        return new DocumentStream(
                counted,
                counted,
                split.isFirst() && split.isLast()
                        ? MalformedExports.of(description)
                        : MalformedExports.ofPart(description, split.from(), split.to()),
                limits,
                new UnreadableDates(description),
                ContentDigest.none(),
                DocumentStream.BLOCK_BYTES,
                split,
                source::jump);
    }

    /** The bytes of a document from the first one on and then, after a {@linkplain #jump jump}, those of a part of it. */
    private static final class SplitSource implements ByteSource {

        private final SplittableExport file;
        private final ExportSplit split;
        private StreamSource stream;
        private long position;
        private long end;

        SplitSource(SplittableExport file, ExportSplit split) {
            this.file = file;
            this.split = split;
            this.stream = file.openAt(0);
            this.end = Math.min(split.isFirst() ? split.to() : file.size, file.size);
        }

        /** Goes on with the first byte of the part. */
        void jump() {
            stream.close();
            stream = file.openAt(split.from());
            position = split.from();
            end = split.to();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (position == end) {
                return -1;
            }
            int read = stream.read(target, offset, (int) Math.min(length, end - position));
            if (read < 0) {
                throw new MemberportException(
                        FailureKind.MALFORMED_EXPORT,
                        "The " + file.description + " became shorter while it was read: it ends at byte " + position
                                + " of " + file.size + ". Read a file that is not changed any more.");
            }
            position += read;
            return read;
        }

        @Override
        public long expectedBytes() {
            return file.size;
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
