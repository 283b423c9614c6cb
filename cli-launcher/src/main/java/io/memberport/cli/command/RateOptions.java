package io.memberport.cli.command;

import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.http.ResumePolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The minimum rate of a download. */
public final class RateOptions {

    public static final String DEFAULT_RATE = "1KiB";
    public static final String DEFAULT_WINDOW = "60s";

    @Option(
            names = "--min-rate",
            paramLabel = "SIZE",
            description =
                    "Minimum download rate per second, measured over --min-rate-window. Slower downloads are resumed"
                            + " on a new connection; 0 disables this. Default: " + DEFAULT_RATE + ".")
    @Nullable String rate;

    @Option(
            names = "--min-rate-window",
            paramLabel = "DURATION",
            description = "Time over which --min-rate is measured. Default: " + DEFAULT_WINDOW + ".")
    @Nullable String window;

    public static ResumePolicy policy(Settings settings) {
        ResumePolicy byRate = settings.find(Setting.MIN_RATE)
                .map(given -> ResumePolicy.DEFAULT.withSlowestBytesPerSecond(given.bytes()))
                .orElse(ResumePolicy.DEFAULT);
        return settings.find(Setting.MIN_RATE_WINDOW)
                .map(given -> given.use(() -> byRate.withWindow(given.duration())))
                .orElse(byRate);
    }
}
