package io.memberport.encoding.csv;

/**
 * Tells which text a spreadsheet would take for a formula: what begins with a character that can start one, unless all of
 * it is a plain number. The characters are those OWASP names for this (ASVS 5.0, 1.2.10), line ends, which some
 * spreadsheets skip, and the full-width forms, which some take for the ordinary ones.
 */
final class FormulaGuard {

    private FormulaGuard() {}

    /** Whether UTF-8 text needs an apostrophe before it. */
    static boolean applies(byte[] bytes, int from, int to) {
        return startsFormula(bytes, from, to) && !isNumber(bytes, from, to);
    }

    private static boolean startsFormula(byte[] bytes, int from, int to) {
        if (from == to) {
            return false;
        }
        return switch (bytes[from]) {
            case '=', '+', '-', '@', '\t', '\r', '\n', 0 -> true;
            // U+FF1D, U+FF0B, U+FF0D and U+FF20: the full-width forms of the first four.
            case (byte) 0xEF -> to - from >= 3 && isFullWidth(bytes[from + 1], bytes[from + 2]);
            default -> false;
        };
    }

    private static boolean isFullWidth(byte second, byte third) {
        return switch (second) {
            case (byte) 0xBC ->
                third == (byte) 0x9D || third == (byte) 0x8B || third == (byte) 0x8D || third == (byte) 0xA0;
            default -> false;
        };
    }

    /** {@code [+-] digits [. digits] [e [+-] digits]}, with at least one digit before the exponent. */
    private static boolean isNumber(byte[] bytes, int from, int to) {
        int at = bytes[from] == '+' || bytes[from] == '-' ? from + 1 : from;
        int whole = digits(bytes, at, to);
        at += whole;
        int fraction = 0;
        if (at < to && bytes[at] == '.') {
            fraction = digits(bytes, at + 1, to);
            at += 1 + fraction;
        }
        if (whole + fraction == 0) {
            return false;
        }
        return at == to || isExponent(bytes, at, to);
    }

    private static boolean isExponent(byte[] bytes, int from, int to) {
        if (bytes[from] != 'e' && bytes[from] != 'E') {
            return false;
        }
        int at = from + 1;
        if (at < to && (bytes[at] == '+' || bytes[at] == '-')) {
            at++;
        }
        int digits = digits(bytes, at, to);
        return digits > 0 && at + digits == to;
    }

    private static int digits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at - from;
    }
}
