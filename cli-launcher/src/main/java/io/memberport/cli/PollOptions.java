package io.memberport.cli;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.PollSchedule;
import io.memberport.port.Backoff;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How patiently an export is awaited. */
final class PollOptions {

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            description =
                    "How long the run may take until the file begins to arrive, 30m or 12h for example. Default: 12h.")
    @Nullable String deadline;

    @Option(
            names = "--poll-interval",
            paramLabel = "DURATION",
            description =
                    "Time between the first two looks at the export; later intervals grow to a minute. Default: 2s.")
    @Nullable String pollInterval;

    PollSchedule schedule(Settings settings) {
        Optional<Given> first = settings.find(Setting.POLL_INTERVAL, pollInterval);
        PollSchedule schedule = first.map(PollOptions::startingWith).orElse(PollSchedule.DEFAULT);
        return settings.find(Setting.DEADLINE, deadline)
                .map(given -> schedule.withDeadline(Durations.parse(given)))
                .orElse(schedule);
    }

    private static PollSchedule startingWith(Given given) {
        Duration first = Durations.parse(given);
        if (first.isZero()) {
            throw new MemberportException(FailureKind.CONFIGURATION, given.origin() + " must be longer than nothing.");
        }
        Backoff usual = PollSchedule.DEFAULT.intervals();
        Duration longest = first.compareTo(usual.longest()) > 0 ? first : usual.longest();
        return new PollSchedule(
                new Backoff(first, usual.factor(), longest, usual.jitter()), PollSchedule.DEFAULT.deadline());
    }
}
