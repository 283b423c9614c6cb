package io.memberport.cli.export;

import io.memberport.cli.command.AllowanceOptions;
import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.Connection;
import io.memberport.cli.command.ConnectionOptions;
import io.memberport.cli.command.LimitOptions;
import io.memberport.cli.command.PollOptions;
import io.memberport.cli.command.RateOptions;
import io.memberport.cli.command.SpoolOptions;
import io.memberport.cli.command.StateOptions;
import io.memberport.cli.command.TargetOptions;
import io.memberport.cli.file.FileExportMemory;
import io.memberport.cli.monitor.MonitorOptions;
import io.memberport.cli.monitor.RunMonitor;
import io.memberport.cli.privacy.PrivacyOptions;
import io.memberport.cli.privacy.PrivacyPolicies;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.CommandText;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.Failure;
import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.sink.Targets;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.Allowances;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        header = "Write the members of a community to one or more targets: the main job.",
        description = {
            "Starts an export at Alida (or resumes one with --batch-id), waits until it is finished, downloads it and writes"
                    + " it. A target shows the new members only after the whole file has arrived and been checked; until then,"
                    + " and if anything fails, it shows what it showed before. A target does not write an export "
                    + "again that it has committed already, and refuses an export that is older than the one it shows.",
            "",
            "If a run does not finish, run the same command again: it resumes the export that the run started, if "
                    + "that export is not written yet and can still be used. --batch-id resumes an export by its id.",
            "",
            "The export is incremental when every target keeps what it has (a database, a bucket) and holds an earlier"
                    + " export; otherwise it is full. A CSV file is always a whole snapshot."
        },
        footer = {
            "",
            "Examples:",
            "  memberport export --region eu1 --community my-community --to csv:members.csv",
            "  memberport export --to members.csv.gz --option layout=wide",
            "  memberport export --batch-id 5f6c... --to csv:members.csv",
        })
public final class ExportCommand extends BaseCommand {

    /** What metrics call the community of a run that was not told which. */
    private static final String UNKNOWN_COMMUNITY = "unknown";

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private final PrivacyOptions privacyOptions = new PrivacyOptions();

    @Mixin
    final SpoolOptions spoolOptions = new SpoolOptions();

    @Mixin
    final StateOptions stateOptions = new StateOptions();

    @Mixin
    final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    final PollOptions pollOptions = new PollOptions();

    @Mixin
    private final AllowanceOptions allowanceOptions = new AllowanceOptions();

    @Mixin
    final LimitOptions limitOptions = new LimitOptions();

    @Mixin
    final RateOptions rateOptions = new RateOptions();

    @Mixin
    final MonitorOptions monitorOptions = new MonitorOptions();

    @ArgGroup(exclusive = true)
    private @Nullable Beginning beginning;

    @Option(
            names = "--new",
            description = "Start a new export even if one that an earlier run started is not written yet.")
    private boolean another;

    private final RunReport report = new RunReport();
    private @Nullable RunMonitor monitor;

    public ExportCommand(ProcessEnvironment process) {
        super(process, ExitCode.MEANINGS.keySet());
    }

    /** The three ways to say by name which export to write. */
    static final class Beginning {

        @Option(
                names = "--batch-id",
                paramLabel = "ID",
                description = "Write this export, which exists already, instead of starting one.")
        @Nullable String batchId;

        @Option(names = "--full", description = "Start a full export, whatever the targets hold.")
        boolean full;

        @Option(
                names = "--since",
                paramLabel = "INSTANT",
                description = "Start an incremental export of the changes since this instant, 2026-01-31T00:00:00Z "
                        + "for example.")
        @Nullable String since;
    }

    @Override
    public boolean writesMembers() {
        return true;
    }

    @Override
    protected int run(CommandSession session) {
        monitor = RunMonitor.begin(
                session,
                session.settings()
                        .find(Setting.COMMUNITY)
                        .map(GivenValue::value)
                        .orElse(UNKNOWN_COMMUNITY));
        export(session, monitor);
        report.warning().ifPresent(session::warn);
        session.print(report);
        monitor.ended(report::json, null);
        return ExitCode.DONE;
    }

