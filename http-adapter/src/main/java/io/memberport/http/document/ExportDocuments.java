package io.memberport.http.document;

import io.memberport.port.ExportFileSource;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Export files to read, from wherever their bytes come. */
public final class ExportDocuments {

    private ExportDocuments() {}

    /**
     * A file on disk, plain or gzip, whichever its first bytes say, within {@link DocumentLimits#DEFAULT}.
     *
     * @param file a regular file; not a pipe, because it may have to be read twice
     */
    public static ExportFileSource onDisk(Path file) {
        return onDisk(file, DocumentLimits.DEFAULT);
    }

    /**
     * A file on disk, plain or gzip, whichever its first bytes say.
     *
     * @param file a regular file; not a pipe, because it may have to be read twice
     */
    public static ExportFileSource onDisk(Path file, DocumentLimits limits) {
        String description = "export file " + file;
        return new DocumentSource(description, () -> FileTransfer.open(file, description), limits, true, () -> {});
    }

    /**
     * A file behind something that can be opened again and again, a download link for example, within {@link
     * DocumentLimits#DEFAULT}.
     *
     * @param description what to call it in messages, {@code export file of batch X} for example; without secrets
     * @param opener starts a transfer at the first byte
     */
    public static ExportFileSource ofTransfers(String description, Supplier<? extends Transfer> opener) {
        return ofTransfers(description, opener, DocumentLimits.DEFAULT);
    }

    /**
     * A file behind something that can be opened again and again, a download link for example.
     *
     * @param description what to call it in messages, {@code export file of batch X} for example; without secrets
     * @param opener starts a transfer at the first byte
     */
    public static ExportFileSource ofTransfers(
            String description, Supplier<? extends Transfer> opener, DocumentLimits limits) {
        return new DocumentSource(description, opener, limits, false, () -> {});
    }
}
