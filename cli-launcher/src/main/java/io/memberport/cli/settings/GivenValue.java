package io.memberport.cli.settings;

import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.Quantity;
import io.memberport.port.SinkOption;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A value that the user gave.
 *
 * @param value as given, without a byte order mark before it and line ends after it, which editors and {@code echo} add
 * @param origin where, as a message would say it: {@code --region}, {@code MEMBERPORT_REGION}, {@code region
 *     (memberport.yaml, line 3)}
 * @param rank how strong the origin is
 */
public record GivenValue(String value, String origin, Rank rank) {

    private static final Pattern ADDED = Pattern.compile("^\\uFEFF|[\\r\\n]+\\z");

    public GivenValue {
        value = ADDED.matcher(value).replaceAll("");
    }

    /**
     * The value, which must be some text in one line.
     *
     * @throws MemberportException if it is not, without the value in it
     */
    public String text() {
        if (value.isBlank()) {
            throw new MemberportException(FailureKind.CONFIGURATION, origin + " has no value.");
        }
        return line();
    }

    /**
     * The value, which must be in one line.
     *
     * @throws MemberportException if it is not, without the value in it
     */
    public String line() {
        if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    origin
                            + " has a line end or another control character in it. Remove it; a value is one line of text.");
        }
        return value;
    }

    /**
     * The value as a number of bytes: {@code 1024}, {@code 64KiB}, {@code 8MiB}, {@code 2TiB}, {@code 500MB}.
     *
     * @throws MemberportException if it is none, with the value in it: not for secrets
     */
    public long bytes() {
        return Quantity.bytes(value)
                .orElseThrow(() -> not("a size. Write 64KiB, 8MiB, 1GiB or 2TiB, or a number of bytes."));
    }

    /**
     * The value as a duration: {@code 90s}, {@code 12h}, {@code 1h30m}, {@code 500ms}.
     *
     * @throws MemberportException if it is none, with the value in it: not for secrets
     */
    public Duration duration() {
        return Quantity.duration(value).orElseThrow(() -> not("a duration. Write 90s, 30m, 12h or 1h30m."));
    }

    /**
     * The value as a whole number.
     *
     * @throws MemberportException if it is none, with the value in it: not for secrets
     */
    public int number() {
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException none) {
            throw not("a whole number.");
        }
    }

    /**
     * The value as an address without a user, a query and a fragment, each of which may be a credential.
     *
     * @throws MemberportException if it is none, without the value in it
     */
    public URI plainAddress() {
        try {
            URI uri = new URI(value.strip());
            if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        origin + " must be a plain address: no user, no query, no fragment.");
            }
            return uri;
        } catch (URISyntaxException notAUri) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION, origin + " is not a URL. Write https://api.example.com, for example.");
        }
    }

    private MemberportException not(String what) {
        return new MemberportException(
                FailureKind.CONFIGURATION, origin + " is '" + Printable.text(value) + "', which is not " + what);
    }

    /** The origins, the stronger one later; of most settings, a variable is stronger than a job. */
    public enum Rank {
        FILE,
        ENVIRONMENT,
        JOB,
        FLAG;

        /** Whether the value stands in the settings file. */
        public boolean isInFile() {
            return this == FILE || this == JOB;
        }
    }

    /**
     * The constant that is called so, in lower case.
     *
     * @throws MemberportException if there is none, with the value in it: not for secrets
     */
    public <E extends Enum<E>> E choice(Class<E> choices) {
        return choice(EnumSet.allOf(choices));
    }

    /** The same with some of the constants to choose from. */
    public <E extends Enum<E>> E choice(Set<E> choices) {
        return choices.stream()
                .filter(constant -> SinkOption.wireName(constant).equals(value))
                .findFirst()
                .orElseThrow(() -> new MemberportException(
                        FailureKind.CONFIGURATION,
                        origin + " is '" + Printable.text(value) + "'; it must be "
                                + choices.stream()
                                        .sorted()
                                        .map(SinkOption::wireName)
                                        .collect(Collectors.joining(" or "))
                                + "."));
    }

    /**
     * What comes of using the value.
     *
     * @throws MemberportException if the value is not valid, with the value in it: not for secrets
     */
    public <T> T use(Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException senseless) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    origin + " is '" + Printable.text(value) + "': " + senseless.getMessage() + ".");
        }
    }

    /** The origin only; the value may be a secret. */
    @Override
    public String toString() {
        return "GivenValue[" + origin + "]";
    }
}
