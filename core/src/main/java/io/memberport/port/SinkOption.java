package io.memberport.port;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An option of a sink. Its type is checked before the sink is made; {@link SinkOptions} gives the value in that type.
 *
 * @param name lower case, words joined by hyphens
 * @param type which values it takes
 * @param defaultValue the value if the user gives none; empty if there is no such value
 * @param meaning one sentence
 * @param secret whether its value is a credential. Such a value is never shown. The command takes it from the environment
 *     and from files, never from a command line, which other users of a machine can read. It has no default.
 */
public record SinkOption(String name, Type type, String defaultValue, String meaning, boolean secret) {

    private static final String ON = "on";
    private static final String OFF = "off";

    public SinkOption {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(defaultValue, "defaultValue");
        Objects.requireNonNull(meaning, "meaning");
        if (!defaultValue.isEmpty() && !type.allows(defaultValue)) {
            throw new IllegalArgumentException("the default of the option " + name + " is not one of its values");
        }
        // A value that its type does not allow is quoted to the user.
        if (secret && !(defaultValue.isEmpty() && type.kind() == Kind.TEXT)) {
            throw new IllegalArgumentException("the secret " + name + " has a default or is no text");
        }
    }

    /** An option whose values are words. */
    public static SinkOption choice(String name, List<String> alternatives, String defaultValue, String meaning) {
        return new SinkOption(
                name,
                new Type(Kind.CHOICE, String.join("|", alternatives), alternatives),
                defaultValue,
                meaning,
                false);
    }

    /**
     * An option whose values are the {@linkplain #wireName names} of constants.
     *
     * @param defaultValue null if there is none
     * @see SinkOptions#choice
     */
    public static <E extends Enum<E>> SinkOption choice(
            String name, Class<E> type, @Nullable E defaultValue, String meaning) {
        List<String> alternatives = Stream.of(Objects.requireNonNull(type.getEnumConstants()))
                .map(SinkOption::wireName)
                .toList();
        return choice(name, alternatives, defaultValue == null ? "" : wireName(defaultValue), meaning);
    }

    /** How a constant is written as a value: in lower case, words joined by hyphens. */
    public static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * An option that is {@code on} or {@code off}; {@code true} and {@code false} mean the same.
     *
     * @see SinkOptions#flag
     */
    public static SinkOption flag(String name, boolean defaultValue, String meaning) {
        Type type = new Type(Kind.FLAG, ON + "|" + OFF, List.of(ON, OFF));
        return new SinkOption(name, type, defaultValue ? ON : OFF, meaning, false);
    }

    /**
     * An option that is a number of bytes, {@code 128MiB} for example.
     *
     * @see SinkOptions#bytes
     */
    public static SinkOption size(String name, String defaultValue, String meaning) {
        return new SinkOption(name, new Type(Kind.SIZE, "size", List.of()), defaultValue, meaning, false);
    }

    /**
     * An option that is a duration, {@code 6h} for example.
     *
     * @see SinkOptions#duration
     */
    public static SinkOption duration(String name, String defaultValue, String meaning) {
        return new SinkOption(name, new Type(Kind.DURATION, "duration", List.of()), defaultValue, meaning, false);
    }

    /**
     * An option that is text; the sink itself checks it.
     *
     * @param kindOfValue one word for help texts, {@code character} for example
     */
    public static SinkOption value(String name, String kindOfValue, String defaultValue, String meaning) {
        return new SinkOption(name, new Type(Kind.TEXT, kindOfValue, List.of()), defaultValue, meaning, false);
    }

    /** An option that holds a credential, a password for example; its value is empty if the user gives none. */
    public static SinkOption secret(String name, String meaning) {
        return new SinkOption(name, new Type(Kind.TEXT, "secret", List.of()), "", meaning, true);
    }

    /** Kinds of values. */
    public enum Kind {
        TEXT,
        CHOICE,
        FLAG,
        SIZE,
        DURATION
    }

    /**
     * Which values an option takes.
     *
     * @param kind of the values
     * @param description for help texts
     * @param alternatives the values to choose from; empty if there are more than can be listed
     */
    public record Type(Kind kind, String description, List<String> alternatives) {

        public Type {
            alternatives = List.copyOf(alternatives);
        }

        boolean allows(String value) {
            return switch (kind) {
                case TEXT -> true;
                case CHOICE -> alternatives.contains(value);
                case FLAG -> alternatives.contains(value) || value.equals("true") || value.equals("false");
                case SIZE -> Quantity.bytes(value).isPresent();
                case DURATION -> Quantity.duration(value).isPresent();
            };
        }

        /** Completes "it must be". */
        String requirement() {
            return switch (kind) {
                case TEXT -> "text";
                case CHOICE, FLAG -> "one of " + String.join(", ", alternatives);
                case SIZE -> "a size like 128MiB or 1GiB";
                case DURATION -> "a duration like 90s, 30m or 6h";
            };
        }
    }
}
