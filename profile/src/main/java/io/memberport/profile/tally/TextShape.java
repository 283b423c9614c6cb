package io.memberport.profile.tally;

import io.memberport.profile.TextPattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text looks like. It is rewritten as a pattern, one letter for each character: {@code 9} for a digit, {@code A} for a letter of ASCII, a blank for
 * white space, ASCII's punctuation as it is, {@code ?} for all else. Blanks around it do not count.
 */
final class TextShape {

    /** Longer texts look like nothing. */
    private static final int LONGEST = 254;

    /** Longer texts are no dates, postcodes, telephone numbers or numbers that are worth a name. */
    private static final int LONGEST_WITHOUT_WORDS = 40;

    private static final int FEWEST_PHONE_DIGITS = 7;
    private static final int MOST_PHONE_DIGITS = 15;

    private static final String[] POSTCODES = {
        // Of the USA, Germany, France and many others; of the USA with four more; of Sweden, Greece and the Czech
        // Republic.
        "99999",
        "99999-9999",
        "999 99",
        // Of Poland, Portugal, Brazil, the Netherlands, Canada.
        "99-999",
        "9999-999",
        "99999-999",
        "9999 AA",
        "A9A 9A9",
        // Of the United Kingdom.
        "A9 9AA",
        "A99 9AA",
        "AA9 9AA",
        "AA99 9AA",
        "A9A 9AA",
        "AA9A 9AA"
    };

    private static final String[] DATES = {
        "9999-99-99",
        "9999/99/99",
        "9999.99.99",
        "99.99.9999",
        "9.9.9999",
        "99.9.9999",
        "9.99.9999",
        "99/99/9999",
        "9/9/9999",
        "99/9/9999",
        "9/99/9999",
        "99-99-9999",
        "99.99.99",
        "99/99/99"
    };

    private final byte[] shape = new byte[LONGEST];
    private int length;
    private int characters;
    private boolean tooLong;
    private boolean hasAt;
    private boolean startsWithZero;
    private boolean isWebAddress;

    void look(CurrentText text) {
        characters = 0;
        length = 0;
        tooLong = false;
        hasAt = false;
        int lastVisible = 0;
        for (int i = 0; i < text.length(); i++) {
            byte b = text.byteAt(i);
            if (isContinuation(b)) {
                continue;
            }
            characters++;
            byte kind = kindOf(b);
            if (kind != ' ') {
                startsWithZero = length == 0 ? b == '0' : startsWithZero;
                hasAt |= kind == '@';
                append(kind);
                lastVisible = length;
            } else if (length > 0) {
                append(kind);
            }
        }
        length = lastVisible;
        isWebAddress = startsLikeWebAddress(text);
    }

    private void append(byte kind) {
        if (length < LONGEST) {
            shape[length++] = kind;
        } else {
            tooLong = true;
        }
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }

    private static byte kindOf(byte b) {
        if (b >= '0' && b <= '9') {
            return '9';
        }
        if ((b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z')) {
            return 'A';
        }
        return b >= 0 && b <= ' ' ? (byte) ' ' : b < 0 ? (byte) '?' : b;
    }

    /** How many code points the text has. */
    int characters() {
        return characters;
    }

    boolean isBlank() {
        return length == 0;
    }

    /** What the text looks like; null if like nothing in particular. */
    @Nullable TextPattern pattern() {
        if (isWebAddress) {
            return TextPattern.URL;
        }
        if (tooLong) {
            return null;
        }
        if (isEmail()) {
            return TextPattern.EMAIL;
        }
        if (length > LONGEST_WITHOUT_WORDS) {
            return null;
        }
        if (isDate()) {
            return TextPattern.DATE;
        }
        if (isOneOf(POSTCODES, length)) {
            return TextPattern.POSTCODE;
        }
        return isNumber() ? TextPattern.NUMBER : isPhone() ? TextPattern.PHONE : null;
    }

    /** One {@code @} with something before it, a point within what is behind it, and no blank. */
    private boolean isEmail() {
        if (!hasAt) {
            return false;
        }
        int at = -1;
        int lastPoint = -1;
        for (int i = 0; i < length; i++) {
            switch (shape[i]) {
                case '@' -> {
                    if (at >= 0) {
                        return false;
                    }
                    at = i;
                }
                case '.' -> lastPoint = i;
                case ' ', ',', ';', '<', '>' -> {
                    return false;
                }
                default -> {}
            }
        }
        return at > 0 && lastPoint > at + 1 && lastPoint < length - 1;
    }

    private boolean startsLikeWebAddress(CurrentText text) {
        return (starts(text, "http://") || starts(text, "https://") || starts(text, "www.")) && !hasBlank();
    }

    private boolean starts(CurrentText text, String with) {
        if (length <= with.length()) {
            return false;
        }
        int from = 0;
        while (kindOf(text.byteAt(from)) == ' ') {
            from++;
        }
        for (int i = 0; i < with.length(); i++) {
            byte b = text.byteAt(from + i);
            if ((b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b) != with.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasBlank() {
        for (int i = 0; i < length; i++) {
            if (shape[i] == ' ') {
                return true;
            }
        }
        return false;
    }

    /** A date alone, or one with a time behind it. */
    private boolean isDate() {
        int end = 0;
        while (end < length && shape[end] != ' ' && shape[end] != 'A') {
            end++;
        }
        return isOneOf(DATES, end) && (end == length || isTime(end + 1));
    }

    private boolean isTime(int from) {
        if (length < from + 4) {
            return false;
        }
        boolean hasColon = false;
        for (int i = from; i < length; i++) {
            hasColon |= shape[i] == ':';
            if (shape[i] != '9' && shape[i] != 'A' && ":.+- ".indexOf(shape[i]) < 0) {
                return false;
            }
        }
        return hasColon && shape[from] == '9';
    }

    /** Digits, a sign before them, one point or comma among them; unless they begin as only a number to dial does. */
    private boolean isNumber() {
        int at = length > 0 && (shape[0] == '-' || shape[0] == '+') ? 1 : 0;
        int points = 0;
        int digits = 0;
        for (int i = at; i < length; i++) {
            if (shape[i] == '9') {
                digits++;
            } else if (digits > 0 && (shape[i] == '.' || shape[i] == ',')) {
                points++;
            } else {
                return false;
            }
        }
        boolean isDialled = points == 0 && digits >= FEWEST_PHONE_DIGITS && (shape[0] == '+' || startsWithZero);
        return digits > 0 && points <= 1 && shape[length - 1] == '9' && !isDialled;
    }

    /** Enough digits, and only what is written between groups of them. */
    private boolean isPhone() {
        int digits = 0;
        for (int i = 0; i < length; i++) {
            if (shape[i] == '9') {
                digits++;
            } else if (" -/().".indexOf(shape[i]) < 0 && !(shape[i] == '+' && i == 0)) {
                return false;
            }
        }
        return digits >= FEWEST_PHONE_DIGITS && digits <= MOST_PHONE_DIGITS;
    }

    private boolean isOneOf(String[] patterns, int end) {
        for (String pattern : patterns) {
            if (is(pattern, end)) {
                return true;
            }
        }
        return false;
    }

    private boolean is(String pattern, int end) {
        if (pattern.length() != end) {
            return false;
        }
        for (int i = 0; i < end; i++) {
            if (shape[i] != pattern.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
