package io.memberport.sink.jdbc.sql;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The decimal numbers that a column holds.
 *
 * @param wholeDigits most digits before the point
 * @param fractionDigits most digits behind it; what has more is rounded
 */
public record DecimalRange(int wholeDigits, int fractionDigits) {

    /** The nearest number of the range, of two that are as near the even one; null if the number is beyond the range. */
    public @Nullable BigDecimal nearest(BigDecimal number) {
        // Never a number that would be written out with as many zeros as its exponent says.
        if (number.signum() == 0 || magnitude(number) < -fractionDigits) {
            return BigDecimal.ZERO;
        }
        if (magnitude(number) > wholeDigits) {
            return null;
        }
        BigDecimal rounded =
                number.scale() <= fractionDigits ? number : number.setScale(fractionDigits, RoundingMode.HALF_EVEN);
        return magnitude(rounded) > wholeDigits ? null : rounded;
    }

    /** The place of the first digit, counted from the point: 1 for numbers from 1 to below 10. */
    private static long magnitude(BigDecimal number) {
        return (long) number.precision() - number.scale();
    }
}
