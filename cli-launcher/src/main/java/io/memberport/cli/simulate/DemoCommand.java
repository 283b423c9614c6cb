package io.memberport.cli.simulate;

import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.SpoolOptions;
import io.memberport.cli.command.TargetOptions;
import io.memberport.cli.export.ExportRun;
import io.memberport.cli.export.MemberRun;
import io.memberport.cli.export.RunReport;
import io.memberport.cli.monitor.RunMonitor;
import io.memberport.cli.privacy.PrivacyOptions;
import io.memberport.cli.privacy.PrivacyPolicies;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.JsonObject;
import io.memberport.cli.sink.Targets;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import io.memberport.export.MemberExport;
import io.memberport.export.PollSchedule;
import io.memberport.http.AlidaApi;
import io.memberport.port.Backoff;
import io.memberport.port.file.PrivateFile;
import io.memberport.simulator.AlidaSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "demo",
        header = "Show the main job on made-up members; needs no account.",
        description = {
            "Shows the whole main job on made-up members: starts a stand-in for Alida's API in this process, exports from it"
                    + " over HTTP, and writes the result to a CSV file or to another target. Needs no account and leaves nothing running.",
            "",
            "Without --to, the result is memberport-demo/members.csv in the working directory."
        },
        footer = {
            "",
            "Examples:",
            "  memberport demo",
            "  memberport demo --to jdbc:sqlite:members.db",
            "  memberport demo --members 100000 --to members.csv --option layout=wide",
        })
public final class DemoCommand extends BaseCommand {

    private static final long DEFAULT_MEMBERS = 1_000;
    private static final int DEFAULT_VARIABLES = 20;
    private static final int SHOWN_LINES = 4;
    /** The simulator is quick, so it is asked often. */
    private static final PollSchedule SCHEDULE = new PollSchedule(
            new Backoff(Duration.ofMillis(100), 1.5, Duration.ofSeconds(1), 0.2), Duration.ofMinutes(5));

    @Mixin
    private final CommunityOptions communityOptions = new CommunityOptions(DEFAULT_MEMBERS, DEFAULT_VARIABLES);

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private final PrivacyOptions privacyOptions = new PrivacyOptions();

    @Mixin
    final SpoolOptions spoolOptions = new SpoolOptions();

    public DemoCommand(ProcessEnvironment process) {
        super(process, ExitCode.MEANINGS.keySet());
    }

    @Override
    public boolean writesMembers() {
        return true;
    }

    @Override
    protected int run(CommandSession session) {
        if (!targetOptions.targets.isEmpty()) {
            return run(session, targetOptions.targets, report -> report);
        }
        Path file = defaultFile(session.process().workingDirectory());
        return run(session, List.of("csv:" + file), report -> new WithExcerpt(report, file));
    }

    private int run(CommandSession session, List<String> targetNames, Function<RunReport, CommandResult> ofSuccess) {
        MemberRun run = new MemberRun(session);
        int code = run.call(
                () -> RunMonitor.silent(session), () -> export(session, targetNames, run), UnaryOperator.identity());
        session.print(code == ExitCode.DONE ? ofSuccess.apply(run.report()) : run.report());
        return code;
    }

    private void export(CommandSession session, List<String> targetNames, MemberRun run) {
        PrivacyPolicies policies = privacyOptions.policies(session.settings());
        try (AlidaSimulator alida = LocalAlida.start(communityOptions.spec(), 0, 0);
                Targets targets = targetOptions.open(session, targetNames);
                AlidaApi api = LocalAlida.connect(alida)) {
            session.closeOnRequest(api);
            session.note("A stand-in for Alida's API runs at " + alida.apiUrl() + " until the end of this demo.");
            new ExportRun(
                            run,
                            MemberExport.of(api, alida.community()).withPrivacy(targets.policies(policies)),
                            SCHEDULE,
                            targets,
                            SpoolOptions.directory(session),
                            // It ends with the demo, so no run can resume it.
                            batch -> {})
                    .start(null);
        }
    }

    private static Path defaultFile(Path workingDirectory) {
        Path directory = workingDirectory.resolve("memberport-demo");
        try {
            PrivateFile.makeDirectory(directory);
            return directory.resolve("members.csv");
        } catch (IOException failure) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "Cannot make the directory memberport-demo here (" + FileFailure.reason(failure, workingDirectory)
                            + "). Say with --to where the result goes.",
                    failure);
        }
    }

    /** The report, and the first lines of the file; they may be shown because all of it is made up. */
    private record WithExcerpt(RunReport report, Path file) implements CommandResult {

        @Override
        public void text(PrintStream out) {
            report.text(out);
            out.println();
            out.println("The result is " + Printable.text(file.toString()) + ". Its first lines:");
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                reader.lines().limit(SHOWN_LINES).forEach(line -> out.println("  " + Printable.text(line)));
            } catch (IOException unreadable) {
                out.println("  (cannot be read)");
            }
        }

        @Override
        public JsonObject json() {
            return report.json();
        }
    }
}
