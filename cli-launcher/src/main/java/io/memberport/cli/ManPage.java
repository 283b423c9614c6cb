package io.memberport.cli;

import io.memberport.cli.process.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * A page of the manual in the macros of {@code man(7)}, made of what help is made of. Picocli's own generator writes
 * AsciiDoc, and what turns that into pages is a Ruby program of 30 MB; this is all that our help needs of it.
 */
final class ManPage {

    private static final Pattern HEADING = Pattern.compile("([A-Z][a-z]+?)s?:");
    private static final Pattern VARIABLE = Pattern.compile("([A-Z][A-Z_]+),? (.*)");
    private static final Pattern DEFAULT = Pattern.compile("Default: (.*)\\.$");
    private static final Pattern FLAG = Pattern.compile("(?<![\\w\\\\-])(?:\\\\-){1,2}[a-z](?:[a-z]|\\\\-)*");

    /** Characters that the formatter would take for its own, or print as a typographic one. */
    private static final Map<Character, String> ESCAPES =
            Map.of('\\', "\\e", '-', "\\-", '\'', "\\(aq", '`', "\\(ga", '^', "\\(ha", '~', "\\(ti", '"', "\\(dq");

    private final CommandSpec command;
    private final UsageMessageSpec usage;
    private final StringBuilder page = new StringBuilder();

    private ManPage(CommandSpec command) {
        this.command = command;
        this.usage = command.usageMessage();
    }

    /** The pages of a command line and of its commands, by the names of their files. */
    static Map<String, String> all(CommandSpec root) {
        return Stream.concat(Stream.of(root), commands(root))
                .map(ManPage::new)
                .collect(
                        Collectors.toMap(page -> page.name() + ".1", ManPage::text, (one, other) -> one, TreeMap::new));
    }

