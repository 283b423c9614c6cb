package io.memberport.cli;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSinkProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values for sink options, each for all targets that know it ({@code layout=wide}) or for those of one type ({@code
 * csv.layout=wide}). A flag beats the settings file; with the same origin, the narrower one wins.
 */
final class SinkOptionValues {

    private final SinkCatalogue catalogue;
    private final Map<String, String> flags;
    private final Map<String, Given> file;

    private SinkOptionValues(SinkCatalogue catalogue, Map<String, String> flags, Map<String, Given> file) {
        this.catalogue = catalogue;
        this.flags = flags;
        this.file = file;
    }

    /**
     * Takes options apart.
     *
     * @param flags as given with {@code --option}, {@code name=value} each
     * @param file from the settings file
     */
    static SinkOptionValues of(SinkCatalogue catalogue, List<String> flags, Map<String, Given> file) {
        Map<String, String> parsed = new LinkedHashMap<>();
        for (String flag : flags) {
            int equals = flag.indexOf('=');
            if (equals < 1) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        "An --option has the form name=value or sink.name=value, --option layout=wide for example.");
            }
            String name = flag.substring(0, equals);
            if (parsed.putIfAbsent(name, flag.substring(equals + 1)) != null) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION, "The option '" + Printable.text(name) + "' is given twice.");
            }
        }
        return new SinkOptionValues(catalogue, parsed, file);
    }

    /**
     * Makes sure that every option means something.
     *
     * @param used the sinks of this run's targets. A flag must fit one of them; an entry of the settings file, which may
     *     serve many runs, any sink there is.
     */
    void check(List<MemberSinkProvider> used) {
        for (String name : flags.keySet()) {
            checkKnown(name, used, "--option " + Printable.text(name));
        }
        for (Map.Entry<String, Given> entry : file.entrySet()) {
            if (catalogue.isIncomplete() && !startsWithScheme(entry.getKey(), catalogue.all())) {
                continue; // It may be meant for the plugin that does not work, which this run can do without.
            }
            checkKnown(entry.getKey(), catalogue.all(), entry.getValue().origin());
        }
    }

    /** What a sink is given of all these. */
    Map<String, String> of(MemberSinkProvider provider) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> fromFile = new LinkedHashMap<>();
        file.forEach((name, given) -> fromFile.put(name, given.value()));
        for (Map<String, String> source : List.of(fromFile, flags)) {
            putAll(values, source, "", provider);
            putAll(values, source, provider.scheme() + ".", provider);
        }
        return values;
    }

    private static void putAll(
            Map<String, String> into, Map<String, String> from, String prefix, MemberSinkProvider provider) {
        from.forEach((name, value) -> {
            String option = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
            if (SinkCatalogue.hasOption(provider, option)) {
                into.put(option, value);
            }
        });
    }

    private void checkKnown(String name, List<MemberSinkProvider> sinks, String origin) {
        if (sinks.stream().anyMatch(sink -> SinkCatalogue.hasOption(sink, name))) {
            return;
        }
        Optional<MemberSinkProvider> prefixed = sinks.stream()
                .filter(sink -> name.startsWith(sink.scheme() + "."))
                .findFirst();
        if (prefixed.isEmpty()) {
            throw unknown(name, sinks, origin);
        }
        String option = name.substring(prefixed.get().scheme().length() + 1);
        if (!SinkCatalogue.hasOption(prefixed.get(), option)) {
            throw unknown(option, List.of(prefixed.get()), origin);
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
