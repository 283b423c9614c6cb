package io.memberport.model;

import java.time.Instant;
import java.time.Month;
import java.time.Year;
import org.jspecify.annotations.Nullable;

/**
 * What counts as a date-time, wherever one is read:
 *
 * <pre>YYYY-MM-DD [ (T|t|blank) hh:mm [ :ss [ .digits ] ] [ Z|z|(+|-)hh[[:]mm] ] ]</pre>
 *
 * <p>Without an offset it is UTC, because all the API's date-times are; a date alone is its midnight in UTC. Years are from
 * 0001 to 9999, as written and in UTC, offsets 18 hours at most. A second may have any number of digits behind the point; what is finer
 * than a nanosecond is cut off.
 *
 * <p>The bytes are read without making an object: an export can hold millions of date-times, and a formatter takes more than
 * ten times as long.
 */
public final class UtcDateTime {

    /** What {@link #parseMicros} gives instead of an instant. */
    public static final long NOT_A_DATE_TIME = Long.MIN_VALUE;

    /** Lengths of {@code 2026-01-31}, with {@code T12:00} and with {@code :00} behind that. */
    private static final int DATE = 10;

    private static final int TO_THE_MINUTE = 16;
    private static final int TO_THE_SECOND = 19;

    private static final int NANO_DIGITS = 9;
    private static final int MOST_OFFSET_MINUTES = 18 * 60;

    private static final long SECONDS_PER_DAY = 86_400;

    /** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z. */
    private static final long FIRST_SECOND = -62_135_596_800L;

    private static final long LAST_SECOND = 253_402_300_799L;

    /** Between 0001-01-01 and 1970-01-01. */
    private static final int DAYS_BEFORE_1970 = 719_162;

    /** In place of a number that is never negative, and in place of an offset. */
    private static final int NONE = -1;

    private static final int NO_OFFSET = Integer.MIN_VALUE;

    private UtcDateTime() {}

    /**
     * Reads a date-time.
     *
     * @return the instant, or null if the text is anything else
     */
    public static @Nullable Instant parse(String text) {
        return parse(Text.of(text));
    }

    /** Reads a date-time as {@link #parse(String)} does. */
    public static @Nullable Instant parse(Text text) {
        long second = epochSecond(text);
        return second == NOT_A_DATE_TIME ? null : Instant.ofEpochSecond(second, nanos(text));
    }

    /**
     * Reads a date-time as {@link #parse(String)} does, and makes no object.
     *
     * @return microseconds since 1970-01-01T00:00Z, rounded towards the past; {@link #NOT_A_DATE_TIME} if the text is
     *     anything else
     */
    public static long parseMicros(Text text) {
        long second = epochSecond(text);
        return second == NOT_A_DATE_TIME ? NOT_A_DATE_TIME : second * 1_000_000 + nanos(text) / 1_000;
    }

    /** Seconds since 1970-01-01T00:00Z, rounded towards the past, or {@link #NOT_A_DATE_TIME}. */
    private static long epochSecond(Text text) {
        long midnight = midnight(text);
        if (midnight == NOT_A_DATE_TIME || text.length() == DATE) {
            return midnight;
        }
        int second = secondOfDay(text);
        int offset = second == NONE ? NO_OFFSET : offsetSeconds(text, endOfTime(text));
        return offset == NO_OFFSET ? NOT_A_DATE_TIME : inRange(midnight + second - offset);
    }

    private static long inRange(long second) {
        return second < FIRST_SECOND || second > LAST_SECOND ? NOT_A_DATE_TIME : second;
    }

    /** The second in which the date begins, in UTC. */
    private static long midnight(Text text) {
        if (text.length() < DATE || text.byteAt(4) != '-' || text.byteAt(7) != '-') {
            return NOT_A_DATE_TIME;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        return isDate(year, month, day) ? epochDay(year, month, day) * SECONDS_PER_DAY : NOT_A_DATE_TIME;
    }

    private static boolean isDate(int year, int month, int day) {
        return year >= 1
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= Month.of(month).length(Year.isLeap(year)));
    }

