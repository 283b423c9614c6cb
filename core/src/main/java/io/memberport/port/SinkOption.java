package io.memberport.port;

import java.util.List;
import java.util.Objects;

/**
 * An option of a sink.
 *
 * @param name lower case, words joined by hyphens
 * @param type what values look like: the alternatives, or one word for the kind of value
 * @param defaultValue what holds if the user says nothing; empty if there is no such value
 * @param meaning one sentence
 * @param secret whether its value is a credential. Such a value is nowhere shown, and the command takes it from the
 *     environment and from files, never from a command line, which other users of a machine can read. It has no default.
 */
public record SinkOption(String name, Type type, String defaultValue, String meaning, boolean secret) {

    public SinkOption {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(defaultValue, "defaultValue");
        Objects.requireNonNull(meaning, "meaning");
        if (!defaultValue.isEmpty() && !type.allows(defaultValue)) {
            throw new IllegalArgumentException("the default of the option " + name + " is none of its alternatives");
        }
        // A value that is none of the alternatives is quoted to the user.
        if (secret && !(defaultValue.isEmpty() && type.alternatives().isEmpty())) {
            throw new IllegalArgumentException("the secret " + name + " has a default or alternatives");
        }
    }

    /** An option with a fixed set of values. */
    public static SinkOption choice(String name, List<String> alternatives, String defaultValue, String meaning) {
        return new SinkOption(
                name, new Type(String.join("|", alternatives), alternatives), defaultValue, meaning, false);
    }

    /** An option with any value of a kind, {@code character} for example. */
    public static SinkOption value(String name, String kindOfValue, String defaultValue, String meaning) {
        return new SinkOption(name, new Type(kindOfValue, List.of()), defaultValue, meaning, false);
    }

    /** An option that holds a credential, a password for example; its value is empty if the user gives none. */
    public static SinkOption secret(String name, String meaning) {
        return new SinkOption(name, new Type("secret", List.of()), "", meaning, true);
    }

    /**
     * What values an option takes.
     *
     * @param description for help texts
     * @param alternatives the only values allowed; empty if the sink itself judges them
     */
    public record Type(String description, List<String> alternatives) {

        public Type {
            alternatives = List.copyOf(alternatives);
        }

        /** Whether a value is one of the alternatives, or there are none to choose from. */
        boolean allows(String value) {
            return alternatives.isEmpty() || alternatives.contains(value);
        }
    }
}
