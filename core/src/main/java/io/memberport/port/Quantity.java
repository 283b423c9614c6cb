package io.memberport.port;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and durations as users write them in options and settings. */
public final class Quantity {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})\\s*([a-z]*)");

    private static final Map<String, Long> UNITS = Map.of(
            "", 1L,
            "b", 1L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30,
            "tib", 1L << 40,
            "kb", 1_000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L,
            "tb", 1_000_000_000_000L);

    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private Quantity() {}

    /**
     * A number of bytes: {@code 1024}, {@code 64KiB}, {@code 8MiB}, {@code 2TiB}, {@code 500MB}.
     *
     * @return {@link Long#MAX_VALUE} for what is larger; empty if the text is no size
     */
    public static OptionalLong bytes(String text) {
        Matcher parts = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        Long unit = parts.matches() ? UNITS.get(parts.group(2)) : null;
        if (unit == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Math.multiplyExact(Long.parseLong(parts.group(1)), unit));
        } catch (ArithmeticException beyondLong) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
    }

    /**
     * A duration: {@code 90s}, {@code 12h}, {@code 1h30m}, {@code 500ms}, {@code 0}.
     *
     * @return empty if the text is no duration
     */
    public static Optional<Duration> duration(String text) {
        String stripped = text.strip();
        if (stripped.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher parts = DURATION.matcher(stripped);
        if (stripped.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(part(parts, 1))
                .plusHours(part(parts, 2))
                .plusMinutes(part(parts, 3))
                .plusSeconds(part(parts, 4))
                .plusMillis(part(parts, 5)));
    }

    private static long part(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
