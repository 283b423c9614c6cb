package io.memberport.cli.settings;

import io.memberport.cli.terminal.Printable;
import io.memberport.error.MemberportException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads what the settings file says in one place. */
final class LayerReader {

    private static final String TARGETS_KEY = "to";
    private static final String OPTIONS_KEY = "option";
    private static final String PRIVACY_KEY = "privacy";

    /** The keys that are not those of a {@link Setting}. */
    static final Set<String> MAPPINGS = Set.of(TARGETS_KEY, OPTIONS_KEY, PRIVACY_KEY);

    private final YamlDocument yaml;
    private final Set<String> keys;
    private final String owner;
    private final GivenValue.Rank rank;

    private final Map<String, GivenValue> scalars = new LinkedHashMap<>();
    private final Map<String, GivenValue> options = new LinkedHashMap<>();
    private final List<GivenValue> targets = new ArrayList<>();
    private SettingsSection privacy = SettingsSection.EMPTY;

    /**
     * A reader for one use.
     *
     * @param keys those that are known there
     * @param owner what to say of it in messages, after a key
     * @param rank of the values
     */
    LayerReader(YamlDocument yaml, Set<String> keys, String owner, GivenValue.Rank rank) {
        this.yaml = yaml;
        this.keys = keys;
        this.owner = owner;
        this.rank = rank;
    }

    SettingsLayer read(Map<String, NodeTuple> entries) {
        entries.forEach((key, entry) -> read(key, entry.getKeyNode(), entry.getValueNode()));
        return new SettingsLayer(scalars, options, targets, privacy);
    }

    private void read(String key, Node keyNode, Node value) {
        if (!keys.contains(key)) {
            throw unknown(key, keyNode);
        }
        switch (key) {
            case TARGETS_KEY -> readTargets(value);
            case OPTIONS_KEY -> readOptions(value);
            case PRIVACY_KEY -> privacy = new PrivacyReader(yaml, owner, this::given).read(PRIVACY_KEY, value);
            default -> scalars.put(key, given(key, value));
        }
    }

    private void readTargets(Node value) {
        if (value instanceof SequenceNode several) {
            several.getValue().forEach(one -> targets.add(given(TARGETS_KEY, one)));
        } else {
            targets.add(given(TARGETS_KEY, value));
        }
    }

    private void readOptions(Node value) {
        yaml.entries(value, "A key of 'option'", "'option' must be a mapping, 'layout: wide' for example.")
                .forEach((name, entry) -> options.put(name, given(OPTIONS_KEY + " " + name, entry.getValueNode())));
    }

    private GivenValue given(String key, Node node) {
        return new GivenValue(yaml.scalar(node, "'" + key + "'"), key + owner + " (" + yaml.place(node) + ")", rank);
    }

    private MemberportException unknown(String key, Node at) {
        String named = "'" + Printable.text(key) + "'";
        if (SettingsFile.topKeys().contains(key)) {
            return yaml.wrong(at, named + " is for all jobs. Write it at the top of the file.");
        }
        if (SettingsFile.jobKeys().contains(key)) {
            return yaml.wrong(at, named + " is for a job. Write it under the name of one in 'jobs'.");
        }
        if (key.equals("<<")) {
            return yaml.wrong(
                    at,
                    "There is no setting '<<': merge keys are not read. What jobs share stands at the top of the file.");
        }
        return yaml.wrong(
                at,
                "There is no setting " + named + owner + Suggestion.among(keys, key) + ". The settings are: "
                        + String.join(", ", keys) + ".");
    }
}
