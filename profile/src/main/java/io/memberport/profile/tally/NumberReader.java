package io.memberport.profile.tally;

import java.nio.charset.StandardCharsets;

/**
 * What counts as a number, as for all our sinks: {@code -?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?}. There is one zero: {@code -0} is 0.
 */
final class NumberReader {

    /** Up to here, every whole number and every power of ten is a double, so that one division is exact. */
    private static final int EXACT_DIGITS = 15;

    private NumberReader() {}

    /** The nearest double; NaN if the text is no number or beyond the range of doubles. */
    static double read(CurrentText text) {
        int start = text.length() > 0 && text.byteAt(0) == '-' ? 1 : 0;
        int point = endOfDigits(text, start);
        int end = point < text.length() && text.byteAt(point) == '.' ? endOfDigits(text, point + 1) : point;
        if (point == start || (end > point && end == point + 1)) {
            return Double.NaN;
        }
        if (end == text.length() && end - start <= EXACT_DIGITS) {
            return quick(text, start, point);
        }
        return isEndOrExponent(text, end) ? slow(text) : Double.NaN;
    }

    private static int endOfDigits(CurrentText text, int from) {
        int at = from;
        while (at < text.length() && text.byteAt(at) >= '0' && text.byteAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static boolean isEndOrExponent(CurrentText text, int at) {
        if (at == text.length()) {
            return true;
        }
        if (text.byteAt(at) != 'e' && text.byteAt(at) != 'E') {
            return false;
        }
        boolean hasSign = at + 1 < text.length() && (text.byteAt(at + 1) == '+' || text.byteAt(at + 1) == '-');
        int digits = at + (hasSign ? 2 : 1);
        return digits < text.length() && endOfDigits(text, digits) == text.length();
    }

    private static double quick(CurrentText text, int start, int point) {
        long digits = 0;
        double divisor = 1;
        for (int i = start; i < text.length(); i++) {
            if (i != point) {
                digits = digits * 10 + text.byteAt(i) - '0';
                divisor = i > point ? divisor * 10 : divisor;
            }
        }
        double value = digits / divisor;
        return start == 0 || digits == 0 ? value : -value;
    }

    private static double slow(CurrentText text) {
        double value = Double.parseDouble(new String(text.copy(), StandardCharsets.US_ASCII));
        // By IEEE 754, -0.0 + 0.0 is 0.0.
        return Double.isInfinite(value) ? Double.NaN : value + 0.0;
    }
}
