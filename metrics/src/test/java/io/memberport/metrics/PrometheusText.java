package io.memberport.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' text format, read as strictly as its documentation and the conventions of names have it. */
final class PrometheusText {

    private static final Pattern HELP = Pattern.compile("# HELP ([a-z_]+) (\\S.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_]+) (counter|gauge)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z_]+)(\\{(?:[a-z_]+=\"(?:[^\"\\\\]|\\\\[\\\\\"n])*\",?)+})? (-?[0-9.]+(?:E[0-9]+)?)");
    private static final Pattern UNIT = Pattern.compile(".*_(?:milliseconds|ms|kilobytes|kb|minutes)(?:_.*)?");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Set<String> helped = new LinkedHashSet<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();

    private PrometheusText() {}

    static PrometheusText parse(String text) {
        PrometheusText parsed = new PrometheusText();
        assertTrue(text.endsWith("\n"), "the last line does not end");
        text.lines().forEach(parsed::add);
        assertFalse(parsed.samples.isEmpty(), "nothing in it");
        return parsed;
    }

    private void add(String line) {
        Matcher help = HELP.matcher(line);
        Matcher type = TYPE.matcher(line);
        if (help.matches()) {
            assertTrue(helped.add(help.group(1)), () -> "twice: " + line);
        } else if (type.matches()) {
            assertFalse(types.containsKey(type.group(1)), () -> "twice: " + line);
            assertTrue(helped.contains(type.group(1)), () -> "not explained: " + line);
            types.put(type.group(1), type.group(2));
        } else {
            addSample(line);
        }
    }

    private void addSample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        assertTrue(sample.matches(), () -> "neither a comment nor a sample: " + line);
        String name = sample.group(1);
        assertTrue(types.containsKey(name), () -> "without a type, or apart from its metric: " + line);
        assertEquals("counter".equals(types.get(name)), name.endsWith("_total"), line);
        assertFalse(UNIT.matcher(name).matches(), () -> "not in a base unit: " + line);
        String labels = sample.group(2) == null ? "" : sample.group(2);
        assertFalse(samples.containsKey(name + labels), () -> "twice: " + line);
        samples.put(name + labels, Double.valueOf(sample.group(3)));
    }

    /** The names of all metrics. */
    Set<String> names() {
        return types.keySet();
    }

    /** The sum of the samples of a metric that have all of these labels, each as {@code name="value"}. */
    double sum(String name, String... labels) {
        assertTrue(types.containsKey(name), () -> name + " is not in " + names());
        return samples.entrySet().stream()
                .filter(sample ->
                        sample.getKey().equals(name) || sample.getKey().startsWith(name + "{"))
                .filter(sample -> Set.of(labels).stream().allMatch(sample.getKey()::contains))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** All samples, each with its name and its labels. */
    Map<String, Double> samples() {
        return samples;
    }
}
