package io.memberport.sink.jdbc;

import io.memberport.encoding.InvalidValuePolicy;
import io.memberport.model.Text;

/**
 * JSON that PostgreSQL's jsonb takes: it has no room for U+0000 and for surrogates without their other half, even as escape
 * sequences.
 */
final class JsonbText {

    private static final byte[] REPLACEMENT = {'\\', 'u', 'f', 'f', 'f', 'd'};
    private static final int ESCAPE_LENGTH = 6;
    private static final int NONE = -1;

    private JsonbText() {}

    /** The same text, unless an escape in it has to be replaced. */
    static Text accepted(Text json, InvalidValuePolicy policy) {
        int bad = nextBad(json, 0);
        if (bad == NONE) {
            return json;
        }
        byte[] bytes = new byte[json.length()];
        json.copyTo(bytes, 0);
        while (bad != NONE) {
            policy.replace("a text with the character U+0000 or half a surrogate pair");
            System.arraycopy(REPLACEMENT, 0, bytes, bad, ESCAPE_LENGTH);
            bad = nextBad(json, bad + ESCAPE_LENGTH);
        }
        return Text.wrap(bytes, 0, bytes.length);
    }

    /** Where the next escape is that is not taken, at or behind an index that is not within an escape. */
    private static int nextBad(Text json, int from) {
        int i = from;
        while (i < json.length()) {
            if (json.byteAt(i) != '\\') {
                i++;
            } else if (!isUnicodeEscape(json, i)) {
                i += 2;
            } else {
                int unit = unit(json, i);
                boolean pair = isHigh(unit)
                        && isUnicodeEscape(json, i + ESCAPE_LENGTH)
                        && isLow(unit(json, i + ESCAPE_LENGTH));
                boolean half = !pair && (isHigh(unit) || isLow(unit));
                if (unit == 0 || half) {
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

    private static int unit(Text json, int at) {
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            unit = unit * 16 + Character.digit(json.byteAt(i), 16);
        }
        return unit;
    }

    private static boolean isHigh(int unit) {
        return unit >= Character.MIN_HIGH_SURROGATE && unit <= Character.MAX_HIGH_SURROGATE;
    }

    private static boolean isLow(int unit) {
        return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
    }
}
