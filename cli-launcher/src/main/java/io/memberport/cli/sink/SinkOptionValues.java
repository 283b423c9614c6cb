package io.memberport.cli.sink;

import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.OptionNames;
import io.memberport.cli.settings.SecretSource;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.settings.ShownSetting;
import io.memberport.cli.settings.Suggestion;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import io.memberport.port.network.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values for sink options, each for all targets that know it ({@code layout=wide}) or for those of one type ({@code
 * csv.layout=wide}). A flag beats a job, which beats the environment, which beats what the settings file says for all; with the
 * same origin, the narrower one wins. In the environment there are only narrow ones.
 *
 * <p>A secret has no flag and is always for one type, so that no sink gets a credential that was meant for another.
 */
public final class SinkOptionValues {

    private final SinkCatalogue catalogue;
    private final Map<String, GivenValue> flags;
    private final Settings settings;

    private SinkOptionValues(SinkCatalogue catalogue, Map<String, GivenValue> flags, Settings settings) {
        this.catalogue = catalogue;
        this.flags = flags;
        this.settings = settings;
    }

    /**
     * Takes options apart.
     *
     * @param flags as given with {@code --option}, {@code name=value} each
     * @param settings where the others are
     */
    public static SinkOptionValues of(SinkCatalogue catalogue, List<String> flags, Settings settings) {
        Map<String, GivenValue> parsed = new LinkedHashMap<>();
        for (String flag : flags) {
            int equals = flag.indexOf('=');
            if (equals < 1) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        "An --option has the form name=value or sink.name=value, --option layout=wide for example.");
            }
            String name = flag.substring(0, equals);
            GivenValue given = new GivenValue(flag.substring(equals + 1), origin(name), GivenValue.Rank.FLAG);
            if (parsed.putIfAbsent(name, given) != null) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION, "The option '" + Printable.text(name) + "' is given twice.");
            }
        }
        return new SinkOptionValues(catalogue, parsed, settings);
    }

    private static String origin(String flag) {
        return "--option " + Printable.text(flag);
    }

    /**
     * Makes sure that every option means something.
     *
     * @param used the sinks of this run's targets. A flag must fit one of them; an entry of the settings file, which may
     *     serve many runs, any sink there is.
     */
    public void check(List<MemberSinkProvider> used) {
        for (String name : flags.keySet()) {
            refuseSecretFlag(name, used);
            checkKnown(name, used, origin(name));
        }
        checkKnown(settings.fileOptions());
        checkKnown(settings.jobOptions());
    }

    private void checkKnown(Map<String, GivenValue> inFile) {
        inFile.forEach((name, given) -> {
            // It may be meant for a plugin that does not work, which this run can do without.
            boolean mayBeKnown = catalogue.isIncomplete() && !startsWithScheme(name, catalogue.all());
            if (!mayBeKnown) {
                checkKnown(name, catalogue.all(), given.origin());
            }
        });
    }

    /** The schemes of all sinks. */
    public Set<String> schemes() {
        return catalogue.all().stream().map(MemberSinkProvider::scheme).collect(Collectors.toSet());
    }

    /** What the sink of a target calls it. The target is not touched. */
    public String describe(String target, Network network) {
        MemberSinkProvider provider = catalogue.forTarget(target);
        SinkOptions options = SinkOptions.of(provider, of(provider)).with(network);
        try (MemberSink sink = provider.create(target, options)) {
            return sink.description();
        }
    }

    /** What a sink is given of all these. Reads the files that secrets of the sink are in. */
    public Map<String, String> of(MemberSinkProvider provider) {
        Map<String, String> values = new LinkedHashMap<>();
        for (SinkOption option : provider.options()) {
            OptionNames names = new OptionNames(provider.scheme(), option.name());
            Optional<String> value = option.secret()
                    ? settings.secretSource(names).map(SecretSource::value)
                    : plain(names).map(GivenValue::line);
            value.ifPresent(given -> values.put(option.name(), given));
        }
        return values;
    }

    /** Where all these come from, and the defaults of options that are not given. Reads no file. */
    public List<ShownSetting> shown(MemberSinkProvider provider) {
        return provider.options().stream()
                .map(option -> shown(option, new OptionNames(provider.scheme(), option.name())))
                .toList();
    }

    private ShownSetting shown(SinkOption option, OptionNames names) {
        if (option.secret()) {
            return ShownSetting.secret(names.key(), settings.secretSource(names));
        }
        return plain(names)
                .map(given -> ShownSetting.given(names.key(), given))
                .orElseGet(() -> ShownSetting.byDefault(names.key(), option.defaultValue()));
    }

    private Optional<GivenValue> plain(OptionNames names) {
        return Optional.ofNullable(narrowest(flags, names))
                .or(() -> Optional.ofNullable(narrowest(settings.jobOptions(), names)))
                .or(() -> settings.environment(names))
                .or(() -> Optional.ofNullable(narrowest(settings.fileOptions(), names)));
    }

    private static <T> @Nullable T narrowest(Map<String, T> given, OptionNames names) {
        T narrow = given.get(names.key());
        return narrow == null ? given.get(names.option()) : narrow;
    }

    private static void refuseSecretFlag(String name, List<MemberSinkProvider> used) {
        secret(name, used).ifPresent(secret -> {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The option " + secret.key()
                            + " is a secret. Do not give it on the command line: other users of this machine can "
                            + "read it. If this one was real, replace it. Give it as "
                            + secret.waysToGiveSecret() + ".");
        });
    }

    /** The secret that a name means. */
    private static Optional<OptionNames> secret(String name, List<MemberSinkProvider> sinks) {
        return sinks.stream()
                .flatMap(sink -> sink.options().stream()
                        .filter(SinkOption::secret)
                        .map(option -> new OptionNames(sink.scheme(), option.name())))
                .filter(names -> names.areMeantBy(name))
                .findFirst();
    }

    private static void checkKnown(String name, List<MemberSinkProvider> sinks, String origin) {
        if (sinks.stream().anyMatch(sink -> SinkCatalogue.hasPlainOption(sink, name))) {
            return;
        }
        Optional<OptionNames> secret = secret(name, sinks);
        if (secret.isPresent()) {
            requireScheme(name, secret.get(), origin);
            return;
        }
        Optional<MemberSinkProvider> prefixed = sinks.stream()
                .filter(sink -> name.startsWith(sink.scheme() + "."))
                .findFirst();
        if (prefixed.isEmpty()) {
            throw unknown(name, sinks, origin);
        }
        String option = name.substring(prefixed.get().scheme().length() + 1);
        if (!SinkCatalogue.hasPlainOption(prefixed.get(), option)) {
            throw unknown(option, List.of(prefixed.get()), origin);
        }
    }

    private static void requireScheme(String name, OptionNames secret, String origin) {
        if (!name.startsWith(secret.scheme() + ".")) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    origin + ": a secret is for one type of target. Give it as " + secret.waysToGiveSecret() + ".");
        }
    }

    private static boolean startsWithScheme(String name, List<MemberSinkProvider> sinks) {
        return sinks.stream().anyMatch(sink -> name.startsWith(sink.scheme() + "."));
    }

    private static MemberportException unknown(String option, List<MemberSinkProvider> sinks, String origin) {
        List<String> schemes =
                sinks.stream().map(MemberSinkProvider::scheme).distinct().toList();
        return new MemberportException(
                FailureKind.CONFIGURATION,
                origin + ": no target has this option" + Suggestion.among(SinkCatalogue.optionNames(sinks), option)
                        + ". " + String.join(" and ", schemes) + " has: "
                        + String.join(", ", SinkCatalogue.optionNames(sinks)) + ". See 'memberport sinks'.");
    }
}
