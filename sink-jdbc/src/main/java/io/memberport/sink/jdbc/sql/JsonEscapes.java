package io.memberport.sink.jdbc.sql;

import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.model.Text;

/** Which escape sequences a type for JSON takes. Those it does not take stand for characters that it has no room for. */
public enum JsonEscapes {
    /** All that there are: it keeps the text as it is. */
    ALL,
    /** No surrogate without its other half. */
    WHOLE_CHARACTERS,
    /** No surrogate without its other half, and no U+0000. */
    WHOLE_CHARACTERS_BUT_NUL;

    private static final byte[] REPLACEMENT = {'\\', 'u', 'f', 'f', 'f', 'd'};
    private static final int ESCAPE_LENGTH = 6;
    private static final int NONE = -1;

    /** The same text, unless an escape in it has to be replaced. */
    public Text accepted(Text json, InvalidValuePolicy policy) {
        int refused = this == ALL ? NONE : nextRefused(json, 0);
        if (refused == NONE) {
            return json;
        }
        byte[] bytes = new byte[json.length()];
        json.copyTo(bytes, 0);
        while (refused != NONE) {
            policy.replace("a text with the character U+0000 or half a surrogate pair");
            replace(bytes, refused);
            refused = nextRefused(json, refused + ESCAPE_LENGTH);
        }
        return Text.wrap(bytes, 0, bytes.length);
    }

    private static void replace(byte[] bytes, int at) {
        System.arraycopy(REPLACEMENT, 0, bytes, at, ESCAPE_LENGTH);
    }

    /** Where the next escape is that is not taken, at or behind an index that is not within an escape. */
    private int nextRefused(Text json, int from) {
        int i = from;
        while (i < json.length()) {
            if (json.byteAt(i) != '\\') {
                i++;
            } else if (!isUnicodeEscape(json, i)) {
                i += 2;
            } else {
                char unit = unit(json, i);
                boolean pair = Character.isHighSurrogate(unit)
                        && isUnicodeEscape(json, i + ESCAPE_LENGTH)
                        && Character.isLowSurrogate(unit(json, i + ESCAPE_LENGTH));
                boolean half = !pair && Character.isSurrogate(unit);
                if (half || (unit == 0 && this == WHOLE_CHARACTERS_BUT_NUL)) {
                    return i;
                }
                i += pair ? 2 * ESCAPE_LENGTH : ESCAPE_LENGTH;
            }
        }
        return NONE;
    }

    private static boolean isUnicodeEscape(Text json, int at) {
        return at + ESCAPE_LENGTH <= json.length() && json.byteAt(at) == '\\' && json.byteAt(at + 1) == 'u';
    }

    private static char unit(Text json, int at) {
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            unit = unit * 16 + Character.digit(json.byteAt(i), 16);
        }
        return (char) unit;
    }
}
