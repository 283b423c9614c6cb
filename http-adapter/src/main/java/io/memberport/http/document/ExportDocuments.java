package io.memberport.http.document;

import io.memberport.port.ExportFileSource;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Export files to read, from wherever their bytes come. */
public final class ExportDocuments {

    private ExportDocuments() {}

    /**
     * A file on disk, plain or gzip, whichever its first bytes say.
     *
     * @param file a regular file
     */
    public static ExportFileSource onDisk(Path file) {
        throw new UnsupportedOperationException(file.toString());
    }

    /**
     * A file behind something that can be opened again and again, a download link for example.
     *
     * @param description what to call it in messages
     * @param opener starts a transfer at the first byte
     */
    public static ExportFileSource ofTransfers(String description, Supplier<Transfer> opener) {
        throw new UnsupportedOperationException(description + opener);
    }
}
