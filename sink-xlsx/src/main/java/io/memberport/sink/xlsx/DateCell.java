package io.memberport.sink.xlsx;

import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.Text;
import io.memberport.model.UtcDateTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Date-times as cells have them: days since the end of 1899, in UTC, to the millisecond. Before 1900-03-01, programs disagree about the
 * days, because Excel has a 29th of February in 1900.
 */
final class DateCell {

    private static final Instant FIRST = Instant.parse("1900-03-01T00:00:00Z");
    private static final long DAYS_TO_1970 = 25_569;
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final long MILLIS_PER_SECOND = 1_000;

    /** Of a date without a time. */
    private static final int DATE_LENGTH = 10;

    /** With nine digits of a fraction and an offset; there are no longer ones to the millisecond but for needless zeros. */
    private static final int LONGEST = 35;

    /** A day is divided by 10 to the power of 11, so that the error is less than half a microsecond. */
    private static final long FRACTION = 100_000_000_000L;

    private static final int FRACTION_DIGITS = 11;

    private DateCell() {}

    /** The instant of a date-time; null if a cell does not hold all of it, or it is none. */
    static @Nullable Instant parse(Text text) {
        Instant instant = text.length() > LONGEST ? null : UtcDateTime.parse(text);
        return instant == null || instant.isBefore(FIRST) || !isToTheMilli(instant) ? null : instant;
    }

    private static boolean isToTheMilli(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli()).equals(instant);
    }

    /** The format that shows no less than was sent. */
    static int style(Text text, Instant instant) {
        if (text.length() == DATE_LENGTH) {
            return Style.DATE;
        }
        return instant.toEpochMilli() % MILLIS_PER_SECOND == 0 ? Style.DATE_TIME : Style.DATE_TIME_MILLIS;
    }

    /** Appends the number that a cell has for an instant, which is a whole number of milliseconds. */
    static void append(Instant instant, RowBuffer out) {
        long millis = instant.toEpochMilli();
        long days = Math.floorDiv(millis, MILLIS_PER_DAY) + DAYS_TO_1970;
        out.append(Long.toString(days).getBytes(StandardCharsets.US_ASCII));
        long fraction = (Math.floorMod(millis, MILLIS_PER_DAY) * FRACTION + MILLIS_PER_DAY / 2) / MILLIS_PER_DAY;
        if (fraction > 0) {
            String digits = Long.toString(fraction);
            out.append(
                    ("." + "0".repeat(FRACTION_DIGITS - digits.length()) + digits).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
