package io.memberport.cli.sink;

import io.memberport.cli.result.JavaOptions;
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
    private final boolean hasStartScript;

    /**
     * For a set of sinks, and the program as its start script starts it.
     *
     * @param sinks those whose options are known
     */
    public UnknownVariables(Collection<MemberSinkProvider> sinks) {
        this(sinks, true);
    }

    /** The same for this process, which may have been started in another way. */
    public static UnknownVariables ofThisProcess(Collection<MemberSinkProvider> sinks) {
        return new UnknownVariables(sinks, JavaOptions.areOfScript());
    }

    private UnknownVariables(Collection<MemberSinkProvider> sinks, boolean hasStartScript) {
        this.hasStartScript = hasStartScript;
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
                        && (!OptionNames.taken().contains(name) || isUnread(name, JavaOptions.areOfScript())));
    }

    /** What is wrong, by the name of the variable. */
    public Map<String, String> in(Set<String> variables) {
        Map<String, String> problems = new TreeMap<>();
        for (String name : variables) {
            if (isUnread(name, hasStartScript)) {
                problems.put(
                        name,
                        "No start script reads it, so it is ignored. Give options for Java " + JavaOptions.place()
                                + ".");
            } else if (name.startsWith(Setting.VARIABLE_PREFIX) && !known.contains(name)) {
                problems.put(name, "There is no setting of that name" + suggestion(name) + ", so it is ignored.");
            }
        }
        return problems;
    }

    /** The same without variables that a sink may know whose options are not known here. */
    public Map<String, String> certainlyIn(Set<String> variables) {
        return in(variables.stream().filter(UnknownVariables::isNearSetting).collect(Collectors.toSet()));
    }

    /** Whether it is for a start script that is not there. */
    private static boolean isUnread(String name, boolean hasStartScript) {
        return name.equals(JavaOptions.OF_SCRIPT) && !hasStartScript;
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
