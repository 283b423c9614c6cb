package io.memberport.cli.monitor;

import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.process.Version;
import io.memberport.cli.settings.GivenValue;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.DocumentReceiver;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.registry.otlp.CompressionMode;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a run, pushed once by OTLP over HTTP. Attributes of the resource, and headers with credentials, come from the
 * variables that OpenTelemetry has for them.
 */
final class OtlpPush {

    private static final String PATH = "/v1/metrics";
    private static final String SERVICE_NAME = "service.name";

    private final DocumentReceiver receiver;
    private final OtlpMeterRegistry registry;

    /** Kept until the registry is closed, which would only log what fails while it sends. */
    private final List<OtlpMetricsSender.Request> requests = new ArrayList<>();

    /**
     * A push that is to come.
     *
     * @param receiver closed after the push
     */
    OtlpPush(DocumentReceiver receiver, ProcessEnvironment process) {
        this.receiver = receiver;
        this.registry = OtlpMeterRegistry.builder(
                        new Config(process.environment(), OtlpHeaders.of(process.environment())))
                .clock(Clock.SYSTEM)
                .metricsSender(requests::add)
                .build();
        // Not now and then: a run is told of when it has ended.
        registry.stop();
    }

    /** Where metrics go at a receiver, which may have been named as a whole. */
    static GivenValue address(GivenValue endpoint) {
        String base = endpoint.value().strip();
        String address = base.endsWith(PATH) ? base : base.replaceFirst("/+$", "") + PATH;
        return new GivenValue(address, endpoint.origin(), endpoint.rank());
    }

    MeterRegistry registry() {
        return registry;
    }

    /** Pushes all that has been measured. */
    void push(Duration within) {
        try (receiver) {
            registry.close();
            if (requests.isEmpty()) {
                throw new MemberportException(
                        FailureKind.BUG,
                        "Could not encode the metrics for OTLP. Allow more memory (-Xmx512m) and more open files (ulimit"
                                + " -n), or use --metrics-file.");
            }
            for (OtlpMetricsSender.Request request : requests) {
                receiver.post("application/x-protobuf", request.getMetricsData(), request::getHeaders, within);
            }
        }
    }

    /** What OpenTelemetry's own variables say, and otherwise the usual. */
    record Config(Map<String, String> environment, Map<String, String> headers) implements OtlpConfig {

        @Override
        public @Nullable String get(String key) {
            return key.equals("otlp.resourceAttributes") ? environment.get("OTEL_RESOURCE_ATTRIBUTES") : null;
        }

        @Override
        public CompressionMode compressionMode() {
            return CompressionMode.NONE;
        }

        @Override
        public Map<String, String> resourceAttributes() {
            Map<String, String> attributes = new LinkedHashMap<>(OtlpConfig.super.resourceAttributes());
            String name = environment.getOrDefault("OTEL_SERVICE_NAME", "");
            if (!name.isEmpty()) {
                attributes.put(SERVICE_NAME, name);
            } else if (attributes.getOrDefault(SERVICE_NAME, "").isEmpty()) {
                attributes.put(SERVICE_NAME, "memberport");
            }
            attributes.putIfAbsent("service.version", Version.number());
            return attributes;
        }

        /** Without the environment and the headers, in which credentials are. */
        @Override
        public String toString() {
            return "OTLP by the variables of the environment";
        }
    }
}
