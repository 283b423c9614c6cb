package io.memberport.cli;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportPoller;
import io.memberport.export.ExportTransfer;
import io.memberport.export.PollSchedule;
import io.memberport.http.AlidaApi;
import io.memberport.model.ExportBatch;
import io.memberport.port.ExportFileSource;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The main job: start an export or take one up, wait for it, write its file to the targets. */
final class ExportRun {

    private final Session session;
    private final AlidaApi api;
    private final String community;
    private final RunReport report;

    ExportRun(Session session, AlidaApi api, String community, RunReport report) {
        this.session = session;
        this.api = api;
        this.community = community;
        this.report = report;
    }

    /** Starts an export of what changed since an instant; null for a full one. */
    String start(@Nullable Instant since) {
        report.startedFrom(since);
        String batchId = api.start(since).id();
        report.batch(batchId);
        return batchId;
    }

    /** Says how this run's export can be taken up again. */
    void tellHowToResume(String batchId, Targets targets) {
        String resume = "memberport export --batch-id " + Printable.shellWord(batchId)
                + targets.names().stream()
                        .map(target -> " --to " + Printable.shellWord(target))
                        .collect(Collectors.joining());
        session.note("Export " + Printable.text(batchId) + " created. If this run does not get to its end, take it up"
                + " again with: " + Printable.text(resume) + " (and the other options of this run)");
    }

    /** Waits for the batch and writes its file; closes the targets' sinks. */
    void write(String batchId, PollSchedule schedule, Targets targets, Optional<Path> spoolDirectory) {
        report.batch(batchId);
        ExportBatch batch = await(session, api, schedule).awaitSuccess(batchId, session.progress());
        ExportTransfer transfer = ExportTransfer.forCommunity(community);
        try (ExportFileSource source = api.file(batch)) {
            report.succeeded(spoolDirectory
                    .map(transfer::withSpoolDirectory)
                    .orElse(transfer)
                    .run(source, batch.id(), targets.sinks(), session.progress()));
        }
    }

    /** A poller on the session's clock. */
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
