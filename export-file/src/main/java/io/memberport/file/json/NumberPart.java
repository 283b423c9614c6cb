package io.memberport.file.json;

import org.jspecify.annotations.Nullable;

/** How far a JSON number has come (RFC 8259, section 6), byte by byte. */
enum NumberPart {
    START(false),
    MINUS(false),
    ZERO(true),
    INTEGER(true),
    POINT(false),
    FRACTION(true),
    E(false),
    SIGN(false),
    EXPONENT(true);

    private final boolean mayEnd;

    NumberPart(boolean mayEnd) {
        this.mayEnd = mayEnd;
    }

    /** Whether what has come is a number. */
    boolean mayEnd() {
        return mayEnd;
    }

    /** What the number has come to with this byte; null if the byte cannot be its next. */
    @Nullable NumberPart after(byte b) {
        return switch (this) {
            case START -> b == '-' ? MINUS : firstDigit(b);
            case MINUS -> firstDigit(b);
            case ZERO -> afterInteger(b);
            case INTEGER -> isDigit(b) ? INTEGER : afterInteger(b);
            case POINT -> isDigit(b) ? FRACTION : null;
            case FRACTION -> isDigit(b) ? FRACTION : isE(b) ? E : null;
            case E -> b == '+' || b == '-' ? SIGN : isDigit(b) ? EXPONENT : null;
            case SIGN, EXPONENT -> isDigit(b) ? EXPONENT : null;
        };
    }

    private static @Nullable NumberPart firstDigit(byte b) {
        return b == '0' ? ZERO : isDigit(b) ? INTEGER : null;
    }

    private static @Nullable NumberPart afterInteger(byte b) {
        return b == '.' ? POINT : isE(b) ? E : null;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isE(byte b) {
        return b == 'e' || b == 'E';
    }
}
