package io.memberport.cli.export;

import io.memberport.cli.command.AllowanceOptions;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.Connection;
import io.memberport.cli.command.DriftOptions;
import io.memberport.cli.command.PollOptions;
import io.memberport.cli.command.SpoolOptions;
import io.memberport.cli.command.StartChoice;
import io.memberport.cli.command.StartOptions;
import io.memberport.cli.command.StateOptions;
import io.memberport.cli.command.TargetOptions;
import io.memberport.cli.file.FileExportMemory;
import io.memberport.cli.monitor.RunMonitor;
import io.memberport.cli.privacy.PrivacyOptions;
import io.memberport.cli.privacy.PrivacyPolicies;
import io.memberport.cli.result.CommandText;
import io.memberport.cli.result.Failure;
import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.sink.Targets;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportEvent;
import io.memberport.export.MemberExport;
import io.memberport.export.PollSchedule;
import io.memberport.export.SinceDecision;
import io.memberport.export.UnfinishedExports;
import io.memberport.http.AlidaApi;
import io.memberport.port.Deadline;
import io.memberport.port.ExportMemory;
import io.memberport.port.MemberSink;
import io.memberport.port.StartedExport;
import io.memberport.privacy.PrivacyPolicy;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The main job from its settings to its report: what {@code export} does once, and {@code run} for each of its jobs. It begins and
 * ends in {@link #call}; {@link #tell} comes after it.
 */
public final class JobRun {

    private final CommandSession session;
    private final TargetOptions targetOptions;
    private final PrivacyOptions privacyOptions;
    private final StartOptions startOptions;
    private final BiFunction<Set<String>, Map<String, String>, CommandText> command;
    private final int parallel;
    private final MemberRun run;

    /**
     * A job that has not begun.
     *
     * @param command the command that runs this job, without some options and with others
     * @param parallel number of jobs that run at the same time, this one included
     */
    public JobRun(
            CommandSession session,
            TargetOptions targetOptions,
            PrivacyOptions privacyOptions,
            StartOptions startOptions,
            BiFunction<Set<String>, Map<String, String>, CommandText> command,
            int parallel) {
        this.session = session;
        this.targetOptions = targetOptions;
        this.privacyOptions = privacyOptions;
        this.startOptions = startOptions;
        this.command = command;
        this.parallel = parallel;
        this.run = new MemberRun(session);
    }

    /** What is known of the job, at any time. */
    public RunReport report() {
        return run.report();
    }

    /**
     * Runs the job on this thread, from its beginning to its end. A failure is told on standard error and is in the report.
     *
     * @return the exit code
     */
    public int call() {
        return run.call(
                () -> RunMonitor.begin(session, community()),
                () -> write(startOptions.choice(session.settings())),
                this::advised);
    }

    private Failure advised(Failure failure) {
        return report().batch()
                .map(batchId -> failure.resumedBy(resuming(batchId, failure.remedyOptions())))
                .orElse(failure);
    }

    /**
     * What can be said of a job that does not end. For another thread than the job's.
     *
     * @param failure why it is given up
     */
    public RunReport abandoned(Failure failure) {
        RunReport known = new RunReport();
        report().batch().ifPresent(known::batch);
        return known.failed(advised(failure));
    }

    /** Tells those who are to know how it ended, as the settings say. What goes wrong with that is a warning. */
    public void tell() {
        run.tell();
    }

    private String community() {
        return session.settings().find(Setting.COMMUNITY).map(GivenValue::value).orElse(RunMonitor.UNKNOWN_COMMUNITY);
    }

    private void write(StartChoice choice) {
        Connection connection = Connection.of(session).downloading(session.settings());
        connection.builder().retryListener(run.monitor());
        PollSchedule schedule = PollOptions.schedule(session.settings());
        Deadline deadline = PollOptions.deadline(session, schedule);
        PrivacyPolicies given = privacyOptions.policies(session.settings());
        try (Targets targets = targetOptions.open(session);
                AlidaApi api = connection.open(session);
                UnfinishedExports unfinished = new UnfinishedExports(
                        api.within(deadline),
                        connection.community(),
                        targets.sinks(),
                        memory(api, connection.community(), targets.sinks()))) {
            Function<MemberSink, PrivacyPolicy> policies = targets.policies(given);
            ExportRun export = new ExportRun(
                    run,
                    MemberExport.of(api, connection.community())
                            .allowing(choice.allowances())
                            .onDrift(DriftOptions.policy(session.settings()))
                            .sharingHeap(parallel)
                            .withPrivacy(policies)
                            .by(deadline),
                    schedule,
                    targets,
                    SpoolOptions.directory(session),
                    started -> remember(choice, unfinished, started));
            try {
                write(choice, export, () -> since(choice, targets, policies, connection.community()), unfinished);
            } catch (MemberportException failed) {
                report().batch().ifPresent(batchId -> unfinished.failed(batchId, failed));
                throw failed;
            }
            report().batch().ifPresent(unfinished::ended);
        }
    }

    private ExportMemory memory(AlidaApi api, String community, List<MemberSink> sinks) {
        List<String> targets = sinks.stream().map(MemberSink::description).toList();
        return StateOptions.directory(session)
                .<ExportMemory>map(directory -> FileExportMemory.of(directory, api.toString(), community, targets))
                .orElseGet(FileExportMemory::nowhere);
    }

    /** Starts the export, unless one is named or left by an earlier run, and writes it. */
    private void write(
            StartChoice choice, ExportRun export, Supplier<@Nullable Instant> since, UnfinishedExports unfinished) {
        if (choice.batchId() != null) {
            export.resume(choice.batchId());
            return;
        }
        Instant start = since.get();
        Optional<String> earlier = earlier(choice, start, unfinished);
        if (earlier.isPresent()) {
            export.resume(earlier.get());
        } else {
            export.start(start);
        }
    }

    private Optional<String> earlier(StartChoice choice, @Nullable Instant start, UnfinishedExports unfinished) {
        Optional<String> batchId = Optional.empty();
        if (choice.another()) {
            unfinished.ignore();
        } else {
            UnfinishedExports.Found found =
                    unfinished.find(start, choice.allowances().older());
            found.export().ifPresent(earlier -> tell(earlier, found.verdict()));
            batchId = found.batchId();
        }
        unfinished.memoryFailure().ifPresent(failure -> session.note(String.valueOf(failure.getMessage())));
        return batchId;
    }

    private void tell(StartedExport earlier, UnfinishedExports.Verdict verdict) {
        String what =
                switch (verdict) {
                    case NONE, WRITTEN -> "";
                    case OTHER_START -> "starts from a different date and is not resumed.";
                    case UNKNOWN -> "is no longer known at Alida and is not resumed.";
                    case OUTDATED -> "is older than what a target shows and is not resumed.";
                    case IN_PROGRESS -> "is still in progress and is resumed. To start another export, add --new.";
                    case READY -> "is ready and is resumed. To start another export, add --new.";
                    case TOO_OLD -> "has been ready for too long and is not resumed.";
                    case FAILED -> "failed at Alida and is not resumed.";
                };
        if (!what.isEmpty()) {
            session.note("Export " + Printable.text(earlier.batchId())
                    + ", which an earlier run of this job started at " + earlier.startedAt() + ", " + what);
        }
    }

    private void remember(StartChoice choice, UnfinishedExports unfinished, ExportEvent.BatchStarted started) {
        String batchId = started.batch().id();
        boolean wasUsable = unfinished.memoryFailure().isEmpty();
        boolean isRemembered = unfinished.started(batchId, started.since());
        unfinished
                .memoryFailure()
                .filter(failure -> wasUsable)
                .ifPresent(failure -> session.note(String.valueOf(failure.getMessage())));
        session.note("Export " + Printable.text(batchId) + " created. "
                + (isRemembered && !choice.another()
                        ? "If this run does not finish, run the same command again, or resume with: "
                        : "If this run does not finish, resume with: ")
                + resuming(batchId, Map.of()));
    }

    /**
     * The command that resumes this job.
     *
     * @param remedies options to be in it, whatever this run has in their place
     */
    private CommandText resuming(String batchId, Map<String, String> remedies) {
        StartChoice choice = startOptions.choice(session.settings());
        Map<String, String> with = new LinkedHashMap<>(Map.of("--batch-id", batchId));
        if (choice.since().isPresent() && !choice.given().incremental()) {
            with.put(AllowanceOptions.INCREMENTAL, "");
        }
        Set<String> but = new HashSet<>(Set.of("--batch-id", "--full", "--since", "--new"));
        but.addAll(remedies.keySet());
        with.putAll(remedies);
        return command.apply(but, with);
    }

    private @Nullable Instant since(
            StartChoice choice, Targets targets, Function<MemberSink, PrivacyPolicy> policies, String community) {
        Optional<Instant> named = choice.start();
        if (named.isPresent()) {
            warnOfChangesOnly(choice.since().orElseThrow(), targets);
            return named.get();
        }
        if (choice.full()) {
            return null;
        }
        SinceDecision decision = SinceDecision.of(targets.sinks(), community, policies);
        session.note(Printable.text(decision.reason()));
        return decision.since();
    }

    private void warnOfChangesOnly(GivenValue since, Targets targets) {
        for (MemberSink sink : targets.sinks()) {
            if (!sink.accumulates()) {
                session.warn(Printable.text(sink.description())
                        + " is replaced as a whole: it will hold only the members that changed, as "
                        + since.origin() + " asks.");
            }
        }
    }
}
