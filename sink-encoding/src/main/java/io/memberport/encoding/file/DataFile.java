package io.memberport.encoding.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;

/**
 * A file when it was committed, by which to tell that nothing has changed it since.
 *
 * @param name its name without the directory
 * @param sizeBytes its length
 * @param crc32c CRC-32C of its bytes, as 8 lower-case hexadecimal digits
 * @param lastModified as the file system told it
 */
public record DataFile(String name, long sizeBytes, String crc32c, Instant lastModified) {

    public DataFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(crc32c, "crc32c");
        Objects.requireNonNull(lastModified, "lastModified");
    }

    /** Whether a file has the same length and time. */
    boolean isLike(Path file) throws IOException {
        BasicFileAttributes present = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return present.isRegularFile()
                && present.size() == sizeBytes
                && present.lastModifiedTime().toInstant().equals(lastModified);
    }
}
