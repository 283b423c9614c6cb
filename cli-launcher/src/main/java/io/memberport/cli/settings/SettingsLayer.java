package io.memberport.cli.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the settings file says in one place: at its top, or for one job.
 *
 * @param scalars single values by key; the keys are those of {@link Setting} with the other forms of secrets, and those that
 *     only jobs have
 * @param options options of sinks by name, prefix included if there is one
 * @param targets empty if none are given
 * @param privacy what is said about personal data
 */
record SettingsLayer(
        Map<String, GivenValue> scalars,
        Map<String, GivenValue> options,
        List<GivenValue> targets,
        SettingsSection privacy) {

    /** One that says nothing. */
    static final SettingsLayer EMPTY = new SettingsLayer(Map.of(), Map.of(), List.of(), SettingsSection.EMPTY);

    Optional<GivenValue> scalar(String key) {
        return Optional.ofNullable(scalars.get(key));
    }
}
