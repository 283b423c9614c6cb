package io.memberport.cli.inspect;

import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.LimitOptions;
import io.memberport.cli.log.RunContext;
import io.memberport.cli.privacy.PrivacyOptions;
import io.memberport.cli.privacy.PrivacyPolicies;
import io.memberport.cli.privacy.PrivacyResult;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.settings.Paths;
import io.memberport.export.FileInspection;
import io.memberport.file.DocumentLimits;
import io.memberport.file.ExportFile;
import io.memberport.port.ExportFileSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        header = "Show what is in an export file, without showing a value.",
        description = {
            "Shows what is in an export file: members, variables, their types, how many members have them, which are"
                    + " sensitive. Never shows a member's value.",
            "",
            "FILL is the share of members with at least one value. SENSITIVE is 'unstated' where the file does not say; treat"
                    + " that like yes.",
            "",
            "'memberport profile' shows more: options, ranges and distributions, as text or as a page."
        },
        footer = {
            "",
            "Examples:",
            "  memberport inspect export.json",
            "  memberport inspect export.json.gz --output json",
            "  memberport inspect export.json --privacy --sensitive hash --drop Email",
        })
public final class InspectCommand extends BaseCommand {

    @Parameters(paramLabel = "FILE", description = "The export file, plain or gzip.")
    private String file = "";

    @Option(names = "--privacy", description = "Show what the rules for personal data do to each variable, and why.")
    private boolean privacy;

    @Mixin
    private final PrivacyOptions privacyOptions = new PrivacyOptions();

    @Mixin
    final LimitOptions limitOptions = new LimitOptions();

    public InspectCommand(ProcessEnvironment process) {
        super(process, Set.of(ExitCode.MALFORMED_EXPORT));
    }

    @Override
    protected int run(CommandSession session) {
        Path path = Paths.exportFile(session.process().workingDirectory(), file);
        Optional<PrivacyPolicies> policies =
                privacy ? Optional.of(privacyOptions.policies(session.settings())) : Optional.empty();
        DocumentLimits limits = LimitOptions.limits(session.settings());
        try (ExportFileSource source = ExportFile.onDisk(path, limits)) {
            FileInspection inspection = FileInspection.of(source, RunContext.noting(session.progress()));
            session.print(
                    policies.isEmpty()
                            ? new InspectionResult(inspection)
                            : new PrivacyResult(inspection, policies.get()));
        }
        return ExitCode.DONE;
    }
}
