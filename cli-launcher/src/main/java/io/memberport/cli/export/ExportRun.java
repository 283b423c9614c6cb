package io.memberport.cli.export;

import io.memberport.cli.sink.Targets;
import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;
import io.memberport.export.MemberExport;
import io.memberport.export.PollSchedule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The main job of one command: what it tells the user, and what it reports. */
public final class ExportRun {

    private final MemberRun run;
    private final MemberExport export;
    private final Targets targets;
    private final Consumer<ExportEvent.BatchStarted> started;
    private final ExportListener listener = this::hear;

    /**
     * A run.
     *
     * @param whole hears of all that happens, and of a success
     * @param started hears of the export as soon as it has been started
     */
    public ExportRun(
            MemberRun whole,
            MemberExport export,
            PollSchedule schedule,
            Targets targets,
            Optional<Path> spoolDirectory,
            Consumer<ExportEvent.BatchStarted> started) {
        MemberExport configured = export.withSchedule(schedule)
                .withDelays(whole.session().process().delays());
        this.run = whole;
        this.export = spoolDirectory.map(configured::withSpoolDirectory).orElse(configured);
        this.targets = targets;
        this.started = started;
    }

    /** Starts an export of what changed since an instant, null for a full one, and writes it. */
    public void start(@Nullable Instant since) {
        run.report().startedFrom(since);
        run.succeeded(export.runSince(since, targets.sinks(), listener));
    }

    /** Writes an export that exists. */
    void resume(String batchId) {
        run.concerns(batchId);
        run.succeeded(export.runBatch(batchId, targets.sinks(), listener));
    }

    private void hear(ExportEvent event) {
        run.on(event);
        if (event instanceof ExportEvent.BatchStarted batchStarted) {
            started.accept(batchStarted);
        }
    }
}
