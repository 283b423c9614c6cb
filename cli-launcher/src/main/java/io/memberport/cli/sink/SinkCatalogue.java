package io.memberport.cli.sink;

import io.memberport.cli.settings.Suggestion;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The available sinks. A scheme that several sinks claim belongs to none of them: which of them a target would go to must not depend
 * on the names of files.
 */
public final class SinkCatalogue {

    /**
     * A sink, and where it comes from.
     *
     * @param origin as a message would say it
     */
    public record Entry(MemberSinkProvider provider, String origin) {

        public static Entry builtIn(MemberSinkProvider provider) {
            return new Entry(provider, "built in");
        }
    }

    private final List<MemberSinkProvider> all;
    private final List<Entry> usable;
    private final Map<String, String> clashes;
    private final List<String> broken;

    /**
     * A catalogue.
     *
     * @param entries in the order in which they are listed
     * @param broken what is wrong with plugins whose sinks are missing here
     */
    public SinkCatalogue(List<Entry> entries, List<String> broken) {
        Map<String, List<Entry>> byScheme = new LinkedHashMap<>();
        entries.forEach(entry -> byScheme.computeIfAbsent(entry.provider().scheme(), scheme -> new ArrayList<>())
                .add(entry));
        this.all = entries.stream().map(Entry::provider).toList();
        this.usable = byScheme.values().stream()
                .filter(claims -> claims.size() == 1)
                .flatMap(List::stream)
                .toList();
        this.clashes = new TreeMap<>();
        byScheme.forEach((scheme, claims) -> {
            if (claims.size() > 1) {
                clashes.put(scheme, clash(scheme, claims));
            }
        });
        this.broken = List.copyOf(broken);
    }

    private static String clash(String scheme, List<Entry> claims) {
        return "Several sinks claim targets that start with '" + scheme + ":': "
                + claims.stream().map(Entry::origin).collect(Collectors.joining("; "))
                + ". Such targets are refused. Remove all but one of these; a built-in sink cannot be replaced.";
    }

    /** The sinks that targets can go to. */
    public List<Entry> usable() {
        return usable;
    }

    /** All sinks that could be loaded, usable or not. */
    public List<MemberSinkProvider> all() {
        return all;
    }

    /** Whether there is a plugin whose sinks, and their options, are not known because it does not work. */
    public boolean isIncomplete() {
        return !broken.isEmpty();
    }

    /** All that is wrong with the sinks there are. */
    public List<String> problems() {
        return Stream.concat(broken.stream(), clashes.values().stream()).toList();
    }

    /** The sinks that targets are meant for, one for each. */
    public List<MemberSinkProvider> forTargets(List<String> targets) {
        return targets.stream().map(this::forTarget).toList();
    }

    /** The sink a target is meant for: by its scheme, else by its look. */
    public MemberSinkProvider forTarget(String target) {
        int colon = target.indexOf(':');
        Optional<MemberSinkProvider> byScheme = colon < 0 ? Optional.empty() : forScheme(target.substring(0, colon));
        refuseSeveral(target);
        return byScheme.or(() -> byLook(target)).orElseThrow(() -> noSink(target));
    }

    /** Commas between targets, which would become part of one name. */
    private void refuseSeveral(String target) {
        String[] parts = target.split(",", -1);
        if (parts.length > 1 && Arrays.stream(parts).allMatch(this::looksLikeTarget)) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "A target contains several targets separated by commas. Give --to once for each of them, or write "
                            + "'to' in the settings file as a list.");
        }
    }

    private boolean looksLikeTarget(String part) {
        String target = part.strip();
        return all.stream()
                .anyMatch(provider -> target.startsWith(provider.scheme() + ":") || provider.recognises(target));
    }

    private Optional<MemberSinkProvider> forScheme(String scheme) {
        String clash = clashes.get(scheme);
        if (clash != null) {
            throw new MemberportException(FailureKind.CONFIGURATION, clash);
        }
        return all.stream().filter(provider -> provider.scheme().equals(scheme)).findFirst();
    }

    private Optional<MemberSinkProvider> byLook(String target) {
        Set<String> schemes = all.stream()
                .filter(provider -> provider.recognises(target))
                .map(MemberSinkProvider::scheme)
                .collect(Collectors.toCollection(TreeSet::new));
        if (schemes.size() > 1) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "A target given without a scheme could be meant for several sinks: "
                            + String.join(", ", schemes) + ". Write the scheme before it, as in "
                            + schemes.stream().map(scheme -> scheme + ":TARGET").collect(Collectors.joining(" or "))
                            + ".");
        }
        return schemes.stream().findFirst().flatMap(this::forScheme);
    }

    /** Whether a sink has an option of that name that is no secret. */
    public static boolean hasPlainOption(MemberSinkProvider provider, String name) {
        return provider.options().stream()
                .anyMatch(option -> !option.secret() && option.name().equals(name));
    }

    /** Names of all options of some sinks. */
    static Set<String> optionNames(List<MemberSinkProvider> providers) {
        return providers.stream()
                .flatMap(provider -> provider.options().stream())
                .map(SinkOption::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String suggestion(String scheme) {
        List<String> schemes =
                usable.stream().map(entry -> entry.provider().scheme()).toList();
        return usable.stream()
                .map(Entry::provider)
                .filter(provider -> provider.scheme().equals("jdbc"))
                .flatMap(provider -> databases(provider, scheme.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(name -> "jdbc:" + name + ":")
                .or(() -> Suggestion.nearest(schemes, scheme).map(nearest -> nearest + ":"))
                .map(better -> " (did you mean '" + better + "'?)")
                .orElse("");
    }

    /**
     * The databases of a sink that a scheme names, as other programs do: {@code postgres}, {@code sqlite3}. The sink's option
     * has their names, and more, and its summary has what they are called.
     */
    private static Stream<String> databases(MemberSinkProvider provider, String scheme) {
        String summary = provider.summary().toLowerCase(Locale.ROOT);
        return provider.options().stream()
                .filter(option -> option.name().equals("dialect"))
                .flatMap(option -> option.type().alternatives().stream())
                .filter(summary::contains)
                .filter(name -> scheme.startsWith(name) || (scheme.length() > 3 && name.startsWith(scheme)));
    }

    /** Says the scheme at most: the rest of a target could hold a password. */
    private MemberportException noSink(String target) {
        int colon = target.indexOf(':');
        String scheme = colon > 0 ? target.substring(0, colon) : "";
        // One letter is a drive of Windows.
        String what = colon > 0 && scheme.matches("[A-Za-z][A-Za-z0-9+.-]+")
                ? "There is no sink for targets that start with '" + scheme + ":'" + suggestion(scheme)
                : "A target has no known scheme at its beginning and no known file type at its end";
        String known =
                usable.stream().map(entry -> entry.provider().targetSyntax()).collect(Collectors.joining(", "));
        return new MemberportException(
                FailureKind.CONFIGURATION,
                what + ". "
                        + (known.isEmpty()
                                ? "No sink is installed."
                                : "The available sinks take: " + known + ". See 'memberport sinks'.")
                        + (broken.isEmpty()
                                ? ""
                                : " The sink may be in a plugin that does not work: " + String.join(" ", broken)));
    }
}
