package io.memberport.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of runs. All of them have the labels of {@link #COMMON_LABELS}; no label has more values than there are
 * communities, jobs, targets, phases, or kinds of failures.
 */
public enum ExportMetric {
    LAST_SUCCESS(
            Meter.Type.GAUGE,
            "memberport.export.last.success.timestamp",
            "seconds",
            "When the last run that succeeded ended, in seconds since 1970",
            ""),
    LAST_RUN(
            Meter.Type.GAUGE,
            "memberport.export.last.run.timestamp",
            "seconds",
            "When the last run ended, in seconds since 1970",
            ""),
    LAST_RUN_SUCCESS(
            Meter.Type.GAUGE,
            "memberport.export.last.run.success",
            null,
            "1 if the last run has succeeded, 0 if it failed",
            ""),
    DURATION(
            Meter.Type.GAUGE,
            "memberport.export.duration",
            "seconds",
            "How long the last run was in each phase; the sum is the duration of the run",
            "phase"),
    LAST_MEMBERS(
            Meter.Type.GAUGE,
            "memberport.export.last.members",
            null,
            "Members in the export of the last run that succeeded",
            ""),
    RUNS(
            Meter.Type.COUNTER,
            "memberport.export.runs",
            null,
            "Runs that have ended, by outcome, and of failed ones by the kind of the failure",
            "outcome cause"),
    BYTES(
            Meter.Type.COUNTER,
            "memberport.export.transferred.bytes",
            "bytes",
            "Bytes of export files that were transferred, those that a restart transferred again included",
            ""),
    MEMBERS(
            Meter.Type.COUNTER,
            "memberport.export.members",
            null,
            "Members of exports that were read to their end",
            ""),
    VALUES(Meter.Type.COUNTER, "memberport.export.values", null, "Values of exports that were read to their end", ""),
    ROWS(Meter.Type.COUNTER, "memberport.export.rows", null, "Rows that targets have committed", "target"),
    DEPARTED(
            Meter.Type.COUNTER,
            "memberport.export.departed.members",
            null,
            "Members who have left and whom targets have marked or deleted",
            "target"),
    NEW_MEMBERS(
            Meter.Type.COUNTER,
            "memberport.export.new.members",
            null,
            "Members whom targets did not have before, of targets that know",
            "target"),
    CHANGED_VARIABLES(
            Meter.Type.COUNTER,
            "memberport.export.changed.variables",
            null,
            "Changes of variables that targets have committed, by the kind of the change",
            "target change"),
    RESUMPTIONS(
            Meter.Type.COUNTER, "memberport.export.resumptions", null, "Interrupted transfers that were resumed", ""),
    RESTARTS(
            Meter.Type.COUNTER,
            "memberport.export.restarts",
            null,
            "Interrupted transfers that restarted from the first byte",
            ""),
    RETRIES(Meter.Type.COUNTER, "memberport.export.retries", null, "Requests to the API that were sent again", "cause");

    /** The labels of every metric: whose members, and for which job; {@code job} itself is Prometheus's own. */
    public static final List<String> COMMON_LABELS = List.of("community", "memberport_job");

    private final Meter.Type type;
    private final String meterName;
    private final @Nullable String baseUnit;
    private final String description;

    /** Blanks between them. */
    private final String ownLabels;

    ExportMetric(Meter.Type type, String meterName, @Nullable String baseUnit, String description, String ownLabels) {
        this.type = type;
        this.meterName = meterName;
        this.baseUnit = baseUnit;
        this.description = description;
        this.ownLabels = ownLabels;
    }

    /** Whether it grows from run to run; otherwise it is a gauge. */
    public boolean isCounter() {
        return type == Meter.Type.COUNTER;
    }

    /** The name in Micrometer's form, which a registry changes into that of its system. */
    public String meterName() {
        return meterName;
    }

    /** The name in Prometheus: with the unit, and {@code _total} for a counter. */
    public String prometheusName() {
        String name = meterName.replace('.', '_');
        String withUnit = baseUnit == null || name.endsWith(baseUnit) ? name : name + "_" + baseUnit;
        return isCounter() ? withUnit + "_total" : withUnit;
    }

    /** The labels beside the common ones. */
    public List<String> ownLabels() {
        return ownLabels.isEmpty() ? List.of() : List.of(ownLabels.split(" ", -1));
    }

    /** Adds to a counter, which is there from then on even if nothing is added. */
    public void add(MeterRegistry registry, Iterable<Tag> labels, double amount) {
        Counter.builder(meterName)
                .baseUnit(baseUnit)
                .description(description)
                .tags(labels)
                .register(registry)
                .increment(amount);
    }

    /** Sets a gauge. It is registered anew each time, so it does not matter who has set it before. */
    public void set(MeterRegistry registry, Iterable<Tag> labels, double value) {
        registry.removeByPreFilterId(new Meter.Id(meterName, Tags.of(labels), baseUnit, description, type));
        Gauge.builder(meterName, () -> value)
                .baseUnit(baseUnit)
                .description(description)
                .tags(labels)
                .register(registry);
    }
}
