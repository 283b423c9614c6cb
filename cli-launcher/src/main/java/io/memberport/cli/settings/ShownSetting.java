package io.memberport.cli.settings;

import io.memberport.cli.result.JsonObject;
import io.memberport.cli.terminal.Printable;
import io.memberport.port.ShownTarget;
import io.memberport.port.SinkOption;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A setting, as it may be shown.
 *
 * @param name in the settings file
 * @param value null if it is a secret, and if there is none
 * @param source where it was given, as a message would say it; null if it was not given
 */
public record ShownSetting(
        String name,
        @Nullable String value,
        boolean isSecret,
        Origin origin,
        @Nullable String source) {

    /** What kind of place a value comes from. */
    enum Origin {
        FLAG,
        ENVIRONMENT,
        JOB,
        FILE,
        DEFAULT,
        NONE;

        static Origin of(GivenValue.Rank rank) {
            return valueOf(rank.name());
        }
    }

    /** One that was given, and that is not a secret. */
    public static ShownSetting given(String name, GivenValue given) {
        return new ShownSetting(name, harmless(given.value()), false, Origin.of(given.rank()), given.origin());
    }

    /** An address of which only scheme, host and port are shown: its path may be a secret. */
    public static ShownSetting origin(String name, GivenValue given) {
        String value = harmless(given.value()).replaceFirst("(?s)^([^/]*//[^/?#]*)[/?#].+", "$1/...");
        return new ShownSetting(name, value, false, Origin.of(given.rank()), given.origin());
    }

    /** A target, which may have a password in it. */
    public static ShownSetting target(String name, GivenValue given) {
        String value = ShownTarget.of(given.value()).text();
        return new ShownSetting(name, value, false, Origin.of(given.rank()), given.origin());
    }

    /** One that was not given; with an empty value if it has no default. */
    public static ShownSetting byDefault(String name, String value) {
        return value.isEmpty()
                ? new ShownSetting(name, null, false, Origin.NONE, null)
                : new ShownSetting(name, value, false, Origin.DEFAULT, null);
    }

    /** A secret, of which nothing is shown but where it comes from. */
    public static ShownSetting secret(String name, Optional<SecretSource> source) {
        return source.map(SecretSource::places)
                .map(places -> new ShownSetting(
                        name,
                        null,
                        true,
                        Origin.of(places.get(0).rank()),
                        places.stream().map(GivenValue::origin).collect(Collectors.joining(" and "))))
                .orElseGet(() -> new ShownSetting(name, null, true, Origin.NONE, null));
    }

    /** An address may contain a password, also one without a scheme, which then may contain two slashes. */
    private static String harmless(String value) {
        String shown = value.startsWith("//") || value.contains("://")
                ? ShownTarget.of(value).text()
                : value;
        int userInfo = shown.lastIndexOf('@');
        return userInfo > 0 && shown.lastIndexOf(':', userInfo) >= 0 ? shown.substring(userInfo + 1) : shown;
    }

    /** What a person reads in place of the value. */
    public String shownValue() {
        if (origin == Origin.NONE) {
            return "not given";
        }
        return isSecret ? "set" : Printable.text(String.valueOf(value));
    }

    /** What a person reads of where it comes from. */
    public String shownOrigin() {
        return switch (origin) {
            case FLAG, ENVIRONMENT, JOB, FILE -> "from " + Printable.text(String.valueOf(source));
            case DEFAULT -> "default";
            case NONE -> "";
        };
    }

    public JsonObject json() {
        return new JsonObject()
                .with("name", name)
                .with("value", value)
                .with("secret", isSecret)
                .with("origin", SinkOption.wireName(origin))
                .with("source", source);
    }
}
