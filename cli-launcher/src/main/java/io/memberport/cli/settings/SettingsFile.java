package io.memberport.cli.settings;

import io.memberport.cli.file.TextFile;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.MemberportException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * The settings file, a YAML mapping: what holds for all runs, and the jobs, each with what differs from that.
 *
 * @param top what stands at its top
 * @param jobs by name, in the order of the file
 * @param problem what is wrong with the file, of which {@code top} has no more than the form of messages then; null if nothing is
 */
public record SettingsFile(
        SettingsLayer top,
        Map<String, SettingsLayer> jobs,
        @Nullable MemberportException problem) {

    public static final String DEFAULT_NAME = "memberport.yaml";

    private static final String JOBS_KEY = "jobs";
    /** It stands in messages, in log lines and in results as it is. */
    private static final Pattern JOB_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** A file that says nothing. */
    static SettingsFile none() {
        return new SettingsFile(SettingsLayer.EMPTY, Map.of(), null);
    }

    /**
     * Reads a file.
     *
     * @param shownName what to call it in messages
     */
    static SettingsFile read(Path file, String shownName) {
        YamlDocument yaml = new YamlDocument(shownName);
        String text = TextFile.read(file, "The settings file " + Printable.text(shownName));
        try {
            return yaml.parse(text).map(root -> of(yaml, root)).orElseGet(SettingsFile::none);
        } catch (MemberportException wrong) {
            return new SettingsFile(formOfMessages(yaml, text), Map.of(), wrong);
        }
    }

    private static SettingsLayer formOfMessages(YamlDocument yaml, String text) {
        String key = Setting.LOG_FORMAT.key();
        return yaml.atTop(text, key)
                .map(value -> new GivenValue(value, key + " (" + yaml.shownName() + ")", GivenValue.Rank.FILE))
                .map(given -> new SettingsLayer(Map.of(key, given), Map.of(), List.of(), SettingsSection.EMPTY))
                .orElse(SettingsLayer.EMPTY);
    }

    private static SettingsFile of(YamlDocument yaml, Node root) {
        Map<String, NodeTuple> entries = new LinkedHashMap<>(
                yaml.entries(root, "A key", "It must be a mapping of settings, one 'key: value' on each line."));
        NodeTuple jobs = entries.remove(JOBS_KEY);
        SettingsLayer top = new LayerReader(yaml, topKeys(), "", GivenValue.Rank.FILE).read(entries);
        return new SettingsFile(top, jobs == null ? Map.of() : jobs(yaml, jobs.getValueNode()), null);
    }

    private static Map<String, SettingsLayer> jobs(YamlDocument yaml, Node node) {
        String otherwise = "'jobs' must be a mapping from the name of each job to its settings.";
        Map<String, SettingsLayer> jobs = new LinkedHashMap<>();
        yaml.entries(node, "The name of a job", otherwise).forEach((name, entry) -> {
            if (!JOB_NAME.matcher(name).matches()) {
                throw yaml.wrong(
                        entry.getKeyNode(),
                        "The name of a job has 1 to 64 letters, digits, '-', '_' and '.', and begins with a letter or a digit.");
            }
            Map<String, NodeTuple> entries = yaml.entries(
                    entry.getValueNode(),
                    "A key of the job " + name,
                    "The job " + name + " must be a mapping of settings, one 'key: value' on each line.");
            jobs.put(name, new LayerReader(yaml, jobKeys(), " of job " + name, GivenValue.Rank.JOB).read(entries));
        });
        if (jobs.isEmpty()) {
            throw yaml.wrong(node, otherwise);
        }
        return jobs;
    }

    /** All keys that stand at the top. */
    static Set<String> topKeys() {
        Set<String> keys = keys(Arrays.stream(Setting.values()));
        keys.add(JOBS_KEY);
        return keys;
    }

    /** All keys that a job can have. */
    static Set<String> jobKeys() {
        Set<String> keys = keys(Arrays.stream(Setting.values()).filter(setting -> !setting.isOfProcess()));
        keys.addAll(Set.of(Settings.FULL, Settings.SINCE));
        return keys;
    }

    private static Set<String> keys(Stream<Setting> settings) {
        Set<String> keys = new TreeSet<>(LayerReader.MAPPINGS);
        settings.forEach(setting -> {
            keys.add(setting.key());
            if (setting.isSecret()) {
                keys.add(setting.fileKey());
                keys.add(setting.variableKey());
            }
        });
        return keys;
    }
}
