package io.memberport.cli;

import io.memberport.http.AlidaApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        header = "Show how far an export is.",
        description = "Shows how far an export is: the status document, as Alida has it at this moment.",
        footer = {
            "",
            "Example:",
            "  memberport status 5f6c... --region eu1 --community my-community --output json",
        })
final class StatusCommand extends SessionCommand {

    @Parameters(paramLabel = "BATCH_ID", description = "The id of the export, as 'memberport export' printed it.")
    private String batchId = "";

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    StatusCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(Session session) {
        try (AlidaApi api = Connection.of(session, connectionOptions)
                .open(session.surroundings().delays())) {
            session.surroundings().interruption().closeOnRequest(api);
            session.answer(new BatchAnswer(api.status(batchId)));
        }
        return ExitCode.DONE;
    }
}
