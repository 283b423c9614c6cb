package io.memberport.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.stream.IntStream;

/** The meters of one community and job. */
final class ExportMeters {

    private final MeterRegistry registry;
    private final Tags common;

    ExportMeters(MeterRegistry registry, String community, String job) {
        this.registry = registry;
        this.common = tags(ExportMetric.COMMON_LABELS, community, job);
    }

    void add(ExportMetric metric, long amount, String... ownValues) {
        metric.add(registry, allTags(metric, ownValues), (double) amount);
    }

    void set(ExportMetric metric, double value, String... ownValues) {
        metric.set(registry, allTags(metric, ownValues), value);
    }

    private Tags allTags(ExportMetric metric, String... ownValues) {
        return common.and(tags(metric.ownLabels(), ownValues));
    }

    private static Tags tags(List<String> names, String... values) {
        return Tags.of(IntStream.range(0, names.size())
                .mapToObj(i -> Tag.of(names.get(i), values[i]))
                .toList());
    }
}
