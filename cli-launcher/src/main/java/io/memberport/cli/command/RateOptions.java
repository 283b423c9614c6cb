package io.memberport.cli.command;

import io.memberport.cli.settings.Durations;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.settings.Sizes;
import io.memberport.http.ResumePolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How slowly a download may come before it counts as broken. */
public final class RateOptions {

    public static final String DEFAULT_RATE = "1KiB";
    public static final String DEFAULT_WINDOW = "60s";

    @Option(
            names = "--min-rate",
            paramLabel = "SIZE",
            description =
                    "A download that brings less than this per second, over a whole window, counts as broken and is"
                            + " taken up again; 0 to be content with anything. Default: " + DEFAULT_RATE + ".")
    @Nullable String rate;

    @Option(
            names = "--min-rate-window",
            paramLabel = "DURATION",
            description = "The time over which --min-rate is measured. Default: " + DEFAULT_WINDOW + ".")
    @Nullable String window;

    public static ResumePolicy policy(Settings settings) {
        ResumePolicy byRate = settings.find(Setting.MIN_RATE)
                .map(given -> ResumePolicy.DEFAULT.withSlowestBytesPerSecond(Sizes.parse(given)))
                .orElse(ResumePolicy.DEFAULT);
        return settings.find(Setting.MIN_RATE_WINDOW)
                .map(given -> given.use(() -> byRate.withWindow(Durations.parse(given))))
                .orElse(byRate);
    }
}