    private static Stream<CommandSpec> commands(CommandSpec parent) {
        return parent.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden());
    }

    private String name() {
        return command.qualifiedName("-");
    }

    private String text() {
        line(".TH \"" + escaped(name().toUpperCase(Locale.ROOT)) + "\" \"1\" \"" + Version.date() + "\" \""
                + escaped(Version.text()) + "\" \"Memberport\"");
        // Neither hyphenated nor justified: words are to be searched for and copied.
        line(".nh").line(".ad l");
        section("NAME").line(escaped(name()) + " \\- " + escaped(purpose()));
        section("SYNOPSIS").line(synopsis());
        section("DESCRIPTION").paragraphs(List.of(usage.description()));
        arguments();
        commands();
        exitStatus();
        Map<String, List<String>> footer = footer();
        List<String> notes = headed(footer, "NOTE", "NOTES");
        if (!notes.isEmpty()) {
            paragraphs(notes);
        }
        headed(footer, "ENVIRONMENT", "ENVIRONMENT").forEach(this::variable);
        files();
        examples(headed(footer, "EXAMPLE", "EXAMPLES"));
        seeAlso();
        return page.toString();
    }

    /** As the index of the manual has it: neither a capital nor a full stop. */
    private String purpose() {
        String[] header = usage.header().length > 0 ? usage.header() : usage.description();
        String sentence = header[0];
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT)
                + sentence.substring(1).replaceFirst("\\.$", "");
    }

    private String synopsis() {
        Help help = command.commandLine().getHelp();
        String called = command.qualifiedName();
        String synopsis = String.join(" ", help.synopsis(0).strip().split("\\s+"));
        return "\\fB" + escaped(called) + "\\fR" + marked(synopsis.substring(called.length()));
    }

    /** In the order of help. */
    private void arguments() {
        if (!command.positionalParameters().isEmpty()) {
            section("ARGUMENTS");
            command.positionalParameters()
                    .forEach(argument -> entry(marked(argument.paramLabel()), argument.description()));
        }
        section("OPTIONS");
        Stream<OptionSpec> options = command.options().stream();
        (usage.sortOptions() ? options : options.sorted((one, other) -> Integer.compare(one.order(), other.order())))
                .forEach(option -> entry(names(option), option.description()));
    }

    private static String names(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : "=\\fI" + escaped(option.paramLabel()) + "\\fR";
        return Arrays.stream(option.names())
                        .map(name -> "\\fB" + escaped(name) + "\\fR")
                        .collect(Collectors.joining(", "))
                + value;
    }

    private void commands() {
        if (commands(command).findAny().isPresent()) {
            section("COMMANDS");
            commands(command)
                    .forEach(each -> entry(
                            "\\fB" + escaped(each.name()) + "\\fR",
                            each.usageMessage().header()));
        }
    }

    private void exitStatus() {
        if (!usage.exitCodeList().isEmpty()) {
            section("EXIT STATUS");
            usage.exitCodeList().forEach((code, meaning) -> entry("\\fB" + code + "\\fR", meaning));
        }
    }

    /** The lines of help that follow the options, by their headings; those that have none are notes. */
    private Map<String, List<String>> footer() {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        String current = "NOTE";
        for (String line : usage.footer()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                current = heading.group(1).toUpperCase(Locale.ROOT);
            } else if (!line.isBlank()) {
                sections.computeIfAbsent(current, name -> new ArrayList<>()).add(line.strip());
            }
        }
        return sections;
    }

    private List<String> headed(Map<String, List<String>> footer, String heading, String shown) {
        List<String> lines = footer.getOrDefault(heading, List.of());
        if (!lines.isEmpty()) {
            section(shown);
        }
        return lines;
    }

    private void variable(String line) {
        Matcher variable = VARIABLE.matcher(line);
        if (variable.matches()) {
            entry("\\fB" + escaped(variable.group(1)) + "\\fR", variable.group(2));
        } else {
            line(".PP").line(marked(line));
        }
    }

    /** What is used if no option names another file or directory. */
    private void files() {
        Map<String, String> files = new LinkedHashMap<>();
        for (OptionSpec option : command.options()) {
            Matcher found = DEFAULT.matcher(description(option));
            if (List.of("FILE", "PATH", "DIRECTORY").contains(option.paramLabel()) && found.find()) {
                files.put(found.group(1), "The default of " + option.longestName() + ".");
            }
        }
        if (!files.isEmpty()) {
            section("FILES");
            files.forEach((file, use) -> entry(escaped(file), use));
        }
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description());
    }

    private void examples(List<String> lines) {
        if (!lines.isEmpty()) {
            line(".nf");
            lines.forEach(example -> line(escaped(example)));
            line(".fi");
        }
    }

    private void seeAlso() {
        CommandSpec root = command.root();
        section("SEE ALSO")
                .line(Stream.concat(Stream.of(root), commands(root))
                        .filter(other -> other != command)
                        .map(other -> "\\fB" + escaped(other.qualifiedName("-")) + "\\fR(1)")
                        .collect(Collectors.joining(",\n")));
    }

    private ManPage section(String heading) {
        return line(".SH " + (heading.contains(" ") ? "\"" + heading + "\"" : heading));
    }

    private void paragraphs(List<String> lines) {
        line(lines.stream()
                // Picocli's own command has line ends of its own.
                .map(text -> marked(text.replace("%n", "")))
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n.PP\n")));
    }

    /** What is explained, and to the right of it or below, the explanation. */
    private void entry(String tag, String... explanation) {
        line(".TP").line(tag).line(marked(String.join(" ", explanation)));
    }

    private ManPage line(String line) {
        page.append(line).append('\n');
        return this;
    }

    /** With the names of options in bold. */
    private static String marked(String text) {
        return FLAG.matcher(escaped(text)).replaceAll(flag -> Matcher.quoteReplacement("\\fB" + flag.group() + "\\fR"));
    }

    private static String escaped(String text) {
        String characters = text.chars()
                .mapToObj(character -> ESCAPES.getOrDefault((char) character, String.valueOf((char) character)))
                .collect(Collectors.joining());
        return characters.startsWith(".") ? "\\&" + characters : characters;
    }
}
