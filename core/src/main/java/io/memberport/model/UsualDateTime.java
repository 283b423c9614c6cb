package io.memberport.model;

import java.time.Month;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;

/**
 * The forms of date-times that occur, read from their bytes without making an object:
 * {@code 2026-01-31T12:00:00} with one to nine digits of a second or none, and then {@code Z}, an offset of less than 18
 * hours such as {@code +01:00}, or nothing, which is UTC. An export can hold millions of them, and a formatter takes more
 * than ten times as long. Everything else is left to the formatter, whether it is a date-time or not.
 */
final class UsualDateTime {

    /** What {@link #epochSecond} gives for other forms; no second of a four-digit year. */
    static final long UNUSUAL = Long.MIN_VALUE;

    /** Length of {@code 2026-01-31T12:00:00}. */
    private static final int WHOLE = 19;

    private static final int LONGEST_FRACTION = 9;
    private static final int NO_OFFSET = Integer.MIN_VALUE;

    private UsualDateTime() {}

    /**
     * The second, rounded towards the past.
     *
     * @return seconds since 1970-01-01T00:00Z, or {@link #UNUSUAL}
     */
    static long epochSecond(Text text) {
        if (text.length() < WHOLE || !isPunctuated(text)) {
            return UNUSUAL;
        }
        int offset = offsetSeconds(text, fractionEnd(text));
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        int second = digits(text, 17, 2);
        if (offset == NO_OFFSET || !isDate(year, month, day) || !isTime(hour, minute, second)) {
            return UNUSUAL;
        }
        return IsoChronology.INSTANCE.epochSecond(year, month, day, hour, minute, second, ZoneOffset.UTC) - offset;
    }

    /** The nanoseconds of a text that has an {@link #epochSecond}, from 0 to 999,999,999. */
    static int nanos(Text text) {
        int nanos = 0;
        int end = fractionEnd(text);
        for (int at = WHOLE + 1; at <= WHOLE + LONGEST_FRACTION; at++) {
            nanos = nanos * 10 + (at < end ? text.byteAt(at) - '0' : 0);
        }
        return nanos;
    }

    private static boolean isPunctuated(Text text) {
        return text.byteAt(4) == '-'
                && text.byteAt(7) == '-'
                && text.byteAt(10) == 'T'
                && text.byteAt(13) == ':'
                && text.byteAt(16) == ':';
    }

    /** Where the digits of the second end; just where they would begin if there is a point and no digit. */
    private static int fractionEnd(Text text) {
        if (text.length() == WHOLE || text.byteAt(WHOLE) != '.') {
            return WHOLE;
        }
        int last = Math.min(text.length(), WHOLE + 1 + LONGEST_FRACTION);
        int end = WHOLE + 1;
        while (end < last && isDigit(text.byteAt(end))) {
            end++;
        }
        return end;
    }

    private static int offsetSeconds(Text text, int from) {
        boolean pointAlone = from == WHOLE + 1;
        int length = text.length() - from;
        if (pointAlone) {
            return NO_OFFSET;
        }
        if (length == 0 || (length == 1 && text.byteAt(from) == 'Z')) {
            return 0;
        }
        return length == 6 ? signedOffsetSeconds(text, from) : NO_OFFSET;
    }

    private static int signedOffsetSeconds(Text text, int from) {
        byte sign = text.byteAt(from);
        int hours = digits(text, from + 1, 2);
        int minutes = digits(text, from + 4, 2);
        boolean valid = (sign == '+' || sign == '-')
                && text.byteAt(from + 3) == ':'
                && hours >= 0
                && hours < 18
                && minutes >= 0
                && minutes < 60;
        if (!valid) {
            return NO_OFFSET;
        }
        int seconds = (hours * 60 + minutes) * 60;
        return sign == '-' ? -seconds : seconds;
    }

    private static boolean isDate(int year, int month, int day) {
        return year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= Month.of(month).length(Year.isLeap(year)));
    }

    private static boolean isTime(int hour, int minute, int second) {
        return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    }

    /** The number that so many bytes spell, or -1 if one of them is not a digit. */
    private static int digits(Text text, int from, int count) {
        int number = 0;
        for (int at = from; at < from + count; at++) {
            byte digit = text.byteAt(at);
            if (!isDigit(digit)) {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
