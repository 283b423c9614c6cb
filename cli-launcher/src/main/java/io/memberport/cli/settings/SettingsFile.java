package io.memberport.cli.settings;

import io.memberport.cli.file.TextFile;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads the settings file, a YAML mapping. Works on the nodes rather than on loaded objects, because nodes know their
 * line and keep a scalar as it was written. No message quotes a value, which may be a secret.
 */
public final class SettingsFile {

    public static final String DEFAULT_NAME = "memberport.yaml";
    /** Deeper than any setting is. */
    private static final int DEEPEST = 10;

    private static final String TARGETS_KEY = "to";
    private static final String OPTIONS_KEY = "option";
    private static final String PRIVACY_KEY = "privacy";

    private final String shownName;
    private final Map<String, GivenValue> scalars = new LinkedHashMap<>();
    private final Map<String, GivenValue> options = new LinkedHashMap<>();
    private final List<GivenValue> targets = new ArrayList<>();
    private SettingsSection privacy = SettingsSection.EMPTY;

    private SettingsFile(String shownName) {
        this.shownName = shownName;
    }

    /** A file that says nothing. */
    static SettingsFile none() {
        return new SettingsFile(DEFAULT_NAME);
    }

    /**
     * Reads a file.
     *
     * @param shownName what to call it in messages
     */
    static SettingsFile read(Path file, String shownName) {
        SettingsFile settings = new SettingsFile(shownName);
        settings.parse(TextFile.read(file, "The settings file " + Printable.text(shownName)));
        return settings;
    }

    /** Single values by key; the keys are those of {@link Setting}, the {@code -file} variants included. */
    Map<String, GivenValue> scalars() {
        return scalars;
    }

    /** Sink options by name, prefix included if there is one. */
    Map<String, GivenValue> options() {
        return options;
    }

    List<GivenValue> targets() {
        return targets;
    }

    /** What is said about personal data. */
    SettingsSection privacy() {
        return privacy;
    }

    private void parse(String yaml) {
        LoadSettings loading =
                LoadSettings.builder().setAllowDuplicateKeys(false).build();
        try {
            checkDepth(new Parse(loading).parseString(yaml));
            Node root = new Compose(loading).composeString(yaml).orElse(null);
            if (root != null && !isNull(root)) {
                readAll(mapping(root, "It must be a mapping of settings, one 'key: value' on each line."));
            }
        } catch (MarkedYamlEngineException malformed) {
            throw malformed(malformed.getProblemMark().map(SettingsFile::line).orElse(""));
        } catch (YamlEngineException malformed) {
            throw malformed("");
        }
    }

    /** Before nodes are made of it, which takes a place on the stack for each level. */
    private void checkDepth(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (depth > DEEPEST) {
                String line = event.getStartMark().map(SettingsFile::line).orElse("");
                throw wrong(line, "It is nested too deeply. Settings are 'key: value', lists and mappings of them.");
            }
        }
    }

    /** Without the parser's own message, which quotes the line. */
    private MemberportException malformed(String line) {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                "The settings file " + Printable.text(shownName) + line
                        + " is not valid YAML. Write one 'key: value' on each line. Indent with blanks, not tabs, and put a"
                        + " value in quotes if it begins with something other than a letter or a digit, or has ': ' or"
                        + " ' #' in it.");
    }

    private void readAll(MappingNode root) {
        Set<String> keys = new HashSet<>();
        for (NodeTuple entry : root.getValue()) {
            String key = scalar(entry.getKeyNode(), "A key");
            Node value = entry.getValueNode();
            if (!keys.add(key)) {
                throw twice(key, entry.getKeyNode());
            }
            if (key.equals(TARGETS_KEY)) {
                readTargets(value);
            } else if (key.equals(OPTIONS_KEY)) {
                readOptions(value);
            } else if (key.equals(PRIVACY_KEY)) {
                privacy = section(PRIVACY_KEY, value);
            } else if (knownKeys().contains(key)) {
                scalars.put(key, given(key, value));
            } else {
                throw unknown(key, entry.getKeyNode());
            }
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
        for (NodeTuple entry : mapping(value, "'option' must be a mapping, 'layout: wide' for example.")
                .getValue()) {
            String name = scalar(entry.getKeyNode(), "A key of 'option'");
            if (options.put(name, given(OPTIONS_KEY + " " + name, entry.getValueNode())) != null) {
                throw twice(name, entry.getKeyNode());
            }
        }
    }

    /** A mapping to values, to lists of values, or to further mappings. */
    private SettingsSection section(String name, Node node) {
        Map<String, List<GivenValue>> values = new LinkedHashMap<>();
        Map<String, SettingsSection> parts = new LinkedHashMap<>();
        Set<String> keys = new HashSet<>();
        for (NodeTuple entry : mapping(node, "'" + name + "' must be a mapping, 'key: value' on each line.")
                .getValue()) {
            String key = scalar(entry.getKeyNode(), "A key of '" + name + "'");
            String full = name + " " + key;
            if (!keys.add(key)) {
                throw twice(key, entry.getKeyNode());
            }
            Node value = entry.getValueNode();
            if (value instanceof MappingNode) {
                parts.put(key, section(full, value));
            } else if (value instanceof SequenceNode several) {
                values.put(
                        key,
                        several.getValue().stream().map(one -> given(full, one)).toList());
            } else {
                values.put(key, List.of(given(full, value)));
            }
        }
        return new SettingsSection(values, parts);
    }

    private MemberportException twice(String key, Node keyNode) {
        return wrong(keyNode, "'" + Printable.text(key) + "' is there twice. Remove one.");
    }

    private GivenValue given(String key, Node node) {
        String origin = key + " (" + shownName
                + node.getStartMark().map(SettingsFile::line).orElse("") + ")";
        return new GivenValue(scalar(node, "'" + key + "'"), origin, GivenValue.Rank.FILE);
    }

    private String scalar(Node node, String what) {
        if (!(node instanceof ScalarNode text)) {
            throw wrong(node, what + " must be a single value, not a list or a mapping.");
        }
        if (text.getAnchor().isPresent() || !text.getTag().getValue().startsWith(Tag.PREFIX)) {
            throw wrong(node, what + " begins with & or !, which YAML does not read as a part of the value. Quote it.");
        }
        if (isNull(node) || text.getValue().isEmpty()) {
            throw wrong(node, what + " has no value.");
        }
        return text.getValue();
    }

    private MappingNode mapping(Node node, String otherwise) {
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        throw wrong(node, otherwise);
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private MemberportException unknown(String key, Node at) {
        return wrong(
                at,
                "There is no setting '" + Printable.text(key) + "'"
                        + Suggestion.among(knownKeys(), key) + ". The settings are: "
                        + String.join(", ", knownKeys()) + ".");
    }

    private MemberportException wrong(Node at, String what) {
        return wrong(at.getStartMark().map(SettingsFile::line).orElse(""), what);
    }

    private MemberportException wrong(String line, String what) {
        return new MemberportException(
                FailureKind.CONFIGURATION, "The settings file " + Printable.text(shownName) + line + ": " + what);
    }

    private static String line(Mark mark) {
        return ", line " + (mark.getLine() + 1);
    }

    private static Set<String> knownKeys() {
        Set<String> keys = new TreeSet<>(Set.of(TARGETS_KEY, OPTIONS_KEY, PRIVACY_KEY));
        for (Setting setting : Setting.values()) {
            keys.add(setting.key());
            if (setting.isSecret()) {
                keys.add(setting.fileKey());
            }
        }
        return keys;
    }
}
