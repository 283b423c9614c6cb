package io.memberport.cli.monitor;

import io.memberport.metrics.ExportMetric;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The samples of a file of metrics, which run after run adds to. Reads only what it has written itself. */
final class PrometheusSamples {

    private static final Map<String, ExportMetric> BY_NAME = Arrays.stream(ExportMetric.values())
            .collect(Collectors.toMap(ExportMetric::prometheusName, Function.identity()));
    private static final Map<String, ExportMetric> BY_METER = Arrays.stream(ExportMetric.values())
            .collect(Collectors.toMap(ExportMetric::meterName, Function.identity()));

    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)\\{(.*)} (\\S+)");
    private static final Pattern LABEL = Pattern.compile("\\G([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"(?:,|$)");

    /** A target that a run no longer has is told of until the run has succeeded without it. */
    private static final String TARGET = "target";

    private static final String COMMUNITY = "community";

    private final Map<Key, Double> values = new LinkedHashMap<>();

    /** What has one value. */
    private record Key(ExportMetric metric, Tags labels) {

        boolean hasAll(Tags others) {
            return others.stream().allMatch(other -> labels.stream().anyMatch(other::equals));
        }

        boolean isOfTargetOtherThan(Set<String> targets) {
            return labels.stream()
                    .anyMatch(label -> label.getKey().equals(TARGET) && !targets.contains(label.getValue()));
        }
    }

    /**
     * Reads a file that {@link #text} has made.
     *
     * @throws IllegalArgumentException if it is another one
     */
    static PrometheusSamples parse(String text) {
        PrometheusSamples samples = new PrometheusSamples();
        text.lines().filter(line -> !line.startsWith("#")).forEach(samples::parseLine);
        return samples;
    }

    private void parseLine(String line) {
        Matcher sample = SAMPLE.matcher(line);
        ExportMetric metric = sample.matches() ? BY_NAME.get(sample.group(1)) : null;
        if (metric == null) {
            throw new IllegalArgumentException("not ours");
        }
        values.put(new Key(metric, labels(sample.group(2))), Double.valueOf(sample.group(3)));
    }

    private static Tags labels(String text) {
        Matcher label = LABEL.matcher(text);
        Tags labels = Tags.empty();
        int end = 0;
        while (label.find()) {
            labels = labels.and(label.group(1), unescaped(label.group(2)));
            end = label.end();
        }
        if (end != text.length()) {
            throw new IllegalArgumentException("not ours");
        }
        return labels;
    }

    private static String unescaped(String value) {
        return Pattern.compile("\\\\(.)")
                .matcher(value)
                .replaceAll(escape -> escape.group(1).equals("n") ? "\n" : Matcher.quoteReplacement(escape.group(1)));
    }

    /**
     * Adds what a run has measured: counters grow, gauges change.
     *
     * @param isWhole whether the run has measured all that it has, so that what it no longer has can go
     */
    void add(MeterRegistry run, boolean isWhole) {
        if (isWhole) {
            forgetFormer(run);
        }
        for (Meter meter : run.getMeters()) {
            ExportMetric metric =
                    Objects.requireNonNull(BY_METER.get(meter.getId().getName()));
            Key key = new Key(metric, Tags.of(meter.getId().getTags()));
            double value = meter.measure().iterator().next().getValue();
            values.merge(key, value, metric.isCounter() ? Double::sum : (former, latest) -> latest);
        }
    }

    /** Targets that the run does not have, and failed runs of its job that did not know their community. */
    private void forgetFormer(MeterRegistry run) {
        Set<String> targets = run.getMeters().stream()
                .flatMap(meter -> Stream.ofNullable(meter.getId().getTag(TARGET)))
                .collect(Collectors.toSet());
        Tags common = Tags.of(run.getMeters().get(0).getId().getTags().stream()
                .filter(tag -> ExportMetric.COMMON_LABELS.contains(tag.getKey()))
                .toList());
        Tags ofUnknown = common.and(COMMUNITY, RunMonitor.UNKNOWN_COMMUNITY);
        values.keySet().removeIf(key -> key.hasAll(common) ? key.isOfTargetOtherThan(targets) : key.hasAll(ofUnknown));
    }

    /** All of it in Prometheus' text format. */
    String text() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        values.forEach((key, value) -> {
            if (key.metric().isCounter()) {
                key.metric().add(registry, key.labels(), value);
            } else {
                key.metric().set(registry, key.labels(), value);
            }
        });
        return registry.scrape();
    }
}
