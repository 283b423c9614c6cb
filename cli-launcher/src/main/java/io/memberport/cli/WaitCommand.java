package io.memberport.cli;

import io.memberport.http.AlidaApi;
import io.memberport.model.BatchStatus;
import io.memberport.model.ExportBatch;
import java.util.Optional;
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
final class WaitCommand extends SessionCommand {

    @Parameters(paramLabel = "BATCH_ID", description = "The id of the export, as 'memberport export' printed it.")
    private String batchId = "";

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    private final PollOptions pollOptions = new PollOptions();

    WaitCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Optional<CommandText> wayOn(Failure failure) {
        return sameAgain(failure);
    }

    @Override
    int run(Session session) {
        try (AlidaApi api = Connection.of(session, connectionOptions)
                .open(session.surroundings().delays())) {
            session.surroundings().interruption().closeOnRequest(api);
            ExportBatch batch = ExportRun.await(session, api, pollOptions.schedule(session.settings()))
                    .awaitFinal(batchId, session.progress());
            session.answer(new BatchAnswer(batch));
            if (batch.status() == BatchStatus.FAILED) {
                session.warn("The export " + Printable.text(batch.id()) + " failed at Alida.");
                return ExitCode.EXPORT_FAILED;
            }
        }
        return ExitCode.DONE;
    }
}
