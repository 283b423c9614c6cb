package io.memberport.cli.batch;

import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.Connection;
import io.memberport.cli.command.ConnectionOptions;
import io.memberport.cli.command.LimitOptions;
import io.memberport.cli.command.PollOptions;
import io.memberport.cli.command.RateOptions;
import io.memberport.cli.log.RunContext;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.CommandText;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.Failure;
import io.memberport.cli.result.JsonObject;
import io.memberport.cli.settings.Paths;
import io.memberport.cli.terminal.Printable;
import io.memberport.export.PollSchedule;
import io.memberport.export.Restarts;
import io.memberport.http.AlidaApi;
import io.memberport.http.FileDownloader;
import io.memberport.model.ExportBatch;
import io.memberport.model.ExportMetadata;
import io.memberport.port.Deadline;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "download",
        header = "Download the raw file of an export.",
        description = {
            "Downloads the raw file of an export, as Alida made it. Waits first if the export is not finished.",
            "",
            "The file is written to PATH.part, readable only by you, and renamed after it has been read and "
                    + "checked. If a download is interrupted, run the same command again: it resumes the download "
                    + "if the file at Alida has not changed. PATH.part.state records which file that is."
        },
        footer = {
            "",
            "Examples:",
            "  memberport download 5f6c... --file export.json",
            "  memberport load export.json --to csv:members.csv   # then, without network",
        })
public final class DownloadCommand extends BaseCommand {

    @Parameters(paramLabel = "BATCH_ID", description = "The id of the export, as 'memberport export' printed it.")
    private String batchId = "";

    @Option(names = "--file", paramLabel = "PATH", required = true, description = "Where the file goes.")
    private String file = "";

    @Option(names = "--force", description = "Replace the file if it exists.")
    private boolean force;

    @Mixin
    final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    final PollOptions pollOptions = new PollOptions();

    @Mixin
    final LimitOptions limitOptions = new LimitOptions();

    @Mixin
    final RateOptions rateOptions = new RateOptions();

    public DownloadCommand(ProcessEnvironment process) {
        super(
                process,
                Set.of(
                        ExitCode.ACCESS_DENIED,
                        ExitCode.EXPORT_FAILED,
                        ExitCode.DEADLINE,
                        ExitCode.UNAVAILABLE,
                        ExitCode.MALFORMED_EXPORT,
                        ExitCode.TARGET_FAILED));
    }

    @Override
    public boolean writesMembers() {
        return true;
    }

    @Override
    protected Optional<CommandText> resumeCommand(Failure failure) {
        return repeatCommand(failure);
    }

    @Override
    protected int run(CommandSession session) {
        RunContext.concerns(batchId);
        Path path = Paths.resolve(session.process().workingDirectory(), file, "--file");
        FileDownloader downloader = force ? FileDownloader.to(path).replacing() : FileDownloader.to(path);
        downloader.check();
        try (AlidaApi api =
                Connection.of(session).downloading(session.settings()).open(session)) {
            PollSchedule schedule = PollOptions.schedule(session.settings());
            Deadline deadline = PollOptions.deadline(session, schedule);
            ExportBatch batch =
                    PollOptions.poller(session, api, schedule).awaitSuccess(batchId, deadline, session.progress());
            Restarts restarts = new Restarts(session.process().delays(), session.progress());
            ShownDownload shown = new ShownDownload(session.progress(), session::note);
            ExportMetadata metadata = restarts.run(() -> downloader.download(api.within(deadline), batch, shown));
            session.print(new Downloaded(batch.id(), path, metadata));
        }
        return ExitCode.DONE;
    }

    private record Downloaded(String batchId, Path file, ExportMetadata metadata) implements CommandResult {

        @Override
        public void text(PrintStream out) {
            out.println(Printable.text(file.toString()) + ": export " + Printable.text(batchId) + ", "
                    + Printable.count(metadata.members(), "member", "members") + ", "
                    + Printable.count(metadata.values(), "value", "values") + ", "
                    + Printable.bytes(metadata.contentBytes()) + " of JSON");
        }

        @Override
        public JsonObject json() {
            return new JsonObject()
                    .with("batchId", batchId)
                    .with("outcome", "written")
                    .with("file", file)
                    .with(metadata);
        }
    }
}
