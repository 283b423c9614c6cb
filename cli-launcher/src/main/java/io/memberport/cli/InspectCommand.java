package io.memberport.cli;

import io.memberport.file.DocumentLimits;
import io.memberport.file.ExportFile;
import io.memberport.port.ExportFileSource;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        header = "Show what is in an export file, without showing a value.",
        description = {
            "Shows what is in an export file: members, variables, their types, how many members have them, which are"
                    + " sensitive. Never shows a member's value.",
            "",
            "FILL is the share of members with at least one value. SENSITIVE is 'unstated' where the file does not say; treat"
                    + " that like yes."
        },
        footer = {
            "",
            "Examples:",
            "  memberport inspect export.json",
            "  memberport inspect export.json.gz --output json",
        })
final class InspectCommand extends SessionCommand {

    @Parameters(paramLabel = "FILE", description = "The export file, plain or gzip.")
    private String file = "";

    @Mixin
    private final LimitOptions limitOptions = new LimitOptions();

    InspectCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(Session session) {
        Path path = Paths.exportFile(session.surroundings().workingDirectory(), file);
        DocumentLimits limits = limitOptions.limits(session.settings());
        try (ExportFileSource source = ExportFile.onDisk(path, limits)) {
            session.answer(new InspectionAnswer(Inspection.of(source, session.progress())));
        }
        return ExitCode.DONE;
    }
}
