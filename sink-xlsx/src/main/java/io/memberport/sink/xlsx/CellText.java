package io.memberport.sink.xlsx;

import io.memberport.encoding.block.RowBuffer;
import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.encoding.column.RefusedValueException;
import io.memberport.model.Text;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text as XML within a cell. What XML cannot have is written as ECMA-376 demands (22.9.2.19, {@code ST_Xstring}): {@code _x0007_} for
 * U+0007; so an underscore before text that looks like this is {@code _x005F_}.
 */
final class CellText {

    private static final byte[] AMPERSAND = ascii("&amp;");
    private static final byte[] LESS = ascii("&lt;");
    private static final byte[] GREATER = ascii("&gt;");
    /** Readers of XML make a line feed of a carriage return that is there as it is. */
    private static final byte[] CARRIAGE_RETURN = ascii("&#13;");

    private static final byte[] UNDERSCORE = ascii("_x005F_");
    private static final byte[] ELLIPSIS = "…".getBytes(StandardCharsets.UTF_8);
    private static final byte[] HEX = ascii("0123456789ABCDEF");
    private static final int ESCAPE_LENGTH = 7;

    /** Bytes that are not copied, or only after a look at those behind them. */
    private static final boolean[] SPECIAL = special();

    private CellText() {}

    private static boolean[] special() {
        boolean[] special = new boolean[256];
        Arrays.fill(special, 0, ' ', true);
        for (int b : new int[] {'&', '<', '>', '_', 0xEF}) {
            special[b] = true;
        }
        return special;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Appends a text; if it is longer than a cell can be, its beginning and an ellipsis.
     *
     * @throws RefusedValueException if it is too long and the policy does not replace it
     */
    static void append(Text text, InvalidValuePolicy policy, RowBuffer out) {
        // No character has fewer bytes than it has units of UTF-16.
        if (text.length() <= Sheets.MOST_CHARACTERS || units(text) <= Sheets.MOST_CHARACTERS) {
            int start = out.size();
            out.append(text);
            if (!isPlain(out.bytes(), start, out.size())) {
                out.shrinkTo(start);
                append(text, text.length(), out);
            }
            return;
        }
        policy.replace("a text of more than " + Sheets.MOST_CHARACTERS + " characters");
        append(text, bytesOf(text, Sheets.MOST_CHARACTERS - 1), out);
        out.append(ELLIPSIS);
    }

    /** Whether bytes are the same in XML, as those of most texts are. */
    private static boolean isPlain(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (SPECIAL[bytes[i] & 0xFF]) {
                return false;
            }
        }
        return true;
    }

    private static int units(Text text) {
        int units = 0;
        for (int i = 0; i < text.length(); i++) {
            units += units(text.byteAt(i));
        }
        return units;
    }

    /** The units of UTF-16 of the character that begins with a byte of UTF-8; none if the byte is not a first one. */
    private static int units(byte b) {
        if ((b & 0xC0) == 0x80) {
            return 0;
        }
        return (b & 0xF8) == 0xF0 ? 2 : 1;
    }

    /** The length of the longest beginning that has no more than so many units. */
    private static int bytesOf(Text text, int mostUnits) {
        int left = mostUnits;
        int at = 0;
        while (at < text.length() && left - units(text.byteAt(at)) >= 0) {
            left -= units(text.byteAt(at));
            at++;
        }
        return at;
    }

    private static void append(Text text, int length, RowBuffer out) {
        for (int i = 0; i < length; i++) {
            byte b = text.byteAt(i);
            switch (b) {
                case '&' -> out.append(AMPERSAND);
                case '<' -> out.append(LESS);
                case '>' -> out.append(GREATER);
                case '\r' -> out.append(CARRIAGE_RETURN);
                case '_' -> appendUnderscore(text, i, out);
                case (byte) 0xEF -> i += appendNonCharacter(text, i, out);
                default -> appendOther(b, out);
            }
        }
    }

    private static void appendUnderscore(Text text, int at, RowBuffer out) {
        if (isEscape(text, at)) {
            out.append(UNDERSCORE);
        } else {
            out.append((byte) '_');
        }
    }

    private static boolean isEscape(Text text, int at) {
        if (at + ESCAPE_LENGTH > text.length()
                || text.byteAt(at + 1) != 'x'
                || !isWrittenWithUnderscore(text, at + ESCAPE_LENGTH - 1)) {
            return false;
        }
        for (int i = at + 2; i < at + ESCAPE_LENGTH - 1; i++) {
            if (Character.digit(text.byteAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** An escape begins with an underscore, too. */
    private static boolean isWrittenWithUnderscore(Text text, int at) {
        byte b = text.byteAt(at);
        return b == '_' || isEscapedControl(b) || isNonCharacter(text, at);
    }

    private static boolean isEscapedControl(byte b) {
        return b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r';
    }

    /** Whether U+FFFE or U+FFFF begins here. */
    private static boolean isNonCharacter(Text text, int at) {
        return text.byteAt(at) == (byte) 0xEF
                && text.byteAt(at + 1) == (byte) 0xBF
                && (text.byteAt(at + 2) & 0xFF) >= 0xBE;
    }

    /**
     * Appends U+FFFE or U+FFFF, if that is what begins here, or the first byte of another character.
     *
     * @return how many bytes more than one were read
     */
    private static int appendNonCharacter(Text text, int at, RowBuffer out) {
        if (isNonCharacter(text, at)) {
            appendEscape(text.byteAt(at + 2) == (byte) 0xBE ? 0xFFFE : 0xFFFF, out);
            return 2;
        }
        out.append((byte) 0xEF);
        return 0;
    }

    private static void appendOther(byte b, RowBuffer out) {
        if (isEscapedControl(b)) {
            appendEscape(b, out);
        } else {
            out.append(b);
        }
    }

    private static void appendEscape(int unit, RowBuffer out) {
        out.append((byte) '_');
        out.append((byte) 'x');
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX[(unit >> shift) & 0xF]);
        }
        out.append((byte) '_');
    }
}
