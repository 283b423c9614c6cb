package io.memberport.cli.batch;

import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.Connection;
import io.memberport.cli.command.ConnectionOptions;
import io.memberport.cli.log.RunContext;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.ExitCode;
import io.memberport.http.AlidaApi;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        header = "Show the status of an export.",
        description = "Shows the current status document of an export at Alida.",
        footer = {
            "",
            "Example:",
            "  memberport status 5f6c... --region eu1 --community my-community --output json",
        })
public final class StatusCommand extends BaseCommand {

    @Parameters(paramLabel = "BATCH_ID", description = "The id of the export, as 'memberport export' printed it.")
    private String batchId = "";

    @Mixin
    final ConnectionOptions connectionOptions = new ConnectionOptions();

    public StatusCommand(ProcessEnvironment process) {
        super(process, Set.of(ExitCode.ACCESS_DENIED, ExitCode.UNAVAILABLE));
    }

    @Override
    protected int run(CommandSession session) {
        RunContext.concerns(batchId);
        try (AlidaApi api = Connection.of(session).open(session)) {
            session.print(new BatchResult(api.status(batchId)));
        }
        return ExitCode.DONE;
    }
}
