package io.memberport.cli;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.Allowances;
import io.memberport.export.ExportEvent;
import io.memberport.export.MemberExport;
import io.memberport.export.PollSchedule;
import io.memberport.export.SinceDecision;
import io.memberport.http.AlidaApi;
import io.memberport.port.Deadline;
import io.memberport.port.MemberSink;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        header = "Write the members of a community to one target or several: the main job.",
        description = {
            "Starts an export at Alida (or takes one up with --batch-id), waits until it is finished, downloads it and writes"
                    + " it. A target shows the new members only after the whole file has arrived and been checked; until then,"
                    + " and if anything fails, it shows what it showed before. An export that a target has committed before is"
                    + " not written again, and one that is older than what it shows is refused.",
            "",
            "If a run does not get to its end, the same command takes up the export that it started, as long as that is not"
                    + " written and is of use; so does --batch-id, by name.",
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
final class ExportCommand extends BaseCommand {

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

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

    @ArgGroup(exclusive = true)
    private @Nullable Beginning beginning;

    @Option(
            names = "--new",
            description = "Start an export, though one that an earlier run has started is not written yet.")
    private boolean another;

    private final RunReport report = new RunReport();

    ExportCommand(ProcessEnvironment process) {
        super(process);
    }

    @Override
    Set<Integer> exitCodes() {
        return ExitCode.MEANINGS.keySet();
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
                description = "Start an export of what changed since this instant, 2026-01-31T00:00:00Z for example.")
        @Nullable String since;
    }

    @Override
    int run(CommandSession session) {
        if (another && named() != null) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION, "--new starts an export, and --batch-id names one; remove one of them.");
        }
        Connection connection = Connection.of(session)
                .within(LimitOptions.limits(session.settings()), RateOptions.policy(session.settings()));
        PollSchedule schedule = PollOptions.schedule(session.settings());
        Deadline deadline = PollOptions.deadline(session, schedule);
        try (Targets targets = targetOptions.open(session);
                AlidaApi api = connection.open(session.process().waiting());
                InFlightExport inFlight = InFlightExport.of(
                        session,
                        StateOptions.directory(session),
                        api.within(deadline),
                        connection.community(),
                        targets.sinks())) {
            session.process().interruption().closeOnRequest(api);
            ExportRun run = new ExportRun(
                    session,
                    report,
                    MemberExport.of(api, connection.community())
                            .allowing(allowances())
                            .by(deadline),
                    schedule,
                    targets,
                    SpoolOptions.directory(session),
                    started -> remember(session, inFlight, started));
            try {
                write(run, () -> since(session, targets, connection.community()), inFlight);
            } catch (MemberportException failed) {
                if (isFinal(failed)) {
                    report.batch().ifPresent(inFlight::ended);
                }
                throw failed;
            }
            report.batch().ifPresent(inFlight::ended);
        }
        session.print(report);
        return ExitCode.DONE;
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

    /** Starts the export, unless one is named or left by an earlier run, and writes it. */
    private void write(ExportRun run, Supplier<@Nullable Instant> since, InFlightExport inFlight) {
        String batchId = named();
        if (batchId != null) {
            run.takeUp(batchId);
            return;
        }
        Instant start = since.get();
        Optional<String> earlier =
                another ? inFlight.ignore() : inFlight.find(start, allowances().older());
        if (earlier.isEmpty()) {
            run.start(start);
            return;
        }
        inFlight.close();
        run.takeUp(earlier.get());
    }

    private void remember(CommandSession session, InFlightExport inFlight, ExportEvent.BatchStarted started) {
        String batchId = started.batch().id();
        boolean isRemembered = inFlight.started(batchId, started.since());
        session.note("Export " + Printable.text(batchId) + " created. If this run does not get to its end, "
                + (isRemembered && !another
                        ? "the same command takes it up again, and so does: "
                        : "take it up again with: ")
                + takingUp(batchId));
    }

    private CommandText takingUp(String batchId) {
        Map<String, String> with = new LinkedHashMap<>(Map.of("--batch-id", batchId));
        if (isSinceNamed() && !allowanceOptions.allowances().incremental()) {
            with.put(AllowanceOptions.INCREMENTAL, "");
        }
        return commandText(Set.of("--batch-id", "--full", "--since", "--new"), with);
    }

    /** Whether the next run had better start another export, because this one is most likely of no use. */
    private static boolean isFinal(MemberportException failed) {
        return switch (failed.kind()) {
            case EXPORT_FAILED, NOT_FOUND -> true;
            case MALFORMED_EXPORT -> !failed.isRestartable();
            default -> false;
        };
    }

    @Override
    Optional<CommandText> resumeCommand(Failure failure) {
        return report.batch().map(this::takingUp);
    }

    private @Nullable Instant since(CommandSession session, Targets targets, String community) {
        if (beginning == null) {
            SinceDecision decision = SinceDecision.of(targets.sinks(), community);
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
    CommandResult failed(Failure failure) {
        return report.failed(failure);
    }
}
