package io.memberport.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;

/**
 * Measures runs, in a registry of Micrometer's. {@link ExportMetric} lists the metrics. Immutable; any number of runs can
 * be measured, one after the other or side by side.
 *
 * <p>Gauges show the last run, or the last one that succeeded, of each community and job. Counters grow from run to run.
 * Nothing that a metric or a label says is a member's value or a credential.
 */
public final class MemberportMetrics {

    /** The label of a run that belongs to no job. */
    public static final String NO_JOB = "none";

    private final MeterRegistry registry;

    private MemberportMetrics(MeterRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    /**
     * Metrics in a registry.
     *
     * @param registry which stays the caller's
     */
    public static MemberportMetrics of(MeterRegistry registry) {
        return new MemberportMetrics(registry);
    }

    /** Begins to measure a run that belongs to no job. */
    public RunMetrics begin(String community) {
        return begin(community, NO_JOB);
    }

    /**
     * Begins to measure a run. Its clock starts now.
     *
     * @param community the community's API key name
     * @param job what tells the jobs of one community apart
     */
    public RunMetrics begin(String community, String job) {
        return new RunMetrics(
                new ExportMeters(registry, community, job), registry.config().clock());
    }
}
