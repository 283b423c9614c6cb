package io.memberport.cli.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** What is given for a key; empty if nothing is. */
    public List<GivenValue> all(String key) {
        return values.getOrDefault(key, List.of());
    }
}
