package io.memberport.cli.sink;

import io.memberport.cli.settings.OptionNames;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Suggestion;
import io.memberport.port.MemberSinkProvider;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds variables that look like settings and are none: a letter too many, and a setting seems to be ignored. */
public final class UnknownVariables {

    private final Set<String> known = new TreeSet<>(OptionNames.taken());

    /**
     * For a set of sinks.
     *
     * @param sinks those whose options are known
     */
    public UnknownVariables(Collection<MemberSinkProvider> sinks) {
        sinks.forEach(sink -> sink.options().forEach(option -> {
            OptionNames names = new OptionNames(sink.scheme(), option.name());
            names.environmentVariable().ifPresent(known::add);
            names.fileEnvironmentVariable().filter(name -> option.secret()).ifPresent(known::add);
        }));
    }

    /** Whether there may be one, without a look at any sink: every start asks this, and most have no such variable. */
    public static boolean mayBeIn(Set<String> variables) {
        return variables.stream()
                .anyMatch(name -> name.startsWith(Setting.VARIABLE_PREFIX)
                        && !OptionNames.taken().contains(name));
    }

    /** What is wrong, by the name of the variable. */
    public Map<String, String> in(Set<String> variables) {
        Map<String, String> problems = new TreeMap<>();
        for (String name : variables) {
            if (name.startsWith(Setting.VARIABLE_PREFIX) && !known.contains(name)) {
                problems.put(name, "There is no setting of that name" + suggestion(name) + ", so it is ignored.");
            }
        }
        return problems;
    }

    /** The same without variables that a sink may know whose options are not known here. */
    public Map<String, String> certainlyIn(Set<String> variables) {
        return in(variables.stream().filter(UnknownVariables::isNearSetting).collect(Collectors.toSet()));
    }

    private static boolean isNearSetting(String name) {
        return OptionNames.taken().stream().anyMatch(setting -> Suggestion.lettersBetween(setting, name) <= 1);
    }

    /** By what comes after the beginning that all have, which would make all of them alike. */
    private String suggestion(String name) {
        Set<String> endings =
                known.stream().map(UnknownVariables::ending).collect(Collectors.toCollection(TreeSet::new));
        return Suggestion.nearest(endings, ending(name))
                .map(nearest -> " (did you mean '" + Setting.VARIABLE_PREFIX + nearest + "'?)")
                .orElse("");
    }

    private static String ending(String name) {
        return name.substring(Setting.VARIABLE_PREFIX.length());
    }
}
