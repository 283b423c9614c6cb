package io.memberport.cli.settings;

import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users write them: {@code 90s}, {@code 12h}, {@code 1h30m}, {@code 500ms}. */
public final class Durations {

    private static final Pattern SHAPE =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private Durations() {}

    public static Duration parse(GivenValue given) {
        Matcher parts = SHAPE.matcher(given.value().strip());
        if (given.value().isBlank() || !parts.matches()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    given.origin() + " is '" + Printable.text(given.value())
                            + "', which is not a duration. Write 90s, 30m, 12h or 1h30m.");
        }
        return Duration.ofDays(part(parts, 1))
                .plusHours(part(parts, 2))
                .plusMinutes(part(parts, 3))
                .plusSeconds(part(parts, 4))
                .plusMillis(part(parts, 5));
    }

    private static long part(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
