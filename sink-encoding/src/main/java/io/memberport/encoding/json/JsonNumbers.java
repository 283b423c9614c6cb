package io.memberport.encoding.json;

import io.memberport.model.Text;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What counts as a number, whether it came as a JSON number or as a string:
 *
 * <pre>-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?</pre>
 *
 * <p>That is JSON's grammar, with leading zeros. There is one zero: {@code -0} is 0.
 */
public final class JsonNumbers {

    /** Up to here, every whole number and every power of ten is a double, so that one division is exact. */
    private static final int EXACT_DIGITS = 15;

    private static final int EXACT_POWER = 22;
    private static final double[] POWERS = powers();

    /** More than any target holds in a cell, and few enough to be read at once. */
    private static final int MOST_DIGITS = 200_000;

    private static final BigDecimal SMALLEST = BigDecimal.valueOf(1, Integer.MAX_VALUE);

    private JsonNumbers() {}

    private static double[] powers() {
        double[] powers = new double[EXACT_POWER + 1];
        powers[0] = 1;
        for (int i = 1; i <= EXACT_POWER; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /** The nearest double, never -0.0; NaN if the text is no number or beyond the range of doubles. */
    public static double parseDouble(Text text) {
        double quick = parseShort(text);
        if (!Double.isNaN(quick)) {
            return quick;
        }
        if (!isNumber(text)) {
            return Double.NaN;
        }
        double value = Double.parseDouble(text.asString());
        return Double.isInfinite(value) ? Double.NaN : withoutNegativeZero(value);
    }

    /** A number of few digits and without an exponent, which is most of them; NaN for anything else. */
    private static double parseShort(Text text) {
        int length = text.length();
        boolean negative = length > 0 && text.byteAt(0) == '-';
        int start = negative ? 1 : 0;
        if (length == start || length - start > EXACT_DIGITS + 1 || !isDigit(text.byteAt(length - 1))) {
            return Double.NaN;
        }
        long mantissa = 0;
        int point = -1;
        for (int i = start; i < length; i++) {
            byte b = text.byteAt(i);
            if (b == '.' && point < 0 && i > start) {
                point = i;
            } else if (isDigit(b)) {
                mantissa = mantissa * 10 + (b - '0');
            } else {
                return Double.NaN;
            }
        }
        int digits = length - start - (point < 0 ? 0 : 1);
        if (digits > EXACT_DIGITS) {
            return Double.NaN;
        }
        double value = point < 0 ? mantissa : mantissa / POWERS[length - 1 - point];
        return withoutNegativeZero(negative ? -value : value);
    }

    /** By IEEE 754, -0.0 + 0.0 is 0.0. */
    private static double withoutNegativeZero(double value) {
        return value + 0.0;
    }

    /**
     * The number; null if the text is none, or has an absurd number of digits or an exponent that no number can have. A
     * number that is smaller than any other is the smallest there is.
     */
    public static @Nullable BigDecimal parseDecimal(Text text) {
        if (text.length() > MOST_DIGITS || !isNumber(text)) {
            return null;
        }
        String number = text.asString();
        try {
            return new BigDecimal(number);
        } catch (NumberFormatException exponentBeyondInt) {
            return ofHugeExponent(number);
        }
    }

    private static @Nullable BigDecimal ofHugeExponent(String number) {
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        boolean isZero = number.substring(0, exponent).chars().noneMatch(c -> c >= '1' && c <= '9');
        if (isZero) {
            return BigDecimal.ZERO;
        }
        return number.charAt(exponent + 1) == '-' ? SMALLEST : null;
    }

    private static boolean isNumber(Text text) {
        int at = digits(text, skip(text, 0, '-', '-'));
        if (at > 0 && at < text.length() && text.byteAt(at) == '.') {
            at = digits(text, at + 1);
        }
        if (at > 0 && at < text.length() && (text.byteAt(at) == 'e' || text.byteAt(at) == 'E')) {
            at = digits(text, skip(text, at + 1, '+', '-'));
        }
        return at == text.length() && at > 0;
    }

    private static int skip(Text text, int at, char one, char other) {
        return at < text.length() && (text.byteAt(at) == one || text.byteAt(at) == other) ? at + 1 : at;
    }

    /** Behind at least one digit; -1 if there is none. */
    private static int digits(Text text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.byteAt(at))) {
            at++;
        }
        return at == from ? -1 : at;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