    private static int epochDay(int year, int month, int day) {
        int before = year - 1;
        int daysBefore = before * 365 + before / 4 - before / 100 + before / 400;
        return daysBefore + Month.of(month).firstDayOfYear(Year.isLeap(year)) + day - 2 - DAYS_BEFORE_1970;
    }

    /** The whole seconds since midnight by the clock, or {@link #NONE}. */
    private static int secondOfDay(Text text) {
        if (text.length() < TO_THE_MINUTE || !isSeparator(text.byteAt(DATE)) || text.byteAt(13) != ':') {
            return NONE;
        }
        boolean hasSeconds = hasSeconds(text);
        if (hasSeconds && text.length() < TO_THE_SECOND) {
            return NONE;
        }
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        int second = hasSeconds ? digits(text, 17, 2) : 0;
        return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60
                ? (hour * 60 + minute) * 60 + second
                : NONE;
    }

    private static boolean isSeparator(byte b) {
        return b == 'T' || b == 't' || b == ' ';
    }

    private static boolean hasSeconds(Text text) {
        return text.length() > TO_THE_MINUTE && text.byteAt(TO_THE_MINUTE) == ':';
    }

    private static boolean hasFraction(Text text) {
        return text.length() > TO_THE_SECOND && text.byteAt(TO_THE_SECOND) == '.';
    }

    /** Where the offset begins, if there is one; {@link #NONE} if there is a point and no digit behind it. */
    private static int endOfTime(Text text) {
        if (!hasSeconds(text)) {
            return TO_THE_MINUTE;
        }
        if (!hasFraction(text)) {
            return TO_THE_SECOND;
        }
        int start = TO_THE_SECOND + 1;
        int end = start;
        while (end < text.length() && isDigit(text.byteAt(end))) {
            end++;
        }
        return end == start ? NONE : end;
    }

    /** Seconds to the east, of what stands from an index up to the end of the text, or {@link #NO_OFFSET}. */
    private static int offsetSeconds(Text text, int from) {
        int length = text.length() - from;
        if (from == NONE) {
            return NO_OFFSET;
        }
        if (length == 0 || (length == 1 && (text.byteAt(from) == 'Z' || text.byteAt(from) == 'z'))) {
            return 0;
        }
        return switch (length) {
            case 3 -> offsetSeconds(text.byteAt(from), digits(text, from + 1, 2), 0);
            case 5 -> offsetSeconds(text.byteAt(from), digits(text, from + 1, 2), digits(text, from + 3, 2));
            case 6 ->
                text.byteAt(from + 3) == ':'
                        ? offsetSeconds(text.byteAt(from), digits(text, from + 1, 2), digits(text, from + 4, 2))
                        : NO_OFFSET;
            default -> NO_OFFSET;
        };
    }

    private static int offsetSeconds(byte sign, int hours, int minutes) {
        int all = hours * 60 + minutes;
        if ((sign != '+' && sign != '-') || hours < 0 || minutes < 0 || minutes > 59 || all > MOST_OFFSET_MINUTES) {
            return NO_OFFSET;
        }
        return sign == '-' ? -all * 60 : all * 60;
    }

    /** The nanoseconds of a text that has an {@link #epochSecond}, from 0 to 999,999,999. */
    private static int nanos(Text text) {
        if (!hasFraction(text)) {
            return 0;
        }
        int nanos = 0;
        int end = endOfTime(text);
        for (int at = TO_THE_SECOND + 1; at <= TO_THE_SECOND + NANO_DIGITS; at++) {
            nanos = nanos * 10 + (at < end ? text.byteAt(at) - '0' : 0);
        }
        return nanos;
    }

    /** The number that so many bytes spell, or {@link #NONE} if one of them is not a digit. */
    private static int digits(Text text, int from, int count) {
        int number = 0;
        for (int at = from; at < from + count; at++) {
            byte digit = text.byteAt(at);
            if (!isDigit(digit)) {
                return NONE;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
