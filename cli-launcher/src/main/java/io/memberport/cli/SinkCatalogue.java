package io.memberport.cli;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The sinks there are. */
final class SinkCatalogue {

    private final List<MemberSinkProvider> providers;

    SinkCatalogue(List<MemberSinkProvider> providers) {
        this.providers = List.copyOf(providers);
    }

    List<MemberSinkProvider> providers() {
        return providers;
    }

    /** The sink a target is meant for: by its scheme, else by its look. */
    MemberSinkProvider forTarget(String target) {
        int colon = target.indexOf(':');
        Optional<MemberSinkProvider> byScheme = colon < 0 ? Optional.empty() : forScheme(target.substring(0, colon));
        return byScheme.or(() -> providers.stream()
                        .filter(provider -> provider.recognises(target))
                        .findFirst())
                .orElseThrow(() -> noSink(target));
    }

    Optional<MemberSinkProvider> forScheme(String scheme) {
        return providers.stream()
                .filter(provider -> provider.scheme().equals(scheme))
                .findFirst();
    }

    static boolean hasOption(MemberSinkProvider provider, String option) {
        return provider.options().stream().map(SinkOption::name).anyMatch(option::equals);
    }

    /** Names of all options of some sinks. */
    static Set<String> optionNames(List<MemberSinkProvider> providers) {
        return providers.stream()
                .flatMap(provider -> provider.options().stream())
                .map(SinkOption::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Says the scheme at most: the rest of a target could hold a password. */
    private MemberportException noSink(String target) {
        int colon = target.indexOf(':');
        String what = colon > 0 && target.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*")
                ? "There is no sink for targets that start with '" + target.substring(0, colon) + ":'"
                : "A target given with --to says neither by its beginning nor by its ending what it is";
        String known = providers.stream().map(MemberSinkProvider::targetSyntax).collect(Collectors.joining(", "));
        return new MemberportException(
                FailureKind.CONFIGURATION,
                what + ". "
                        + (known.isEmpty()
                                ? "No sink is installed."
                                : "The sinks there are take: " + known + ". See 'memberport sinks'."));
    }
}
