package io.memberport.cli;

import io.memberport.export.MemberExport;
import io.memberport.export.SinceDecision;
import io.memberport.http.AlidaApi;
import io.memberport.port.MemberSink;
import java.time.Instant;
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
                    + " and if anything fails, it shows what it showed before. A batch that a target holds already is not"
                    + " written again.",
            "",
            "The export is incremental when every target keeps what it has (a database, a bucket) and holds an earlier"
                    + " export; otherwise it is full. A CSV file is always a whole snapshot."
        },
        footer = {
            "",
            "Examples:",
            "  memberport export --region eu1 --community my-community --to csv:members.csv",
            "  memberport export --to members.csv.gz --option layout=wide     # the rest from memberport.yaml",
            "  memberport export --batch-id 5f6c... --to csv:members.csv      # take up an export that exists",
        })
final class ExportCommand extends SessionCommand {

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private final SpoolOptions spoolOptions = new SpoolOptions();

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    private final PollOptions pollOptions = new PollOptions();

    @Mixin
    private final LimitOptions limitOptions = new LimitOptions();

    @Mixin
    private final RateOptions rateOptions = new RateOptions();

    @ArgGroup(exclusive = true)
    private @Nullable Beginning beginning;

    private final RunReport report = new RunReport();

    ExportCommand(Surroundings surroundings) {
        super(surroundings);
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
    int run(Session session) {
        Connection connection = Connection.of(session.settings(), connectionOptions)
                .within(limitOptions.limits(session.settings()), rateOptions.policy(session.settings()));
        try (Targets targets = targetOptions.open(session);
                AlidaApi api = connection.open(session.surroundings().waiting())) {
            session.surroundings().interruption().closeOnRequest(api);
            ExportRun run = new ExportRun(
                    session,
                    report,
                    MemberExport.of(api, connection.community()),
                    pollOptions.schedule(session.settings()),
                    targets,
                    spoolOptions.directory(session));
            if (beginning != null && beginning.batchId != null) {
                run.takeUp(beginning.batchId);
            } else {
                run.start(since(session, targets, connection.community()));
            }
        }
        session.answer(report);
        return ExitCode.DONE;
    }

    private @Nullable Instant since(Session session, Targets targets, String community) {
        if (beginning == null) {
            SinceDecision decision = SinceDecision.of(targets.sinks(), community);
            session.note(Printable.text(decision.reason()));
            return decision.since();
        }
        if (beginning.since == null) {
            return null;
        }
        for (MemberSink sink : targets.sinks()) {
            if (!sink.accumulates()) {
                session.warn(Printable.text(sink.description())
                        + " is replaced as a whole: it will hold only the members that changed, as --since asks.");
            }
        }
        return ExportRun.instant(beginning.since, "--since");
    }

    @Override
    Answer failed(Failure failure) {
        return report.failed(failure);
    }
}
