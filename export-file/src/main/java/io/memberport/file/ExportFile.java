package io.memberport.file;

import io.memberport.file.buffer.ContentDigest;
import io.memberport.file.fault.MalformedExports;
import io.memberport.file.fault.UnreadableDates;
import io.memberport.model.Member;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An export file, plain or gzip, from any source of bytes. It is read strictly and in constant memory, as often as it
 * is opened.
 *
 * <pre>{@code
 * try (Stream<Member> members = ExportFile.onDisk(Path.of("export.json.gz")).members()) {
 *     members.forEach(member -> …);
 * }
 * }</pre>
 *
 * <p>An engine that decodes on threads of its own calls {@link #open} and decodes each of the {@link
 * io.memberport.port.ExportStream.UndecodedMembers} where it likes.
 */
public final class ExportFile implements ExportFileSource {

    /** Opens a stream at the first byte of a file, each time it is called. */
    @FunctionalInterface
    public interface StreamOpener {

        /**
         * Opens the stream. The reader closes it.
         *
         * @throws IOException whose message may be secret: it is not shown
         */
        InputStream open() throws IOException;
    }

    private final String description;
    private final Supplier<? extends ByteSource> opener;
    private final DocumentLimits limits;
    private final boolean rereadable;
    private final Runnable closing;
    private final UnreadableDates unreadableDates;

    private ExportFile(
            String description,
            Supplier<? extends ByteSource> opener,
            DocumentLimits limits,
            boolean rereadable,
            Runnable closing,
            UnreadableDates unreadableDates) {
        this.description = description;
        this.opener = opener;
        this.limits = limits;
        this.rereadable = rereadable;
        this.closing = closing;
        this.unreadableDates = unreadableDates;
    }

    /**
     * A file on disk, within {@link DocumentLimits#DEFAULT}.
     *
     * @param file a regular file; not a pipe, because it may have to be read twice
     */
    public static ExportFile onDisk(Path file) {
        return onDisk(file, DocumentLimits.DEFAULT);
    }

    /**
     * A file on disk.
     *
     * @param file a regular file; not a pipe, because it may have to be read twice
     */
    public static ExportFile onDisk(Path file, DocumentLimits limits) {
        String description = "export file " + file;
        return new ExportFile(
                description,
                () -> FileSource.open(file, description),
                limits,
                true,
                () -> {},
                new UnreadableDates(description));
    }

    /**
     * A file that is read from streams, an object in a bucket for example.
     *
     * @param description what messages call it, {@code export file NAME} for example; without secrets
     */
    public static ExportFile ofStreams(String description, StreamOpener opener, DocumentLimits limits) {
        return of(description, () -> StreamSource.open(opener, description), limits);
    }

    /**
     * A file whose bytes come from a source that knows more of them than a stream does: their number, or that a
     * download was resumed.
     *
     * @param description what messages call it, {@code export file of batch X} for example; without secrets
     * @param opener opens a source at the first byte, each time it is called
     */
    public static ExportFile of(String description, Supplier<? extends ByteSource> opener, DocumentLimits limits) {
        return new ExportFile(description, opener, limits, false, () -> {}, new UnreadableDates(description));
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public ExportStream open() {
        return open(ContentDigest.sha256());
    }

    @Override
    public ExportStream openAhead() {
        return open(ContentDigest.checksum());
    }

    @Override
    public ExportStream openAgain() {
        return open(ContentDigest.sha256AndChecksum());
    }

    /** Opens the file to be read in one piece by what reads others in parts. Its content is not hashed. */
    public SplitStream openUnhashed() {
        return new SplitStream(open(ContentDigest.none()));
    }

    private DocumentStream open(ContentDigest digest) {
        CountedSource raw = openRaw();
        PlainSource plain = new PlainSource(raw, description, limits.compressionRatio());
        return new DocumentStream(
                raw,
                CountedSource.of(plain, description + ", uncompressed,", limits.documentBytes()),
                MalformedExports.of(description),
                limits,
                unreadableDates,
                digest,
                DocumentStream.BLOCK_BYTES);
    }

    private CountedSource openRaw() {
        return CountedSource.of(opener.get(), description, limits.documentBytes());
    }

    /**
     * Opens the file and gives its members in the order of the file. They are decoded a block at a time, by the thread
     * that takes them. The caller closes the stream.
     *
     * <p>A file that is malformed, or ends early, fails where that is found, perhaps after many members. Make no
     * permanent change with the members before the stream has ended.
     *
     * @throws io.memberport.error.MemberportException if the file cannot be opened; taking members from the stream
     *     throws it if the file cannot be read or is malformed
     */
    public Stream<Member> members() {
        ExportStream stream = open();
        return StreamSupport.stream(new Blocks(stream), false)
                .flatMap(block -> block.decode().members().stream())
                .onClose(stream::close);
    }

    @Override
    public boolean isRereadable() {
        return rereadable;
    }

    @Override
    public ExportFileSource spool(Path directory, TransferProgress progress) {
        SpoolFile file = SpoolFile.in(directory);
        try (ByteSource bytes = openRaw()) {
            file.fill(bytes, progress);
        } catch (RuntimeException failed) {
            file.close();
            throw failed;
        }
        return new ExportFile(description, () -> file.open(description), limits, true, file::close, unreadableDates);
    }

    @Override
    public void close() {
        closing.run();
    }

    /** The blocks of a document, in their order. */
    private static final class Blocks extends AbstractSpliterator<ExportStream.UndecodedMembers> {

        private final ExportStream stream;

        Blocks(ExportStream stream) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.stream = stream;
        }

        @Override
        public boolean tryAdvance(Consumer<? super ExportStream.UndecodedMembers> action) {
            ExportStream.UndecodedMembers next = stream.next();
            if (next == null) {
                return false;
            }
            action.accept(next);
            return true;
        }
    }
}
