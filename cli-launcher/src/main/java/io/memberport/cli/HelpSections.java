package io.memberport.cli;

import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.OutputFormat;
import io.memberport.cli.settings.Setting;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The sections that the helps of several commands share: environment and exit codes. */
final class HelpSections {

    private static final int WIDTH = 80;

    private HelpSections() {}

    static void addTo(CommandLine root) {
        addHeadings(root.getCommandSpec().usageMessage());
        addExitCodes(root.getCommandSpec().usageMessage(), code -> true);
        root.setUsageHelpWidth(WIDTH);
        HelpText.addTo(root);
        root.getSubcommands().values().forEach(command -> {
            addHeadings(command.getCommandSpec().usageMessage());
            if (command.getCommand() instanceof BaseCommand base) {
                UsageMessageSpec usage = command.getCommandSpec().usageMessage();
                usage.sortOptions(false);
                nameFormats(command.getCommandSpec(), base.formats());
                Set<Integer> own = base.exitCodes();
                addExitCodes(usage, code -> ExitCode.ANY_COMMAND.contains(code) || own.contains(code));
                usage.footer(Stream.of(environment(command), Arrays.asList(usage.footer()))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
            }
        });
    }

    /** Says which forms the result of a command can have, if they are not the usual ones. */
    private static void nameFormats(CommandSpec command, Set<OutputFormat> formats) {
        OptionSpec usual = command.findOption(Setting.OUTPUT.flag());
        if (usual != null && !formats.equals(OutputFormat.USUAL)) {
            command.remove(usual);
            command.addOption(OptionSpec.builder(usual)
                    .paramLabel(OutputFormat.alternatives(formats))
                    .description(
                            "Form of the result on standard output: text (default), one JSON document, or a table.")
                    .build());
        }
    }

    private static void addHeadings(UsageMessageSpec usage) {
        usage.descriptionHeading("%n");
        usage.parameterListHeading("%nArguments:%n");
        usage.optionListHeading("%nOptions:%n");
        usage.commandListHeading("%nCommands:%n");
    }

    private static void addExitCodes(UsageMessageSpec usage, IntPredicate codes) {
        Map<String, String> shown = new LinkedHashMap<>();
        ExitCode.MEANINGS.forEach((code, meaning) -> {
            if (codes.test(code)) {
                shown.put(String.valueOf(code), meaning);
            }
        });
        usage.exitCodeListHeading("%nExit codes:%n");
        usage.exitCodeList(shown);
    }

    /** One line for each variable that the command looks at. */
    private static List<String> environment(CommandLine command) {
        boolean runsJobs = command.getCommandSpec().optionsMap().containsKey(Setting.PARALLEL.flag());
        boolean callsApi = runsJobs || command.getCommandSpec().optionsMap().containsKey(Setting.API_URL.flag());
        Stream<String> flags = Arrays.stream(Setting.values())
                .filter(setting -> command.getCommandSpec().optionsMap().containsKey(setting.flag()))
                .map(setting -> "  " + setting.environmentVariable() + " for " + setting.flag());
        Stream<String> secrets = Arrays.stream(Setting.values())
                .filter(setting -> callsApi && setting.isSecret())
                .map(setting -> "  " + setting.environmentVariable() + ", or " + setting.fileEnvironmentVariable()
                        + " with the path of a file that holds it");
        Stream<String> sinkOptions =
                runsJobs || command.getCommandSpec().optionsMap().containsKey("--option")
                        ? Stream.of(
                                "  MEMBERPORT_SCHEME_NAME for an option of a sink, MEMBERPORT_CSV_LAYOUT for --option csv.layout")
                        : Stream.empty();
        Stream<String> rest = Stream.of(
                "  NO_COLOR, not empty: no colours",
                "  A flag overrides the environment; the environment overrides the settings file.");
        return Stream.of(Stream.of("", "Environment:"), secrets, flags, sinkOptions, rest)
                .flatMap(lines -> lines)
                .toList();
    }
}
