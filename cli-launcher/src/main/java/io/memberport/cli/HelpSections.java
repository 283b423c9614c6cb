package io.memberport.cli;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The sections that the helps of several commands share: environment and exit codes. */
final class HelpSections {

    private static final int WIDTH = 80;

    private static final Map<Integer, String> MEANINGS = new LinkedHashMap<>();

    static {
        MEANINGS.put(ExitCode.DONE, "done");
        MEANINGS.put(ExitCode.UNEXPECTED, "unexpected: a mistake in Memberport");
        MEANINGS.put(ExitCode.USAGE, "usage or configuration, an unknown community or batch included");
        MEANINGS.put(ExitCode.ACCESS_DENIED, "not allowed in: wrong credentials, or missing permissions");
        MEANINGS.put(ExitCode.EXPORT_FAILED, "the export failed at Alida");
        MEANINGS.put(ExitCode.DEADLINE, "not finished by the deadline; the message says how to resume");
        MEANINGS.put(
                ExitCode.UNAVAILABLE,
                "network or API unavailable after all retries, or its answer cannot be understood");
        MEANINGS.put(ExitCode.MALFORMED_EXPORT, "the export file is malformed or incomplete");
        MEANINGS.put(ExitCode.TARGET_FAILED, "a target could not be written, or refused the export");
        MEANINGS.put(ExitCode.INTERRUPTED, "interrupted (Ctrl-C, or a polite kill)");
    }

    private static final Set<Integer> EVERYWHERE =
            Set.of(ExitCode.DONE, ExitCode.UNEXPECTED, ExitCode.USAGE, ExitCode.INTERRUPTED);
    private static final Set<Integer> API = Set.of(ExitCode.ACCESS_DENIED, ExitCode.UNAVAILABLE);

    private static final Map<String, Set<Integer>> OTHERS = Map.of(
            "export", MEANINGS.keySet(),
            "demo", MEANINGS.keySet(),
            "status", API,
            "wait", union(API, Set.of(ExitCode.EXPORT_FAILED, ExitCode.DEADLINE)),
            "download",
                    union(
                            API,
                            Set.of(
                                    ExitCode.EXPORT_FAILED,
                                    ExitCode.DEADLINE,
                                    ExitCode.MALFORMED_EXPORT,
                                    ExitCode.TARGET_FAILED)),
            "doctor", union(API, Set.of(ExitCode.TARGET_FAILED)),
            "load", Set.of(ExitCode.MALFORMED_EXPORT, ExitCode.TARGET_FAILED),
            "inspect", Set.of(ExitCode.MALFORMED_EXPORT));

    private HelpSections() {}

    static void addTo(CommandLine root) {
        addHeadings(root.getCommandSpec().usageMessage());
        addExitCodes(root.getCommandSpec().usageMessage(), MEANINGS.keySet());
        root.setUsageHelpWidth(WIDTH);
        HelpText.addTo(root);
        root.getSubcommands().forEach((name, command) -> {
            addHeadings(command.getCommandSpec().usageMessage());
            if (command.getCommand() instanceof SessionCommand) {
                UsageMessageSpec usage = command.getCommandSpec().usageMessage();
                usage.sortOptions(false);
                addExitCodes(usage, union(EVERYWHERE, OTHERS.getOrDefault(name, Set.of())));
                usage.footer(Stream.of(environment(command), Arrays.asList(usage.footer()))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
            }
        });
    }

    private static void addHeadings(UsageMessageSpec usage) {
        usage.descriptionHeading("%n");
        usage.parameterListHeading("%nArguments:%n");
        usage.optionListHeading("%nOptions:%n");
        usage.commandListHeading("%nCommands:%n");
    }

    private static void addExitCodes(UsageMessageSpec usage, Set<Integer> codes) {
        Map<String, String> shown = new LinkedHashMap<>();
        MEANINGS.forEach((code, meaning) -> {
            if (codes.contains(code)) {
                shown.put(String.valueOf(code), meaning);
            }
        });
        usage.exitCodeListHeading("%nExit codes:%n");
        usage.exitCodeList(shown);
    }

    /** One line for each variable that the command looks at. */
    private static List<String> environment(CommandLine command) {
        boolean callsApi = command.getCommandSpec().optionsMap().containsKey(Setting.API_URL.flag());
        Stream<String> flags = Arrays.stream(Setting.values())
                .filter(setting -> command.getCommandSpec().optionsMap().containsKey(setting.flag()))
                .map(setting -> "  " + setting.environmentVariable() + " for " + setting.flag());
        Stream<String> secrets = Arrays.stream(Setting.values())
                .filter(setting -> callsApi && setting.isSecret())
                .map(setting -> "  " + setting.environmentVariable() + ", or " + setting.fileEnvironmentVariable()
                        + " with the path of a file that holds it");
        Stream<String> sinkOptions = command.getCommandSpec().optionsMap().containsKey("--option")
                ? Stream.of(
                        "  MEMBERPORT_SCHEME_NAME for an option of a sink, MEMBERPORT_CSV_LAYOUT for --option csv.layout")
                : Stream.empty();
        Stream<String> rest = Stream.of(
                "  NO_COLOR, not empty: no colours",
                "  A flag beats the environment, the environment beats the settings file.");
        return Stream.of(Stream.of("", "Environment:"), secrets, flags, sinkOptions, rest)
                .flatMap(lines -> lines)
                .toList();
    }

    private static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
        Set<Integer> both = new HashSet<>(one);
        both.addAll(other);
        return Set.copyOf(both);
    }
}
