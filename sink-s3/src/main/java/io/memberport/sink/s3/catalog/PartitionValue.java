package io.memberport.sink.s3.catalog;

import io.memberport.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Values in the names of partitions, {@code community=…} for example. As Hive does, it leaves letters of all scripts as they are: readers
 * of Hive's family take each percent sign for a character of its own, not for a byte of UTF-8. Of ASCII, what is not a letter, a
 * digit or one of {@code - _ . ~} is percent-encoded, and so is what XML or a terminal cannot carry.
 */
final class PartitionValue {

    /** What Hive writes for a null. */
    static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    /** Three of these, and more, fit into the 1024 bytes of a key. */
    private static final int LONGEST_BYTES = 200;

    private static final int HASH_DIGITS = 16;
    private static final String PLAIN = "-_.~";

    /** Below it are the control characters beyond ASCII. */
    private static final int FIRST_AFTER_CONTROLS = 0xA0;

    /** The last two of each plane are no characters. */
    private static final int NO_CHARACTER = 0xFFFE;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PartitionValue() {}

    /** The value as it stands in a key; shortened, and told apart by a hash, if it is too long. */
    static String escape(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return NULL;
        }
        StringBuilder escaped = new StringBuilder();
        int bytes = 0;
        int fitting = 0;
        for (int i = 0; i < value.length(); i = value.offsetByCodePoints(i, 1)) {
            String escapedCharacter = escape(value.codePointAt(i));
            bytes += utf8(escapedCharacter).length;
            escaped.append(escapedCharacter);
            fitting = bytes <= LONGEST_BYTES - HASH_DIGITS - 1 ? escaped.length() : fitting;
        }
        return bytes <= LONGEST_BYTES
                ? escaped.toString()
                : escaped.substring(0, fitting) + "~" + Sha256.of(utf8(value)).substring(0, HASH_DIGITS);
    }

    private static String escape(int codePoint) {
        String character = Character.toString(codePoint);
        if (isPlain(codePoint)) {
            return character;
        }
        StringBuilder escaped = new StringBuilder();
        for (byte b : utf8(character)) {
            escaped.append('%').append(HEX.toHexDigits(b));
        }
        return escaped.toString();
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || PLAIN.indexOf(c) >= 0
                || (c >= FIRST_AFTER_CONTROLS && (c & NO_CHARACTER) != NO_CHARACTER);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
