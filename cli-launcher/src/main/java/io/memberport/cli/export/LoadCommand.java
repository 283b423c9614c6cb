package io.memberport.cli.export;

import io.memberport.cli.command.AllowanceOptions;
import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.DriftOptions;
import io.memberport.cli.command.LimitOptions;
import io.memberport.cli.command.NetworkOptions;
import io.memberport.cli.command.SpoolOptions;
import io.memberport.cli.command.TargetOptions;
import io.memberport.cli.monitor.MonitorOptions;
import io.memberport.cli.monitor.RunMonitor;
import io.memberport.cli.privacy.PrivacyOptions;
import io.memberport.cli.privacy.PrivacyPolicies;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Paths;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.sink.Targets;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportTransfer;
import io.memberport.file.DocumentLimits;
import io.memberport.file.ExportFile;
import io.memberport.port.ExportFileSource;
import io.memberport.port.MemberSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "load",
        header = "Write an export file that is on this machine to one target or several.",
        description = {
            "Writes an export file that is on this machine already to one target or several. Uses the network only "
                    + "to reach a target.",
            "",
            "The file may be plain JSON or gzip. It is checked as strictly as a download: a file that is cut off or malformed"
                    + " ends with exit code 7 and leaves the targets as they were. An export that is older than what a target"
                    + " shows, or incremental where the target holds a whole snapshot, ends with exit code 8."
        },
        footer = {
            "",
            "Examples:",
            "  memberport load export.json --to csv:members.csv",
            "  memberport load export.json.gz --to members.csv --option layout=wide --output json",
        })
public final class LoadCommand extends BaseCommand {

    /** The community of exports that are loaded from a file, if none is named. */
    public static final String LOCAL_COMMUNITY = "local";

    @Parameters(paramLabel = "FILE", description = "The export file, plain or gzip.")
    private String file = "";

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private final PrivacyOptions privacyOptions = new PrivacyOptions();

    @Mixin
    final NetworkOptions networkOptions = new NetworkOptions();

    @Mixin
    final SpoolOptions spoolOptions = new SpoolOptions();

    @Mixin
    final LimitOptions limitOptions = new LimitOptions();

    @Mixin
    private final AllowanceOptions allowanceOptions = new AllowanceOptions();

    @Mixin
    final DriftOptions driftOptions = new DriftOptions();

    @Option(
            names = "--community",
            paramLabel = "NAME",
            description = "The community's API key name. Targets use it to keep the members of each community apart. "
                    + "Default: local.")
    @Nullable String community;

    @Mixin
    final MonitorOptions monitorOptions = new MonitorOptions();

    public LoadCommand(ProcessEnvironment process) {
        super(process, Set.of(ExitCode.MALFORMED_EXPORT, ExitCode.TARGET_FAILED));
    }

    @Override
    public boolean writesMembers() {
        return true;
    }

    @Override
    protected int run(CommandSession session) {
        String name = session.settings()
                .find(Setting.COMMUNITY)
                .map(GivenValue::value)
                .orElse(LOCAL_COMMUNITY);
        MemberRun run = new MemberRun(session);
        int code = run.call(
                () -> RunMonitor.begin(session, name), () -> load(session, name, run), UnaryOperator.identity());
        session.print(run.report());
        run.tell();
        return code;
    }

    private void load(CommandSession session, String name, MemberRun run) {
        Path path = Paths.exportFile(session.process().workingDirectory(), file);
        ExportTransfer transfer = ExportTransfer.forCommunity(name)
                .allowing(allowanceOptions.allowances())
                .onDrift(DriftOptions.policy(session.settings()));
        DocumentLimits limits = LimitOptions.limits(session.settings());
        PrivacyPolicies policies = privacyOptions.policies(session.settings());
        try (Targets targets = targetOptions.open(session);
                ExportFileSource source = ExportFile.onDisk(path, limits)) {
            List<MemberSink> sinks = targets.sinks();
            sinks.forEach(sink -> refuseToReplace(path, sink));
            ExportTransfer.check(sinks);
            run.succeeded(SpoolOptions.directory(session)
                    .map(transfer::withSpoolDirectory)
                    .orElse(transfer)
                    .withPrivacy(targets.policies(policies))
                    .run(source, null, sinks, run));
        }
    }

    /** Writing the target would destroy the export, of which this may be the only copy. */
    private static void refuseToReplace(Path export, MemberSink sink) {
        String target = sink.description();
        // A sink of a plugin may not name its files; a target that is a file is called by its path.
        if (isSameFile(export, target)) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The target " + Printable.text(target)
                            + " is the export file itself, which it would replace. Name another target.");
        }
        for (Path file : sink.files()) {
            if (isSameFile(export, file.toString())) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        "The export file " + Printable.text(export.toString())
                                + " has the name of a file that belongs to"
                                + " the target " + Printable.text(target)
                                + ", which would replace or delete it. Name another target, or rename the export.");
            }
        }
    }

    private static boolean isSameFile(Path export, String target) {
        try {
            Path file = Path.of(target);
            return Files.exists(file) && Files.isSameFile(export, file);
        } catch (InvalidPathException | IOException noFileOrNotToBeLookedAt) {
            return false;
        }
    }
}
