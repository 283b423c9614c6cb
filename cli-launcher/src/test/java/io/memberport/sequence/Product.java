package io.memberport.sequence;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The databases, and what the guide says of each. */
enum Product {
    POSTGRESQL(Integer.MAX_VALUE, Integer.MAX_VALUE, 1),
    MARIADB(65, 30, 1000),
    SQLITE(0, 0, 1),
    H2(Integer.MAX_VALUE, Integer.MAX_VALUE, 1),
    DUCKDB(38, 15, 1),
    ANSI(38, 10, 1);

    private static final Pattern HALF = Pattern.compile("\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}");
    private static final Pattern NONE = Pattern.compile("(?!)");
    private static final Pattern NUL_OR_HALF = Pattern.compile("\\\\u0000|" + HALF.pattern());

    private final int digits;
    private final int fractionDigits;
    private final int firstYear;

    Product(int digits, int fractionDigits, int firstYear) {
        this.digits = digits;
        this.fractionDigits = fractionDigits;
        this.firstYear = firstYear;
    }

    /** How many variables a wide row has room for if all are text; of products with room for thousands, none is tried. */
    int mostTexts() {
        return switch (this) {
            case POSTGRESQL -> 439;
            case MARIADB -> 192;
            case ANSI -> 245;
            case SQLITE, H2, DUCKDB -> 1995;
        };
    }

    boolean hasDecimals() {
        return digits > 0;
    }

    boolean keepsNul() {
        return this != POSTGRESQL;
    }

    /** Whether an id is the same to the database as one with a blank at its end; such ids are refused. */
    boolean padsIds() {
        return this == ANSI;
    }

    /** Whether a document is what was sent, byte for byte. */
    boolean keepsNotationOfJson() {
        return this != POSTGRESQL && this != H2;
    }

    /** Escapes in a document that the database's type of JSON does not take. No backslash stands before one in a test. */
    Pattern escapesNotKept() {
        return switch (this) {
            case POSTGRESQL -> NUL_OR_HALF;
            case MARIADB, H2, DUCKDB -> HALF;
            case SQLITE, ANSI -> NONE;
        };
    }

    /** A number as the column has it; null if it is beyond the column's range. */
    @Nullable BigDecimal fit(BigDecimal number) {
        if (fractionDigits == Integer.MAX_VALUE) {
            return Content.plain(number);
        }
        BigDecimal rounded = number.setScale(fractionDigits, RoundingMode.HALF_EVEN);
        return rounded.precision() > digits ? null : Content.plain(rounded);
    }

    /** An instant as the column has it; null if it is beyond the column's range. */
    @Nullable Instant fit(Instant instant) {
        Instant first = Instant.parse(firstYear == 1 ? "0001-01-01T00:00:00Z" : "1000-01-01T00:00:00Z");
        boolean fits = !instant.isBefore(first) && instant.isBefore(Instant.parse("+10000-01-01T00:00:00Z"));
        return fits ? instant : null;
    }
}