    private void export(CommandSession session, RunMonitor watching) {
        if (another && named() != null) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION, "--new starts an export, and --batch-id names one; remove one of them.");
        }
        Connection connection = Connection.of(session).downloading(session.settings());
        connection.builder().retryListener(watching);
        PollSchedule schedule = PollOptions.schedule(session.settings());
        Deadline deadline = PollOptions.deadline(session, schedule);
        PrivacyPolicies given = privacyOptions.policies(session.settings());
        try (Targets targets = targetOptions.open(session);
                AlidaApi api = connection.open(session);
                UnfinishedExports unfinished = new UnfinishedExports(
                        api.within(deadline),
                        connection.community(),
                        targets.sinks(),
                        memory(session, api, connection.community(), targets.sinks()))) {
            Function<MemberSink, PrivacyPolicy> policies = targets.policies(given);
            ExportRun run = new ExportRun(
                    session,
                    report,
                    watching,
                    MemberExport.of(api, connection.community())
                            .allowing(allowances())
                            .withPrivacy(policies)
                            .by(deadline),
                    schedule,
                    targets,
                    SpoolOptions.directory(session),
                    started -> remember(session, unfinished, started));
            try {
                write(session, run, () -> since(session, targets, policies, connection.community()), unfinished);
            } catch (MemberportException failed) {
                report.batch().ifPresent(batchId -> unfinished.failed(batchId, failed));
                throw failed;
            }
            report.batch().ifPresent(unfinished::ended);
        }
    }

    /** What starts at an instant that the user has named is incremental by that name. */
    private Allowances allowances() {
        Allowances given = allowanceOptions.allowances();
        return isSinceNamed() ? given.andIncremental() : given;
    }

    private boolean isSinceNamed() {
        return beginning != null && beginning.since != null;
    }

    private @Nullable String named() {
        return beginning == null ? null : beginning.batchId;
    }

    private static ExportMemory memory(CommandSession session, AlidaApi api, String community, List<MemberSink> sinks) {
        List<String> targets = sinks.stream().map(MemberSink::description).toList();
        return StateOptions.directory(session)
                .<ExportMemory>map(directory -> FileExportMemory.of(directory, api.toString(), community, targets))
                .orElseGet(FileExportMemory::nowhere);
    }

    /** Starts the export, unless one is named or left by an earlier run, and writes it. */
    private void write(
            CommandSession session, ExportRun run, Supplier<@Nullable Instant> since, UnfinishedExports unfinished) {
        String batchId = named();
        if (batchId != null) {
            run.resume(batchId);
            return;
        }
        Instant start = since.get();
        Optional<String> earlier = earlier(session, start, unfinished);
        if (earlier.isPresent()) {
            run.resume(earlier.get());
        } else {
            run.start(start);
        }
    }

    private Optional<String> earlier(CommandSession session, @Nullable Instant start, UnfinishedExports unfinished) {
        Optional<String> batchId = Optional.empty();
        if (another) {
            unfinished.ignore();
        } else {
            UnfinishedExports.Found found = unfinished.find(start, allowances().older());
            found.export().ifPresent(earlier -> tell(session, earlier, found.verdict()));
            batchId = found.batchId();
        }
        unfinished.memoryFailure().ifPresent(failure -> session.note(String.valueOf(failure.getMessage())));
        return batchId;
    }

    private static void tell(CommandSession session, StartedExport earlier, UnfinishedExports.Verdict verdict) {
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

    private void remember(CommandSession session, UnfinishedExports unfinished, ExportEvent.BatchStarted started) {
        String batchId = started.batch().id();
        boolean wasUsable = unfinished.memoryFailure().isEmpty();
        boolean isRemembered = unfinished.started(batchId, started.since());
        unfinished
                .memoryFailure()
                .filter(failure -> wasUsable)
                .ifPresent(failure -> session.note(String.valueOf(failure.getMessage())));
        session.note("Export " + Printable.text(batchId) + " created. "
                + (isRemembered && !another
                        ? "If this run does not finish, run the same command again, or resume with: "
                        : "If this run does not finish, resume with: ")
                + resuming(batchId));
    }

    private CommandText resuming(String batchId) {
        Map<String, String> with = new LinkedHashMap<>(Map.of("--batch-id", batchId));
        if (isSinceNamed() && !allowanceOptions.allowances().incremental()) {
            with.put(AllowanceOptions.INCREMENTAL, "");
        }
        return commandText(Set.of("--batch-id", "--full", "--since", "--new"), with);
    }

    @Override
    protected Optional<CommandText> resumeCommand(Failure failure) {
        return report.batch().map(this::resuming);
    }

    private @Nullable Instant since(
            CommandSession session, Targets targets, Function<MemberSink, PrivacyPolicy> policies, String community) {
        if (beginning == null) {
            SinceDecision decision = SinceDecision.of(targets.sinks(), community, policies);
            session.note(Printable.text(decision.reason()));
            return decision.since();
        }
        if (beginning.since == null) {
            return null;
        }
        Instant start = ExportRun.instant(beginning.since, "--since");
        if (start.isAfter(Instant.now())) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "--since is in the future, so no export was started. Give an instant that has passed.");
        }
        for (MemberSink sink : targets.sinks()) {
            if (!sink.accumulates()) {
                session.warn(Printable.text(sink.description())
                        + " is replaced as a whole: it will hold only the members that changed, as --since asks.");
            }
        }
        return start;
    }

    @Override
    protected CommandResult failed(Failure failure) {
        return report.failed(failure);
    }

    @Override
    protected void afterFailure(Failure failure) {
        if (monitor != null) {
            monitor.ended(report::json, failure);
        }
    }
}
