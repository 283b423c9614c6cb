/** Runs as metrics. Start with {@link io.memberport.metrics.MemberportMetrics}. */
// Micrometer has no descriptor, but names itself in its manifest, so the name will stay.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.memberport.metrics {
    requires transitive io.memberport.core;
    requires static org.jspecify;
    requires transitive micrometer.core;

    exports io.memberport.metrics;
}
