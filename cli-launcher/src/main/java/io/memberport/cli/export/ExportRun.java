package io.memberport.cli.export;

import io.memberport.cli.command.CommandSession;
import io.memberport.cli.log.RunContext;
import io.memberport.cli.monitor.RunMonitor;
import io.memberport.cli.sink.Targets;
import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportResult;
import io.memberport.export.MemberExport;
import io.memberport.export.PollSchedule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The main job of one command: what it tells the user, and what it reports. */
public final class ExportRun {

    private final CommandSession session;
    private final RunReport report;
    private final RunMonitor monitor;
    private final MemberExport export;
    private final Targets targets;
    private final Consumer<ExportEvent.BatchStarted> started;
    private final ExportListener listener = this::hear;

    /**
     * A run.
     *
     * @param monitor hears of all that happens, and of a success
     * @param started hears of the export as soon as it has been started
     */
    public ExportRun(
            CommandSession session,
            RunReport report,
            RunMonitor monitor,
            MemberExport export,
            PollSchedule schedule,
            Targets targets,
            Optional<Path> spoolDirectory,
            Consumer<ExportEvent.BatchStarted> started) {
        MemberExport configured =
                export.withSchedule(schedule).withDelays(session.process().delays());
        this.session = session;
        this.report = report;
        this.monitor = monitor;
        this.export = spoolDirectory.map(configured::withSpoolDirectory).orElse(configured);
        this.targets = targets;
        this.started = started;
    }

    /** Starts an export of what changed since an instant, null for a full one, and writes it. */
    public void start(@Nullable Instant since) {
        report.startedFrom(since);
        succeeded(export.runSince(since, targets.sinks(), listener));
    }

    /** Writes an export that exists. */
    void resume(String batchId) {
        RunContext.concerns(batchId);
        report.batch(batchId);
        succeeded(export.runBatch(batchId, targets.sinks(), listener));
    }

    private void succeeded(ExportResult result) {
        report.succeeded(result);
        monitor.succeeded(result);
    }

    private void hear(ExportEvent event) {
        monitor.on(event);
        if (event instanceof ExportEvent.BatchStarted batchStarted) {
            RunContext.concerns(batchStarted.batch().id());
            report.batch(batchStarted.batch().id());
            started.accept(batchStarted);
        } else {
            session.progress().on(event);
        }
    }
}
