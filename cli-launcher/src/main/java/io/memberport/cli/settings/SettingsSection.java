package io.memberport.cli.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A part of the settings file that is a mapping of its own.
 *
 * @param values by key, a single value as a list of one
 * @param parts further mappings by key
 */
public record SettingsSection(Map<String, List<GivenValue>> values, Map<String, SettingsSection> parts) {

    /** One that says nothing. */
    public static final SettingsSection EMPTY = new SettingsSection(Map.of(), Map.of());

    public SettingsSection {
        values = new LinkedHashMap<>(values);
        parts = new LinkedHashMap<>(parts);
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
        Map<String, SettingsSection> allParts = new LinkedHashMap<>(parts);
        other.parts.forEach((key, own) -> allParts.merge(key, own, (ours, theirs) -> ours.under(theirs, added)));
        return new SettingsSection(all, allParts);
    }

    /** What is given for a key; empty if nothing is. */
    public List<GivenValue> all(String key) {
        return values.getOrDefault(key, List.of());
    }
}
