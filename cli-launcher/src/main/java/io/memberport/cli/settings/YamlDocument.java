package io.memberport.cli.settings;

import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The YAML of a settings file as nodes rather than as loaded objects, because nodes know their line and keep a scalar as it
 * was written. No message quotes a value, which may be a secret.
 *
 * @param shownName what to call the file in messages
 */
record YamlDocument(String shownName) {

    private static final LoadSettings LOADING =
            LoadSettings.builder().setAllowDuplicateKeys(false).build();

    /** Deeper than any setting is. */
    private static final int DEEPEST = 10;

    /** The root; empty if the document has none. */
    Optional<Node> parse(String yaml) {
        try {
            checkDepth(new Parse(LOADING).parseString(yaml));
            return new Compose(LOADING).composeString(yaml).filter(root -> !isNull(root));
        } catch (MarkedYamlEngineException malformed) {
            throw malformed(malformed.getProblemMark().map(YamlDocument::line).orElse(""));
        } catch (YamlEngineException malformed) {
            throw malformed("");
        }
    }

    /** The single value of a key at the top, of a document that may be wrong behind it; empty if it is not there. */
    Optional<String> atTop(String yaml, String key) {
        int depth = 0;
        String awaited = null;
        try {
            for (Event event : new Parse(LOADING).parseString(yaml)) {
                if (event instanceof CollectionEndEvent) {
                    depth--;
                    awaited = null;
                } else if (event instanceof CollectionStartEvent) {
                    depth++;
                } else if (depth == 1 && event instanceof NodeEvent) {
                    String text = event instanceof ScalarEvent scalar ? scalar.getValue() : "";
                    if (key.equals(awaited)) {
                        return Optional.of(text);
                    }
                    awaited = awaited == null ? text : null;
                }
            }
        } catch (YamlEngineException malformed) {
            // Up to here it was not there.
        }
        return Optional.empty();
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
                String line = event.getStartMark().map(YamlDocument::line).orElse("");
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

    /**
     * The entries of a mapping, by key.
     *
     * @param keyName what to call a key in messages
     * @param otherwise what to say if the node is no mapping
     */
    Map<String, NodeTuple> entries(Node node, String keyName, String otherwise) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, otherwise);
        }
        if (node.isRecursive()) {
            throw wrong(node, "It is a part of itself. Remove the alias, which begins with *.");
        }
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = scalar(entry.getKeyNode(), keyName);
            if (entries.put(key, entry) != null) {
                throw wrong(entry.getKeyNode(), "'" + Printable.text(key) + "' is there twice. Remove one.");
            }
        }
        return entries;
    }

    /** The text of a single value. */
    String scalar(Node node, String what) {
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

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    /** File and line of a node, for an origin. */
    String place(Node node) {
        return shownName + line(node);
    }

    MemberportException wrong(Node at, String what) {
        return wrong(line(at), what);
    }

    private MemberportException wrong(String line, String what) {
        return new MemberportException(
                FailureKind.CONFIGURATION, "The settings file " + Printable.text(shownName) + line + ": " + what);
    }

    private static String line(Node node) {
        return node.getStartMark().map(YamlDocument::line).orElse("");
    }

    private static String line(Mark mark) {
        return ", line " + (mark.getLine() + 1);
    }
}
