package io.memberport.cli.monitor;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who is told of a run, and how. */
public final class MonitorOptions {

    /** Read by {@link io.memberport.cli.command.BaseCommand} by its name, as the flag of every setting. */
    @Option(
            names = "--metrics-file",
            paramLabel = "PATH",
            description =
                    "File of metrics in Prometheus' text format, for the textfile collector of a node exporter. The"
                            + " run adds its own to those that are in it.")
    @Nullable String metricsFile;

    @Option(
            names = "--otlp-endpoint",
            paramLabel = "URL",
            description =
                    "Address of an OpenTelemetry receiver (OTLP over HTTP), which gets the metrics of the run at its"
                            + " end. https, or http for this machine only.")
    @Nullable String otlpEndpoint;

    @Option(
            names = "--notify-url",
            paramLabel = "URL",
            description = "Address that gets the result as JSON by a POST request at the end of the run, failed or not."
                    + " https, or http for this machine only. Signed if MEMBERPORT_NOTIFY_KEY is set.")
    @Nullable String notifyUrl;
}
