package io.memberport.http.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;

/** The pause a server asks for, in seconds or as a date; anything else is taken as no wish at all. */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("[0-9]+");

    private RetryAfter() {}

    /**
     * The pause asked for.
     *
     * @param now for an answer that does not carry its own date
     * @return zero if none is asked for
     */
    static Duration of(ApiResponse answer, Instant now) {
        List<String> wishes = answer.headers("Retry-After");
        if (wishes.size() != 1) {
            return Duration.ZERO;
        }
        String wish = wishes.get(0).strip();
        if (SECONDS.matcher(wish).matches()) {
            // More than nine digits are more than thirty years; whatever the cap, they exceed it.
            return Duration.ofSeconds(wish.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(wish));
        }
        Instant until = DateUtils.parseStandardDate(wish);
        if (until == null) {
            return Duration.ZERO;
        }
        Duration pause = Duration.between(dateOf(answer, now), until);
        return pause.isNegative() ? Duration.ZERO : pause;
    }

    /** The server's own idea of now, if it gives one: its clock and ours need not agree. */
    private static Instant dateOf(ApiResponse answer, Instant now) {
        List<String> dates = answer.headers("Date");
        Instant date = dates.size() == 1 ? DateUtils.parseStandardDate(dates.get(0)) : null;
        return date == null ? now : date;
    }
}
