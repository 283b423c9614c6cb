package io.memberport.sequence;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which texts are numbers and date-times, and which ones. */
final class Meaning {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private static final Pattern DATE_TIME = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})"
            + "([Tt ]([0-9]{2}):([0-9]{2})(:([0-9]{2})(\\.([0-9]+))?)?(Z|z|([+-])([0-9]{2})(:?([0-9]{2}))?)?)?");

    private Meaning() {}

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** The nearest double; null if the text is no number or beyond doubles. There is one zero. */
    static @Nullable Double asDouble(String text) {
        if (!isNumber(text)) {
            return null;
        }
        double value = Double.parseDouble(text);
        return Double.isInfinite(value) ? null : value == 0 ? 0.0 : value;
    }

    /** The number itself; null if the text is none. Exponents must be small enough for {@link BigDecimal}. */
    static @Nullable BigDecimal asDecimal(String text) {
        return isNumber(text) ? new BigDecimal(text) : null;
    }

    /** To the microsecond, what is finer is cut off; null if the text is no date-time of the years 1 to 9999. */
    static @Nullable Instant asInstant(String text) {
        Instant instant = toTheNanosecond(text);
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
    }

    static @Nullable Instant toTheNanosecond(String text) {
        Matcher parts = DATE_TIME.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        try {
            LocalDate date = LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3));
            LocalTime time = LocalTime.of(number(parts, 5), number(parts, 6), number(parts, 8), nanos(parts.group(10)));
            return date.getYear() == 0 ? null : date.atTime(time).toInstant(offset(parts));
        } catch (DateTimeException impossible) {
            return null;
        }
    }

    private static int number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
    }

    private static int nanos(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt((digits + "000000000").substring(0, 9));
    }

    private static ZoneOffset offset(Matcher parts) {
        int minutes = number(parts, 15);
        if (minutes > 59) {
            throw new DateTimeException("no minute of an hour");
        }
        int sign = "-".equals(parts.group(12)) ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * number(parts, 13), sign * minutes);
    }
}
