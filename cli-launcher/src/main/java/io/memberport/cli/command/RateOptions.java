package io.memberport.cli.command;

import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.AlidaApi;
import io.memberport.http.ResumePolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How fast a download has to be, and over how many connections it comes. */
public final class RateOptions {

    public static final String DEFAULT_RATE = "1KiB";
    public static final String DEFAULT_WINDOW = "60s";
    public static final String DEFAULT_CONNECTIONS = "1";

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

    @Option(
            names = "--connections",
            paramLabel = "N",
            description =
                    "Connections that a file is downloaded over at once, up to " + AlidaApi.Builder.MOST_CONNECTIONS
                            + ", if the server gives parts of it. Default: " + DEFAULT_CONNECTIONS + ".")
    @Nullable String connections;

    public static ResumePolicy policy(Settings settings) {
        ResumePolicy byRate = settings.find(Setting.MIN_RATE)
                .map(given -> ResumePolicy.DEFAULT.withSlowestBytesPerSecond(given.bytes()))
                .orElse(ResumePolicy.DEFAULT);
        return settings.find(Setting.MIN_RATE_WINDOW)
                .map(given -> given.use(() -> byRate.withWindow(given.duration())))
                .orElse(byRate);
    }

    /** Over how many connections a file comes. */
    public static int connections(Settings settings) {
        return settings.find(Setting.CONNECTIONS)
                .map(RateOptions::connections)
                .orElse(Integer.parseInt(DEFAULT_CONNECTIONS));
    }

    private static int connections(GivenValue given) {
        int number = given.number();
        if (number < 1 || number > AlidaApi.Builder.MOST_CONNECTIONS) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    given.origin() + " is " + number + "; it must be from 1 to " + AlidaApi.Builder.MOST_CONNECTIONS
                            + ".");
        }
        return number;
    }
}
