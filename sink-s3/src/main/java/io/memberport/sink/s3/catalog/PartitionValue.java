package io.memberport.sink.s3.catalog;

import io.memberport.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Values in the names of partitions, {@code community=…} for example. What is not a letter or a digit of ASCII, nor one of
 * {@code - _ . ~}, is written as the percent signs of its UTF-8, which is how Hive writes partitions and how the engines that
 * know Hive's read them.
 */
final class PartitionValue {

    /** What Hive writes for a null. */
    static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    /** Three of these, and more, fit into the 1024 bytes of a key. */
    private static final int LONGEST = 200;

    private static final int HASH_DIGITS = 16;
    private static final String PLAIN = "-_.~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PartitionValue() {}

    /** The value as it stands in a key; shortened, and told apart by a hash, if it is too long. */
    static String escape(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return NULL;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        StringBuilder escaped = new StringBuilder(utf8.length);
        for (byte b : utf8) {
            if (isPlain((char) b)) {
                escaped.append((char) b);
            } else {
                escaped.append('%').append(HEX.toHexDigits(b));
            }
        }
        return escaped.length() <= LONGEST ? escaped.toString() : shortened(escaped, utf8);
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
    }

    private static String shortened(StringBuilder escaped, byte[] utf8) {
        int end = LONGEST - HASH_DIGITS - 1;
        int escape = escaped.lastIndexOf("%", end);
        if (escape > end - 3) {
            end = escape;
        }
        String hash = Sha256.of(utf8).substring(0, HASH_DIGITS);
        return escaped.substring(0, end) + "~" + hash;
    }
}
