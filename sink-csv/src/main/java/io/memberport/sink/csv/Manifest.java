package io.memberport.sink.csv;

import io.memberport.encoding.WideColumn;
import io.memberport.model.ExportMetadata;
import io.memberport.port.LastCommit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a commit leaves beside the file: which export it is, how it was written, and by what to tell that nobody has
 * changed it since. Contains no member's data.
 *
 * @param community the community's API key name
 * @param export what is known of the export
 * @param rows rows in the file, without the header
 * @param format how it was written
 * @param file the file
 * @param columns the columns of the wide layout, those of variables that have gone included; empty for the long one
 */
record Manifest(
        String community, ExportMetadata export, long rows, CsvFormat format, DataFile file, List<WideColumn> columns) {

    /**
     * The file when it was committed.
     *
     * @param name its name without the directory
     * @param sizeBytes its length
     * @param crc32c CRC-32C of its bytes, as 8 lower-case hexadecimal digits
     * @param lastModified as the file system told it
     */
    record DataFile(String name, long sizeBytes, String crc32c, Instant lastModified) {

        DataFile {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(crc32c, "crc32c");
            Objects.requireNonNull(lastModified, "lastModified");
        }

        /** Whether a file has the same length and time. */
        boolean isLike(Path file) throws IOException {
            BasicFileAttributes present =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return present.isRegularFile()
                    && present.size() == sizeBytes
                    && present.lastModifiedTime().toInstant().equals(lastModified);
        }
    }

    Manifest {
        Objects.requireNonNull(community, "community");
        columns = List.copyOf(columns);
    }

    LastCommit lastCommit() {
        return new LastCommit(export.batchId(), export.contentSha256(), export.exportDate(), export.lastSyncDate());
    }
}
