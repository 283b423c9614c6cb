package io.memberport.http;

import io.memberport.http.download.FileVersion;
import org.jspecify.annotations.Nullable;

/**
 * A file as a server keeps it, identified beyond doubt, so that a download of it can be resumed later, by another
 * process even. Two responses of this tag have every byte in common (RFC 9110, 8.8.1). Nothing in it is secret, the
 * link to the file is not in it.
 *
 * @param entityTag the strong entity tag (RFC 9110, 8.8.3), quotes included
 * @param lengthBytes the number of bytes as they are transferred; -1 if the server has not said
 * @param contentEncoding how the bytes are compressed in transfer, {@code gzip} or empty
 * @param checksum of all bytes, as the server offered it with the first of them: an algorithm, {@code =}, and the value
 *     in Base64; null if it offered none that is known here
 */
public record StoredFile(
        String entityTag,
        long lengthBytes,
        String contentEncoding,
        @Nullable String checksum) {

    /**
     * Checks a record, for example one that was read from a file.
     *
     * @throws IllegalArgumentException if it cannot be what a server said
     */
    public StoredFile {
        var unused = new FileVersion(entityTag, lengthBytes, contentEncoding, checksum);
    }

    static StoredFile of(FileVersion file) {
        return new StoredFile(file.entityTag(), file.lengthBytes(), file.contentEncoding(), file.checksum());
    }

    FileVersion version() {
        return new FileVersion(entityTag, lengthBytes, contentEncoding, checksum);
    }
}
