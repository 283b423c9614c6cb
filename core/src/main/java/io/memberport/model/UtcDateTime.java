package io.memberport.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** Date-times as the API writes them: ISO-8601, in UTC unless they name an offset. */
public final class UtcDateTime {

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
}
