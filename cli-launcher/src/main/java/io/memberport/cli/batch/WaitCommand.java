package io.memberport.cli.batch;

import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.Connection;
import io.memberport.cli.command.ConnectionOptions;
import io.memberport.cli.command.PollOptions;
import io.memberport.cli.log.RunContext;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.CommandText;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.Failure;
import io.memberport.cli.terminal.Printable;
import io.memberport.http.AlidaApi;
import io.memberport.model.BatchStatus;
import io.memberport.model.ExportBatch;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "wait",
        header = "Wait until an export has succeeded or failed.",
        description = "Waits until an export has succeeded or failed, then shows its status document.",
        footer = {
            "",
            "Example:",
            "  memberport wait 5f6c... --region eu1 --community my-community --deadline 2h",
        })
public final class WaitCommand extends BaseCommand {

    @Parameters(paramLabel = "BATCH_ID", description = "The id of the export, as 'memberport export' printed it.")
    private String batchId = "";

    @Mixin
    final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    final PollOptions pollOptions = new PollOptions();

    public WaitCommand(ProcessEnvironment process) {
        super(process, Set.of(ExitCode.ACCESS_DENIED, ExitCode.EXPORT_FAILED, ExitCode.DEADLINE, ExitCode.UNAVAILABLE));
    }

    @Override
    protected Optional<CommandText> resumeCommand(Failure failure) {
        return repeatCommand(failure);
    }

    @Override
    protected int run(CommandSession session) {
        RunContext.concerns(batchId);
        try (AlidaApi api = Connection.of(session).open(session)) {
            ExportBatch batch = PollOptions.poller(session, api, PollOptions.schedule(session.settings()))
                    .awaitFinal(batchId, session.progress());
            session.print(new BatchResult(batch));
            if (batch.status() == BatchStatus.FAILED) {
                session.warn("The export " + Printable.text(batch.id()) + " failed at Alida.");
                return ExitCode.EXPORT_FAILED;
            }
        }
        return ExitCode.DONE;
    }
}
