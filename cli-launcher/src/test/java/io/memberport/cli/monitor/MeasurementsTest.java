package io.memberport.cli.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.memberport.error.FailureKind;
import io.memberport.export.ExportEvent;
import io.memberport.metrics.ExportMetric;
import io.memberport.port.network.RetryCause;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeasurementsTest {

    @Test
    void continueAfterAFailure() {
        MeterRegistry broken = new SimpleMeterRegistry();
        broken.config().meterFilter(lacking(Set.of(ExportMetric.BYTES.meterName(), ExportMetric.RETRIES.meterName())));
        MeterRegistry whole = new SimpleMeterRegistry();
        Measurements measurements = new Measurements();
        measurements.begin(broken, "panel", "nightly");
        measurements.begin(whole, "panel", "nightly");

        measurements.retried(RetryCause.TIMEOUT);
        measurements.on(new ExportEvent.Writing(10, 20, 1, 2));
        measurements.failed(FailureKind.UNAVAILABLE);

        assertInstanceOf(NoClassDefFoundError.class, measurements.failure().orElseThrow());
        assertEquals(0, value(whole, ExportMetric.LAST_RUN_SUCCESS));
        assertEquals(10, value(whole, ExportMetric.BYTES));
    }

    @Test
    void measureTheEndOfARunOfWhichSomethingIsMissing() {
        MeterRegistry broken = new SimpleMeterRegistry();
        broken.config().meterFilter(lacking(Set.of(ExportMetric.BYTES.meterName())));
        Measurements measurements = new Measurements();
        measurements.begin(broken, "panel", "nightly");

        measurements.on(new ExportEvent.Writing(10, 20, 1, 2));
        measurements.failed(FailureKind.UNAVAILABLE);

        assertInstanceOf(NoClassDefFoundError.class, measurements.failure().orElseThrow());
        assertEquals(0, value(broken, ExportMetric.LAST_RUN_SUCCESS));
    }

    private static MeterFilter lacking(Set<String> names) {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (names.contains(id.getName())) {
                    throw new NoClassDefFoundError("planted");
                }
                return id;
            }
        };
    }

    private static double value(MeterRegistry registry, ExportMetric metric) {
        List<Meter> meters = List.copyOf(registry.get(metric.meterName()).meters());
        assertEquals(1, meters.size());
        return meters.get(0).measure().iterator().next().getValue();
    }
}
