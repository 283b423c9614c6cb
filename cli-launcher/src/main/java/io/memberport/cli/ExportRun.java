package io.memberport.cli;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportPoller;
import io.memberport.export.MemberExport;
import io.memberport.export.PollSchedule;
import io.memberport.http.AlidaApi;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The main job of one command: what it tells the user, and what it reports. */
final class ExportRun {

    private final Session session;
    private final RunReport report;
    private final MemberExport export;
    private final Targets targets;
    private final ExportListener listener = this::hear;

    ExportRun(
            Session session,
            RunReport report,
            MemberExport export,
            PollSchedule schedule,
            Targets targets,
            Optional<Path> spoolDirectory) {
        MemberExport configured =
                export.withSchedule(schedule).withWaiting(session.surroundings().waiting());
        this.session = session;
        this.report = report;
        this.export = spoolDirectory.map(configured::withSpoolDirectory).orElse(configured);
        this.targets = targets;
    }

    /** Starts an export of what changed since an instant, null for a full one, and writes it. */
    void start(@Nullable Instant since) {
        report.startedFrom(since);
        report.succeeded(export.runSince(since, targets::forTransfer, listener));
    }

    /** Takes up an export that exists, and writes it. */
    void takeUp(String batchId) {
        report.batch(batchId);
        report.succeeded(export.runBatch(batchId, targets::forTransfer, listener));
    }

    private void hear(ExportEvent event) {
        if (event instanceof ExportEvent.BatchStarted started) {
            report.batch(started.batch().id());
            tellHowToResume(started.batch().id());
        } else {
            session.progress().on(event);
        }
    }

    private void tellHowToResume(String batchId) {
        String resume = "memberport export --batch-id " + Printable.shellWord(batchId)
                + targets.shown().stream()
                        .map(target -> " --to " + Printable.shellWord(target.text()))
                        .collect(Collectors.joining());
        boolean areWhole = targets.shown().stream().allMatch(ShownTarget::isWhole);
        session.note("Export " + Printable.text(batchId) + " created. If this run does not get to its end, take it up"
                + " again with: " + Printable.text(resume) + " (and the other options of this run"
                + (areWhole ? ")" : "; targets in full: what may be a password is left out here)"));
    }

    /** A poller on the session's clock, for commands that only wait. */
    static ExportPoller await(Session session, AlidaApi api, PollSchedule schedule) {
        return new ExportPoller(
                api,
                schedule,
                session.surroundings().waiting(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /** An instant as a user writes it. */
    static Instant instant(String given, String origin) {
        try {
            return OffsetDateTime.parse(given).toInstant();
        } catch (DateTimeParseException notAnInstant) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    origin + " is '" + Printable.text(given)
                            + "', which is not an instant. Write 2026-01-31T00:00:00Z, with Z or an offset.");
        }
    }
}
