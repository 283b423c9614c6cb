package io.memberport.cli.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the settings file says about personal data, in one place or in several.
 *
 * @param origin where, as a message would say it
 * @param values by key, a single value as a list of one
 * @param targets what it says for single targets, or types of targets
 */
public record SettingsSection(
        String origin, Map<String, List<GivenValue>> values, Map<String, SettingsSection> targets) {

    /** One that says nothing. */
    public static final SettingsSection EMPTY = new SettingsSection("", Map.of(), Map.of());

    public SettingsSection {
        values = new LinkedHashMap<>(values);
        targets = new LinkedHashMap<>(targets);
    }

    /**
     * This section with another one over it, whose values replace those here.
     *
     * @param added keys of lists, to which the other one's are added
     */
    public SettingsSection under(SettingsSection other, Set<String> added) {
        Map<String, List<GivenValue>> all = new LinkedHashMap<>(values);
        other.values.forEach((key, own) -> all.merge(
                key,
                own,
                (ours, theirs) -> added.contains(key)
                        ? Stream.concat(ours.stream(), theirs.stream()).toList()
                        : theirs));
        Map<String, SettingsSection> ofTargets = new LinkedHashMap<>(targets);
        other.targets.forEach((name, own) -> ofTargets.merge(name, own, (ours, theirs) -> ours.under(theirs, added)));
        return new SettingsSection(other.origin.isEmpty() ? origin : other.origin, all, ofTargets);
    }

    /** What is given for a key; empty if nothing is. */
    public List<GivenValue> all(String key) {
        return values.getOrDefault(key, List.of());
    }
}
