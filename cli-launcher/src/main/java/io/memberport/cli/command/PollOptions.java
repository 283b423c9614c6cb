package io.memberport.cli.command;

import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportPoller;
import io.memberport.export.PollSchedule;
import io.memberport.http.AlidaApi;
import io.memberport.port.Backoff;
import io.memberport.port.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How often and how long an export is awaited. */
public final class PollOptions {

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            description = "Maximum time until the file begins to arrive, 30m or 12h for example. Default: 12h.")
    @Nullable String deadline;

    @Option(
            names = "--poll-interval",
            paramLabel = "DURATION",
            description = "Time between the first two status requests; later intervals grow to a minute. Default: 2s.")
    @Nullable String pollInterval;

    public static PollSchedule schedule(Settings settings) {
        Optional<GivenValue> first = settings.find(Setting.POLL_INTERVAL);
        PollSchedule schedule = first.map(PollOptions::startingWith).orElse(PollSchedule.DEFAULT);
        return settings.find(Setting.DEADLINE)
                .map(given -> schedule.withDeadline(given.duration()))
                .orElse(schedule);
    }

    /** A poller on the session's clock, for commands that only wait. */
    public static ExportPoller poller(CommandSession session, AlidaApi api, PollSchedule schedule) {
        return new ExportPoller(
                api,
                schedule,
                session.process().delays(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /** A deadline that begins now. */
    public static Deadline deadline(CommandSession session, PollSchedule schedule) {
        return Deadline.after(schedule.deadline(), session.process().delays()::nanoTime);
    }

    private static PollSchedule startingWith(GivenValue given) {
        Duration first = given.duration();
        if (first.isZero()) {
            throw new MemberportException(FailureKind.CONFIGURATION, given.origin() + " must be longer than zero.");
        }
        Backoff usual = PollSchedule.DEFAULT.intervals();
        Duration longest = first.compareTo(usual.longest()) > 0 ? first : usual.longest();
        return new PollSchedule(
                new Backoff(first, usual.factor(), longest, usual.jitter()), PollSchedule.DEFAULT.deadline());
    }
}
