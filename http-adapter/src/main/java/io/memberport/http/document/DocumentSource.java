package io.memberport.http.document;

import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import java.nio.file.Path;
import java.util.function.Supplier;

/** An export file that is opened as a transfer, as often as asked. */
final class DocumentSource implements ExportFileSource {

    private final String description;
    private final Supplier<? extends Transfer> opener;
    private final DocumentLimits limits;
    private final boolean rereadable;
    private final Runnable closing;
    private final UnreadableDates unreadableDates;

    /**
     * A source.
     *
     * @param opener starts a transfer at the first byte
     * @param rereadable whether the opener can be called again at no more than the cost of reading a local file
     * @param closing gives back what is held beside open transfers; called any number of times
     */
    DocumentSource(
            String description,
            Supplier<? extends Transfer> opener,
            DocumentLimits limits,
            boolean rereadable,
            Runnable closing) {
        this(description, opener, limits, rereadable, closing, new UnreadableDates(description));
    }

    private DocumentSource(
            String description,
            Supplier<? extends Transfer> opener,
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

    @Override
    public String description() {
        return description;
    }

    @Override
    public ExportStream open() {
        CountedTransfer raw = openRaw();
        PlainTransfer plain = new PlainTransfer(raw, description, limits.compressionRatio());
        return new DocumentStream(
                raw,
                CountedTransfer.of(plain, description + ", uncompressed,", limits.documentBytes()),
                new Malformed(description),
                limits,
                unreadableDates);
    }

    private CountedTransfer openRaw() {
        return CountedTransfer.of(opener.get(), description, limits.documentBytes());
    }

    @Override
    public boolean isRereadable() {
        return rereadable;
    }

    @Override
    public ExportFileSource spool(Path directory, TransferProgress progress) {
        SpoolFile file = SpoolFile.in(directory);
        try (Transfer transfer = openRaw()) {
            file.fill(transfer, progress);
        } catch (RuntimeException failed) {
            file.close();
            throw failed;
        }
        return new DocumentSource(
                description, () -> file.transfer(description), limits, true, file::close, unreadableDates);
    }

    @Override
    public void close() {
        closing.run();
    }
}
