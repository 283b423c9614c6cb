package io.memberport.port;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.network.Network;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values given to the options of one sink, checked against what the sink declares. Its {@code toString} shows none of
 * them.
 */
public final class SinkOptions {

    private final Map<String, String> values;
    private final Set<String> given;
    private final @Nullable Network network;

    private SinkOptions(Map<String, String> values, Set<String> given, @Nullable Network network) {
        this.values = values;
        this.given = given;
        this.network = network;
    }

    /** No value given: every option has its default. */
    public static SinkOptions defaults(MemberSinkProvider provider) {
        return of(provider, Map.of());
    }

    /**
     * Checks values and fills in defaults.
     *
     * @param provider whose options they are
     * @param given name to value
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} for an option the sink does not have, or a
     *     value that is not of the option's type
     */
    public static SinkOptions of(MemberSinkProvider provider, Map<String, String> given) {
        return of("sink '" + provider.scheme() + "'", provider.scheme() + ".", provider.options(), given);
    }

    /**
     * Checks values and fills in defaults, for what is no sink but takes options in the same way.
     *
     * @param owner whose options they are, for messages: {@code source 'x'}
     * @param options those that it has
     * @param given name to value
     * @throws MemberportException as {@link #of(MemberSinkProvider, Map)} does
     */
    public static SinkOptions of(String owner, List<SinkOption> options, Map<String, String> given) {
        return of(owner, "", options, given);
    }

    private static SinkOptions of(String owner, String prefix, List<SinkOption> options, Map<String, String> given) {
        Map<String, String> values = new TreeMap<>();
        for (SinkOption option : options) {
            String value = given.get(option.name());
            values.put(option.name(), value == null ? option.defaultValue() : checked(prefix, option, value));
        }
        for (String name : given.keySet()) {
            if (!values.containsKey(name)) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        "The " + owner + " has no option '" + name + "'. It has: "
                                + options.stream().map(SinkOption::name).collect(Collectors.joining(", ")) + ".");
            }
        }
        return new SinkOptions(values, Set.copyOf(given.keySet()), null);
    }

    private static String checked(String prefix, SinkOption option, String value) {
        if (!option.type().allows(value)) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The option '" + prefix + option.name() + "' is '" + value + "'; it must be "
                            + option.type().requirement() + ".");
        }
        return value;
    }

    /**
     * The value given, or the default, as text.
     *
     * @return empty if neither is there, and for a secret that was not given
     * @throws IllegalArgumentException if the sink does not declare the option
     */
    public String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("undeclared option " + name);
        }
        return value;
    }

    /**
     * Whether the value is one that was given, for an option whose default follows from another one.
     *
     * @throws IllegalArgumentException if the sink does not declare the option
     */
    public boolean isGiven(String name) {
        get(name);
        return given.contains(name);
    }

    /** The same as {@link #get}; empty if that is blank. */
    public Optional<String> find(String name) {
        return Optional.of(get(name)).filter(value -> !value.isBlank());
    }

    /** The value of an option that is a {@linkplain SinkOption#choice(String, Class, Enum, String) choice} of constants. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return Enum.valueOf(type, get(name).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The value of a {@linkplain SinkOption#flag flag}. */
    public boolean flag(String name) {
        String value = get(name);
        return value.equals("on") || value.equals("true");
    }

    /** The value of a {@linkplain SinkOption#size size}, in bytes. */
    public long bytes(String name) {
        return Quantity.bytes(get(name)).orElseThrow();
    }

    /** The value of a {@linkplain SinkOption#duration duration}. */
    public Duration duration(String name) {
        return Quantity.duration(get(name)).orElseThrow();
    }

    /** The same values for a run with this network. */
    public SinkOptions with(Network newNetwork) {
        return new SinkOptions(values, given, newNetwork);
    }

    /** How the run reaches other machines; empty if not given, so that the sink follows its own rule. */
    public Optional<Network> network() {
        return Optional.ofNullable(network);
    }

    /** The names only; a value may be a secret. */
    @Override
    public String toString() {
        return "SinkOptions" + values.keySet();
    }
}
