package io.memberport.cli.export;

import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.ConnectionOptions;
import io.memberport.cli.command.DriftOptions;
import io.memberport.cli.command.LimitOptions;
import io.memberport.cli.command.PollOptions;
import io.memberport.cli.command.RateOptions;
import io.memberport.cli.command.SpoolOptions;
import io.memberport.cli.command.StartOptions;
import io.memberport.cli.command.StateOptions;
import io.memberport.cli.command.TargetOptions;
import io.memberport.cli.monitor.MonitorOptions;
import io.memberport.cli.privacy.PrivacyOptions;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
    final DriftOptions driftOptions = new DriftOptions();

    @Mixin
    final LimitOptions limitOptions = new LimitOptions();

    @Mixin
    final RateOptions rateOptions = new RateOptions();

    @Mixin
    final MonitorOptions monitorOptions = new MonitorOptions();

    @Mixin
    private final StartOptions startOptions = new StartOptions();

    public ExportCommand(ProcessEnvironment process) {
        super(process, ExitCode.MEANINGS.keySet());
    }

    @Override
    public boolean writesMembers() {
        return true;
    }

    @Override
    protected int run(CommandSession session) {
        JobRun job = new JobRun(session, targetOptions, privacyOptions, startOptions, this::commandText, 1);
        int code = job.call();
        session.print(job.report());
        job.tell();
        return code;
    }
}
