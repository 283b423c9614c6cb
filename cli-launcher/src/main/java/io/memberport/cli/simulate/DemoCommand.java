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
import io.memberport.cli.profile.ProfilePageFile;
import io.memberport.cli.profile.ProfileReading;
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
import io.memberport.profile.ExportProfile;
import io.memberport.profile.tally.Profiler;
import io.memberport.simulator.AlidaSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        header = "Show the main job on made-up members; needs no account.",
        description = {
            "Shows the whole main job on made-up members: starts a stand-in for Alida's API in this process, exports from it"
                    + " over HTTP, and writes the result to a CSV file or to another target. Needs no account and leaves nothing running.",
            "",
            "Without --to, the result is memberport-demo/members.csv in the working directory. --profile makes a page beside it"
                    + " that shows what the export is like: memberport-demo/profile.html."
        },
        footer = {
            "",
            "Examples:",
            "  memberport demo",
            "  memberport demo --profile",
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

    @Option(names = "--profile", description = "Also make a page that shows what the export is like.")
    private boolean profile;

    public DemoCommand(ProcessEnvironment process) {
        super(process, ExitCode.MEANINGS.keySet());
    }

    @Override
    public boolean writesMembers() {
        return true;
    }

    @Override
    protected int run(CommandSession session) {
        Path directory = session.process().workingDirectory().resolve("memberport-demo");
        boolean isDefault = targetOptions.targets.isEmpty();
        if (isDefault || profile) {
            make(directory);
        }
        Path file = directory.resolve("members.csv");
        List<String> targetNames = isDefault ? List.of("csv:" + file) : targetOptions.targets;
        Optional<ProfilePageFile> page =
                profile ? Optional.of(new ProfilePageFile(directory.resolve("profile.html"))) : Optional.empty();
        MemberRun run = new MemberRun(session);
        int code = run.call(
                () -> RunMonitor.silent(session),
                () -> export(session, targetNames, page, run),
                UnaryOperator.identity());
        session.print(
                code == ExitCode.DONE
                        ? new DemoResult(run.report(), isDefault ? Optional.of(file) : Optional.empty(), page)
                        : run.report());
        return code;
    }

    private void export(
            CommandSession session, List<String> targetNames, Optional<ProfilePageFile> page, MemberRun run) {
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
            page.ifPresent(file -> file.write(profileOf(session, api, run), null));
        }
    }

    private ExportProfile profileOf(CommandSession session, AlidaApi api, MemberRun run) {
        return ProfileReading.of(session, targetOptions.plugins(), Profiler.SMALLEST_GROUP)
                .ofBatch(api, run.report().batch().orElseThrow(), SCHEDULE);
    }

    private static void make(Path directory) {
        try {
            PrivateFile.makeDirectory(directory);
        } catch (IOException failure) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "Cannot make the directory memberport-demo here (" + FileFailure.reason(failure, directory)
                            + "). Run the demo in a directory that you can write, or say with --to where the result goes.",
                    failure);
        }
    }

    /** The report, and the first lines of the file; they may be shown because all of it is made up. The page comes last. */
    private record DemoResult(RunReport report, Optional<Path> file, Optional<ProfilePageFile> page)
            implements CommandResult {

        @Override
        public void text(PrintStream out) {
            report.text(out);
            file.ifPresent(written -> excerpt(written, out));
            page.ifPresent(written -> {
                out.println();
                out.println("What the export is like, to be opened in a browser: " + written.shown());
            });
        }

        private static void excerpt(Path file, PrintStream out) {
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
            JsonObject json = report.json();
            page.ifPresent(written -> json.with("page", written.path()));
            return json;
        }
    }
}
