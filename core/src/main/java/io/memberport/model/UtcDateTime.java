package io.memberport.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Date-times as the API writes them: ISO-8601, in UTC unless they name an offset. What is a date-time is decided by
 * {@link DateTimeFormatter#ISO_DATE_TIME}, whichever method is asked.
 */
public final class UtcDateTime {

    /** What {@link #parseMicros} gives instead of an instant. */
    public static final long NOT_A_DATE_TIME = Long.MIN_VALUE;

    /** {@code 2026-01-31T12:00}: the formatter takes nothing shorter. */
    private static final int SHORTEST = 16;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long FIRST_SECOND = Long.MIN_VALUE / MICROS_PER_SECOND;
    private static final long LAST_SECOND = Long.MAX_VALUE / MICROS_PER_SECOND - 1;

    private UtcDateTime() {}

    /**
     * Reads a date-time.
     *
     * @param text ISO-8601 date and time with up to nine digits of a second; without an offset it is UTC, because all
     *     the API's date-times are
     * @return the instant, or null if the text is anything else
     */
    public static @Nullable Instant parse(String text) {
        try {
            TemporalAccessor parsed =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime withOffset
                    ? withOffset.toInstant()
                    : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notADateTime) {
            return null;
        }
    }

    /** Reads a date-time as {@link #parse(String)} does, but without making a string of the usual forms. */
    public static @Nullable Instant parse(Text text) {
        long second = UsualDateTime.epochSecond(text);
        return second == UsualDateTime.UNUSUAL
                ? parseUnusual(text)
                : Instant.ofEpochSecond(second, UsualDateTime.nanos(text));
    }

    /**
     * Reads a date-time as {@link #parse(String)} does, and makes no object for the usual forms.
     *
     * @return microseconds since 1970-01-01T00:00Z, rounded towards the past; {@link #NOT_A_DATE_TIME} if the text is
     *     anything else, or is so far from 1970 (some 292,000 years) that a {@code long} cannot tell
     */
    public static long parseMicros(Text text) {
        long second = UsualDateTime.epochSecond(text);
        if (second != UsualDateTime.UNUSUAL) {
            return micros(second, UsualDateTime.nanos(text));
        }
        Instant instant = parseUnusual(text);
        return instant == null ? NOT_A_DATE_TIME : micros(instant.getEpochSecond(), instant.getNano());
    }

    private static @Nullable Instant parseUnusual(Text text) {
        return text.length() < SHORTEST ? null : parse(text.asString());
    }

    private static long micros(long second, int nanos) {
        return second < FIRST_SECOND || second > LAST_SECOND
                ? NOT_A_DATE_TIME
                : second * MICROS_PER_SECOND + nanos / 1_000;
    }
}
