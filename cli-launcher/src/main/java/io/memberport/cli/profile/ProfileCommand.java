package io.memberport.cli.profile;

import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.ConnectionOptions;
import io.memberport.cli.command.LimitOptions;
import io.memberport.cli.command.PollOptions;
import io.memberport.cli.command.RateOptions;
import io.memberport.cli.command.TargetOptions;
import io.memberport.cli.export.LoadCommand;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.CommandText;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.Failure;
import io.memberport.cli.result.OutputFormat;
import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Paths;
import io.memberport.cli.settings.Setting;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.SinkOption;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.ProfileComparison;
import io.memberport.profile.tally.Profiler;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "profile",
        header = "Show what an export is like, as a page, a dictionary of its variables, or JSON.",
        description = {
            "Reads an export once and shows what it is like: how full each variable is, its options, ranges and distributions,"
                    + " what is unusual, and what has changed since an earlier profile. The export is a file on this machine, or"
                    + " one at Alida, which is awaited and read over the network.",
            "",
            "Shows no value of a variable that is sensitive, or of which the export does not say whether it is, no free"
                    + " text, and no option that only a few members have. --html writes a page that a browser opens without"
                    + " a network.",
            "",
            "With --output markdown or csv, the result is a dictionary of the variables. --to adds the columns that they have in"
                    + " a target with layout=wide, or would get; the target is read and stays as it is."
        },
        footer = {
            "",
            "Examples:",
            "  memberport profile export.json.gz --html profile.html",
            "  memberport profile --batch-id 5f6c... --output json > tonight.json",
            "  memberport profile export.json --against last-night.json",
            "  memberport profile export.json --output markdown --to csv:members.csv --option layout=wide",
        })
public final class ProfileCommand extends BaseCommand {

    private static final String AGAINST = "--against";
    private static final String HTML = "--html";

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The export file, plain or gzip.")
    private @Nullable String file;

    @Option(
            names = "--batch-id",
            paramLabel = "ID",
            description = "Profile this export at Alida, in place of a file. Waits first if it is not finished.")
    private @Nullable String batchId;

    @Option(
            names = HTML,
            paramLabel = "PATH",
            description =
                    "Write a page for people, one HTML file that needs nothing else. A former page is replaced, another file is not.")
    private @Nullable String html;

    @Option(
            names = AGAINST,
            paramLabel = "FILE",
            description = "Also show what differs from an earlier profile, which --output json has written.")
    private @Nullable String against;

    @Option(
            names = "--smallest-group",
            paramLabel = "N",
            description = "Do not name an option that fewer than N members have. Default: ${DEFAULT-VALUE}.")
    private int smallestGroup = Profiler.SMALLEST_GROUP;

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Mixin
    final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    final PollOptions pollOptions = new PollOptions();

    @Mixin
    final LimitOptions limitOptions = new LimitOptions();

    @Mixin
    final RateOptions rateOptions = new RateOptions();

    public ProfileCommand(ProcessEnvironment process) {
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
    public Set<OutputFormat> formats() {
        return EnumSet.allOf(OutputFormat.class);
    }

    @Override
    protected Optional<CommandText> resumeCommand(Failure failure) {
        return repeatCommand(failure);
    }

    @Override
    protected int run(CommandSession session) {
        requireOneExport();
        requireAGroup();
        requireEffects(session.format());
        Path directory = session.process().workingDirectory();
        Path exportFile = file == null ? null : Paths.exportFile(directory, file);
        Path earlierFile = against == null ? null : Paths.resolve(directory, against, AGAINST);
        ProfilePageFile page = html == null ? null : new ProfilePageFile(Paths.resolve(directory, html, HTML)).check();
        ExportProfile earlier = earlierFile == null ? null : EarlierProfile.read(earlierFile);
        ProfileReading reading = ProfileReading.of(session, targetOptions.plugins(), smallestGroup);
        try (TargetColumns targets = TargetColumns.open(session, targetOptions, community(session))) {
            ExportProfile profile = exportFile == null ? reading.ofBatch(batch()) : reading.ofFile(exportFile);
            ProfileComparison comparison = earlier == null ? null : ProfileComparison.of(earlier, profile);
            Map<String, Map<String, String>> columns = targets.ofAll(profile.definitions());
            if (page != null) {
                page.write(profile, comparison);
            }
            session.print(new ProfileResult(profile, comparison, columns, page));
        }
        return ExitCode.DONE;
    }

    private void requireOneExport() {
        if (file == null && batchId == null) {
            throw misuse(
                    "No export is given. Name an export file on this machine, or an export at Alida with --batch-id.");
        }
        if (file != null && batchId != null) {
            throw misuse("FILE names an export on this machine and --batch-id one at Alida; remove one of them.");
        }
    }

    private void requireAGroup() {
        if (smallestGroup < 1) {
            throw misuse("--smallest-group is " + smallestGroup
                    + "; it must be at least 1, which names every option, also one that a single member has.");
        }
    }

    /** Options that the form of the result has no place for, before an export is read for hours. */
    private void requireEffects(OutputFormat format) {
        String output = "--output " + SinkOption.wireName(format);
        if (format == OutputFormat.TEXT && !targetOptions.targets.isEmpty()) {
            throw misuse("--to adds the columns of targets to a dictionary or to JSON, and " + output
                    + " shows neither. Add --output markdown, csv or json, or remove --to.");
        }
        boolean isDictionary = format == OutputFormat.MARKDOWN || format == OutputFormat.CSV;
        if (isDictionary && against != null && html == null) {
            throw misuse(AGAINST + " has no effect with " + output
                    + ", which is a dictionary. Add --html, use --output text or json, or remove " + AGAINST + ".");
        }
    }

    private static MemberportException misuse(String message) {
        return new MemberportException(FailureKind.CONFIGURATION, message);
    }

    private String batch() {
        return Optional.ofNullable(batchId).orElseThrow();
    }

    private static String community(CommandSession session) {
        return session.settings().find(Setting.COMMUNITY).map(GivenValue::value).orElse(LoadCommand.LOCAL_COMMUNITY);
    }
}
