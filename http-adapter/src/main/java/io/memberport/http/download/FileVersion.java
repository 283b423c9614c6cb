package io.memberport.http.download;

import io.memberport.http.wire.ApiResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The version of a file that a server keeps, identified beyond doubt. Two responses of this tag have every byte in
 * common (RFC 9110, 8.8.1).
 *
 * @param entityTag the strong entity tag (RFC 9110, 8.8.3), quotes included
 * @param lengthBytes the number of bytes as they are transferred; -1 if the server has not said
 * @param contentEncoding how the bytes are compressed in transfer, {@code gzip} or empty
 * @param checksum of all bytes, as {@link OfferedChecksum#text} gives it; null if none was offered that is known here
 */
public record FileVersion(
        String entityTag,
        long lengthBytes,
        String contentEncoding,
        @Nullable String checksum) {

    /**
     * Checks a record, for example one that was read from a file.
     *
     * @throws IllegalArgumentException if it cannot be what a server said
     */
    public FileVersion {
        Objects.requireNonNull(contentEncoding, "contentEncoding");
        if (!ApiResponse.isStrongTag(entityTag)) {
            throw new IllegalArgumentException("not a strong entity tag");
        }
        if (lengthBytes < -1) {
            throw new IllegalArgumentException("a length is not negative");
        }
        if (checksum != null) {
            OfferedChecksum.parse(checksum);
        }
    }

    /** Null if the server does not say beyond doubt which file this is. */
    static @Nullable FileVersion in(ApiResponse answer, long lengthBytes, @Nullable OfferedChecksum checksum) {
        String tag = answer.strongTag();
        return tag == null
                ? null
                : new FileVersion(tag, lengthBytes, answer.encoding(), checksum == null ? null : checksum.text());
    }

    FileVersion withLengthBytes(long newLengthBytes) {
        return new FileVersion(entityTag, newLengthBytes, contentEncoding, checksum);
    }
}
