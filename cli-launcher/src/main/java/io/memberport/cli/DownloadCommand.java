package io.memberport.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memberport.export.PollSchedule;
import io.memberport.export.Restarts;
import io.memberport.file.DocumentLimits;
import io.memberport.http.AlidaApi;
import io.memberport.model.ExportBatch;
import io.memberport.model.ExportMetadata;
import io.memberport.port.Deadline;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "download",
        header = "Bring the raw file of an export to this machine.",
        description = {
            "Brings the raw file of an export to this machine, as Alida made it; waits until it is finished, if need be.",
            "",
            "The file grows as PATH.part, readable by you alone, and gets its name once it has been read through to its end."
                    + " A download that is broken off leaves it and goes on there the next time, if the file at Alida is still the"
                    + " same one; PATH.part.state says which one that is."
        },
        footer = {
            "",
            "Examples:",
            "  memberport download 5f6c... --file export.json",
            "  memberport load export.json --to csv:members.csv   # then, without network",
        })
final class DownloadCommand extends SessionCommand {

    @Parameters(paramLabel = "BATCH_ID", description = "The id of the export, as 'memberport export' printed it.")
    private String batchId = "";

    @Option(names = "--file", paramLabel = "PATH", required = true, description = "Where the file goes.")
    private String file = "";

    @Option(names = "--force", description = "Replace the file if it exists.")
    private boolean force;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    private final PollOptions pollOptions = new PollOptions();

    @Mixin
    private final LimitOptions limitOptions = new LimitOptions();

    @Mixin
    private final RateOptions rateOptions = new RateOptions();

    DownloadCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Optional<CommandText> wayOn(Failure failure) {
        return sameAgain(failure);
    }

    @Override
    int run(Session session) {
        Path path = Paths.resolve(session.surroundings().workingDirectory(), file, "--file");
        DocumentLimits limits = limitOptions.limits(session.settings());
        Download download = new Download(path, force, limits, session::note);
        try (AlidaApi api = Connection.of(session, connectionOptions)
                .within(limits, rateOptions.policy(session.settings()))
                .open(session.surroundings().delays())) {
            session.surroundings().interruption().closeOnRequest(api);
            PollSchedule schedule = pollOptions.schedule(session.settings());
            Deadline deadline = ExportRun.deadline(session, schedule);
            ExportBatch batch =
                    ExportRun.await(session, api, schedule).awaitSuccess(batchId, deadline, session.progress());
            Restarts restarts = new Restarts(session.surroundings().delays(), session.progress());
            ExportMetadata metadata = download.run(api.within(deadline), batch, restarts, session.progress());
            session.answer(new Downloaded(batch.id(), path, metadata));
        }
        return ExitCode.DONE;
    }

    private record Downloaded(String batchId, Path file, ExportMetadata metadata) implements Answer {

        @Override
        public void text(PrintStream out) {
            out.println(Printable.text(file.toString()) + ": export " + Printable.text(batchId) + ", "
                    + Printable.count(metadata.members(), "member", "members") + ", "
                    + Printable.count(metadata.values(), "value", "values") + ", "
                    + Printable.bytes(metadata.contentBytes()) + " of JSON");
        }

        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField("batchId", batchId);
            json.writeStringField("outcome", "written");
            json.writeStringField("file", file.toString());
            json.writeNumberField("members", metadata.members());
            json.writeNumberField("values", metadata.values());
            json.writeNumberField("bytes", metadata.contentBytes());
            Json.string(json, "sinceDatetime", metadata.sinceDatetime());
            Json.string(json, "exportDate", metadata.exportDate());
            Json.string(json, "lastSyncDate", metadata.lastSyncDate());
            json.writeStringField("contentSha256", metadata.contentSha256());
            json.writeNumberField("unrecognisedFields", metadata.unrecognisedFields());
            json.writeEndObject();
        }
    }
}
