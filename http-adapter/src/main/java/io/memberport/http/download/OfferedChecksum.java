package io.memberport.http.download;

import io.memberport.http.wire.ApiResponse;
import io.memberport.model.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * A checksum of the whole file that the server offers beside it, computed again over the bytes that arrive. All of these are
 * about the bytes as they are transferred, before anything is uncompressed: {@code Repr-Digest} and {@code Content-Digest}
 * (RFC 9530), {@code Digest} (RFC 3230), {@code x-amz-checksum-…}, {@code x-goog-hash}. Checksums of a multipart upload's
 * parts ({@code …-7}) and entity tags are none. MD5 is left alone: it would cost more time than all the rest of the reading.
 */
final class OfferedChecksum {

    private static final String BASE64 = "([A-Za-z0-9+/]+={0,2})";
    private static final Pattern TEXT = Pattern.compile("([a-z0-9-]+)=" + BASE64);
    /** In all three headers; the colons are those of a byte sequence in a structured field (RFC 8941, 3.3.5). */
    private static final Pattern SHA_256_DIGEST =
            Pattern.compile("(?:^|,)\\s*sha-256=:?" + BASE64 + ":?\\s*(?:[,;]|$)", Pattern.CASE_INSENSITIVE);

    private static final Pattern GOOGLE_CRC32C = Pattern.compile("(?:^|,)\\s*crc32c=" + BASE64 + "\\s*(?:,|$)");

    private enum Algorithm {
        SHA_256("sha-256", 32),
        CRC32C("crc32c", Integer.BYTES),
        CRC32("crc32", Integer.BYTES);

        private final String label;
        private final int valueBytes;

        Algorithm(String label, int valueBytes) {
            this.label = label;
            this.valueBytes = valueBytes;
        }

        Sum start() {
            return switch (this) {
                case SHA_256 -> new Digest();
                case CRC32C -> new Crc(new CRC32C());
                case CRC32 -> new Crc(new CRC32());
            };
        }
    }

    private final Algorithm algorithm;
    private final byte[] expected;
    private final Sum sum;

    private OfferedChecksum(Algorithm algorithm, byte[] expected) {
        this.algorithm = algorithm;
        this.expected = expected;
        this.sum = algorithm.start();
    }

    /** The best one that an answer with the whole file offers; null if there is none. */
    static @Nullable OfferedChecksum in(ApiResponse answer) {
        OfferedChecksum digest = null;
        for (String name : List.of("Repr-Digest", "Content-Digest", "Digest")) {
            digest = digest == null ? of(Algorithm.SHA_256, found(answer, name, SHA_256_DIGEST)) : digest;
        }
        for (Algorithm algorithm : Algorithm.values()) {
            digest = digest == null ? ofAmazon(algorithm, answer) : digest;
        }
        return digest == null ? ofGoogle(answer) : digest;
    }

    private static @Nullable OfferedChecksum ofAmazon(Algorithm algorithm, ApiResponse answer) {
        boolean isOfParts = answer.headers("x-amz-checksum-type").stream().anyMatch("COMPOSITE"::equalsIgnoreCase);
        String name = "x-amz-checksum-" + algorithm.label.replace("-", "");
        List<String> values = answer.headers(name);
        return isOfParts || values.size() != 1
                ? null
                : of(algorithm, values.get(0).strip());
    }

    /** Google uncompresses a stored gzip on the way for a client that does not ask for gzip; the hash is of what is stored. */
    private static @Nullable OfferedChecksum ofGoogle(ApiResponse answer) {
        List<String> stored = answer.headers("x-goog-stored-content-encoding");
        String encoding = answer.encoding();
        boolean isAsStored = stored.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .allMatch(name -> name.equals(encoding.isEmpty() ? "identity" : encoding));
        return isAsStored ? of(Algorithm.CRC32C, found(answer, "x-goog-hash", GOOGLE_CRC32C)) : null;
    }

    private static @Nullable String found(ApiResponse answer, String header, Pattern pattern) {
        Matcher value = pattern.matcher(String.join(",", answer.headers(header)));
        return value.find() ? value.group(1) : null;
    }

    /** Null if there is no value, or one that cannot be of that algorithm: what is not understood proves nothing. */
    private static @Nullable OfferedChecksum of(Algorithm algorithm, @Nullable String base64) {
        if (base64 == null) {
            return null;
        }
        try {
            byte[] value = Base64.getDecoder().decode(base64);
            return value.length == algorithm.valueBytes ? new OfferedChecksum(algorithm, value) : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /**
     * Reads what {@link #text()} gave.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static OfferedChecksum parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (parts.matches()) {
            for (Algorithm algorithm : Algorithm.values()) {
                OfferedChecksum checksum =
                        algorithm.label.equals(parts.group(1)) ? of(algorithm, parts.group(2)) : null;
                if (checksum != null) {
                    return checksum;
                }
            }
        }
        throw new IllegalArgumentException("not a checksum that is known here");
    }

    /** Algorithm and value, not yet anything of the bytes seen. */
    String text() {
        return algorithm.label + "=" + Base64.getEncoder().encodeToString(expected);
    }

    String algorithm() {
        return algorithm.label;
    }

    void update(byte[] bytes, int offset, int length) {
        sum.update(bytes, offset, length);
    }

    /** Whether all bytes have been seen, and no others. Asked once, at the end. */
    boolean isRight() {
        return Arrays.equals(expected, sum.value());
    }

    private interface Sum {

        void update(byte[] bytes, int offset, int length);

        byte[] value();
    }

    private static final class Crc implements Sum {

        private final Checksum crc;

        Crc(Checksum crc) {
            this.crc = crc;
        }

        @Override
        public void update(byte[] bytes, int offset, int length) {
            crc.update(bytes, offset, length);
        }

        /** Big-endian, as both stores have it. */
        @Override
        public byte[] value() {
            long value = crc.getValue();
            return new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
        }
    }

    private static final class Digest implements Sum {

        private final MessageDigest digest = Sha256.start();

        @Override
        public void update(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
        }

        @Override
        public byte[] value() {
            return digest.digest();
        }
    }
}
