package io.memberport.cli.settings;

import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as users write them: {@code 1024}, {@code 64KiB}, {@code 8MiB}, {@code 2TiB}, {@code 500MB}. */
public final class Sizes {

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,18})\\s*([a-z]*)");

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

    private Sizes() {}

    public static long parse(GivenValue given) {
        Matcher parts = SHAPE.matcher(given.value().strip().toLowerCase(Locale.ROOT));
        Long unit = parts.matches() ? UNITS.get(parts.group(2)) : null;
        if (unit == null) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    given.origin() + " is '" + Printable.text(given.value())
                            + "', which is not a size. Write 64KiB, 8MiB, 1GiB or 2TiB, or a number of bytes.");
        }
        try {
            return Math.multiplyExact(Long.parseLong(parts.group(1)), unit);
        } catch (ArithmeticException beyondLong) {
            return Long.MAX_VALUE;
        }
    }
}
