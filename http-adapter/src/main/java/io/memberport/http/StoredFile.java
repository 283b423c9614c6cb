package io.memberport.http;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file as a server keeps it, identified beyond doubt, so that a download of it can go on later, by another process even.
 * Two responses of this tag have every byte in common (RFC 9110, 8.8.1). Nothing in it is secret, the link to the file is
 * not in it.
 *
 * @param entityTag the strong entity tag (RFC 9110, 8.8.3), quotes included
 * @param lengthBytes the number of bytes as they are transferred; -1 if the server has not said
 * @param contentEncoding how the bytes are compressed in transfer, {@code gzip} or empty
 * @param checksum of all bytes, as the server offered it with the first of them: an algorithm, {@code =}, and the value in
 *     Base64; null if it offered none that is known here
 */
public record StoredFile(
        String entityTag,
        long lengthBytes,
        String contentEncoding,
        @Nullable String checksum) {

    private static final Set<String> CHANGE_NOTHING = Set.of("", "identity", "none", "aws-chunked");
    private static final Pattern STRONG_TAG = Pattern.compile("\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"");

    /**
     * Checks what comes from a file on disk, say.
     *
     * @throws IllegalArgumentException if it cannot be what a server said
     */
    public StoredFile {
        Objects.requireNonNull(contentEncoding, "contentEncoding");
        if (!STRONG_TAG.matcher(entityTag).matches()) {
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
    static @Nullable StoredFile in(Answer answer, long lengthBytes, @Nullable OfferedChecksum checksum) {
        String tag = strongTagIn(answer);
        return tag == null
                ? null
                : new StoredFile(tag, lengthBytes, encodingOf(answer), checksum == null ? null : checksum.text());
    }

    /** Null if there is none, if it is weak or if there is more than one. */
    static @Nullable String strongTagIn(Answer answer) {
        List<String> tags = answer.headers("ETag");
        return tags.size() == 1 && STRONG_TAG.matcher(tags.get(0)).matches() ? tags.get(0) : null;
    }

    /**
     * Names of encodings are not case-sensitive, and {@code x-gzip} is {@code gzip} (RFC 9110, 8.4.1). Stores also hand
     * out words that were meant for the upload, and change nothing: {@code aws-chunked}.
     */
    static String encodingOf(Answer answer) {
        return answer.headers("Content-Encoding").stream()
                .flatMap(list -> Stream.of(list.split(",", -1)))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !CHANGE_NOTHING.contains(word))
                .map(word -> word.equals("x-gzip") ? "gzip" : word)
                .collect(Collectors.joining(","));
    }

    StoredFile withLengthBytes(long newLengthBytes) {
        return new StoredFile(entityTag, newLengthBytes, contentEncoding, checksum);
    }
}
