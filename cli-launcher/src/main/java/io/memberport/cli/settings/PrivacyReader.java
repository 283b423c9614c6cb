package io.memberport.cli.settings;

import io.memberport.cli.terminal.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads what the settings file says about personal data. A mistake is found here, whatever the run is about. */
final class PrivacyReader {

    private final YamlDocument yaml;
    private final String owner;
    private final BiFunction<String, Node, GivenValue> given;

    /**
     * A reader.
     *
     * @param owner what to say of the place in messages, after a key
     * @param given the value of a key
     */
    PrivacyReader(YamlDocument yaml, String owner, BiFunction<String, Node, GivenValue> given) {
        this.yaml = yaml;
        this.owner = owner;
        this.given = given;
    }

    /**
     * Reads the section for all targets, with those for single ones.
     *
     * @param name of the section
     */
    SettingsSection read(String name, Node node) {
        Map<String, NodeTuple> entries = entries(name, node, "'key: value' on each line");
        NodeTuple targets = entries.remove(PrivacyKeys.TARGETS);
        Map<String, SettingsSection> ofTargets = new LinkedHashMap<>();
        if (targets != null) {
            String inTargets = name + " " + PrivacyKeys.TARGETS;
            entries(inTargets, targets.getValueNode(), "a target or a type of targets and its rules on each line")
                    .forEach((target, entry) -> {
                        String full = inTargets + " " + Printable.text(target);
                        Node rules = entry.getValueNode();
                        Map<String, NodeTuple> own = entries(full, rules, "'drop: Email' for example");
                        ofTargets.put(target, section(full, rules, own, PrivacyKeys.OF_TARGET));
                    });
        }
        SettingsSection all = section(name, node, entries, PrivacyKeys.OF_ALL);
        return new SettingsSection(all.origin(), all.values(), ofTargets);
    }

    private Map<String, NodeTuple> entries(String name, Node node, String such) {
        return new LinkedHashMap<>(yaml.entries(
                node, "A key of '" + name + "'", "'" + name + "'" + owner + " must be a mapping, " + such + "."));
    }

    private SettingsSection section(String name, Node node, Map<String, NodeTuple> entries, Set<String> known) {
        Map<String, List<GivenValue>> values = new LinkedHashMap<>();
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                throw yaml.wrong(entry.getKeyNode(), unknown(name, key, known));
            }
            values.put(key, values(name + " " + key, PrivacyKeys.LISTS.contains(key), entry.getValueNode()));
        });
        return new SettingsSection(name + owner + " (" + yaml.place(node) + ")", values, Map.of());
    }

    private List<GivenValue> values(String name, boolean isList, Node node) {
        if (node instanceof MappingNode) {
            throw yaml.wrong(node, "'" + name + "'" + owner + " must be a value or a list of values.");
        }
        if (!(node instanceof SequenceNode several)) {
            return List.of(given.apply(name, node));
        }
        List<GivenValue> values = new ArrayList<>();
        several.getValue().forEach(one -> values.add(given.apply(name, one)));
        if (!isList && values.size() != 1) {
            throw yaml.wrong(
                    node, "'" + name + "'" + owner + " must be one value, and there are " + values.size() + ".");
        }
        return values;
    }

    private String unknown(String name, String key, Set<String> known) {
        return "'" + name + "'" + owner + " has no '" + Printable.text(key) + "'" + Suggestion.among(known, key)
                + ". It has: " + String.join(", ", new TreeSet<>(known)) + ".";
    }
}
