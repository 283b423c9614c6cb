package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberport.cli.process.Interruption;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What shells offer. Bash is asked here, and the others by {@link ShellCompletionIT}; of their scripts only the form is looked at. */
class CompletionTest {

    private static final Path BASH = Path.of("/bin/bash");

    @TempDir
    Path directory;

    @BeforeEach
    void makeFiles() throws Exception {
        Files.createDirectory(directory.resolve("data"));
        for (String name : List.of("members.csv", "members.csv.gz", "my file.csv", "book.xlsx", "export.json")) {
            Files.createFile(directory.resolve(name));
        }
    }

    private String script(String... shell) {
        CommandLineRun run = new CommandLineRun(directory);
        assertEquals(
                0,
                run.run(Stream.concat(Stream.of("generate-completion"), Stream.of(shell))
                        .toArray(String[]::new)));
        return run.out();
    }

    /** What bash offers once a line has been typed, with blanks shown as they are. */
    private List<String> offered(String line) throws Exception {
        assumeTrue(Files.isExecutable(BASH), "this machine has no bash");
        Path file = directory.resolve(".completion");
        Files.writeString(file, script() + """

                        COMP_LINE=$1 COMP_POINT=${#1}
                        _memberport memberport
                        printf '%s\\n' "${COMPREPLY[@]}"
                        """);
        Process bash = new ProcessBuilder(BASH.toString(), "--norc", file.toString(), line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(bash.waitFor(2, TimeUnit.MINUTES));
        assertEquals(0, bash.exitValue(), out);
        return out.lines().filter(answer -> !answer.isBlank()).sorted().toList();
    }

    /** Bash itself completes what follows the last colon or equals sign. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "memberport exp|export ",
                "memberport he|help ",
                "memberport help dem|demo ",
                "memberport export --spo|--spool-directory ",
                "memberport export --output |json ,text ",
                "memberport export --output=te|text ",
                "memberport profile --output |csv ,json ,markdown ,text ",
                "memberport wait 1 --link-addresses |any ,public ",
                "memberport export --option bo|bom=off ,bom=on ",
                "memberport export --option csv.layout=w|wide ",
                "memberport export --option=csv.layout=w|wide ",
                "memberport export --option jdbc.mode=|append ,merge ,replace ",
                "memberport export --to s|s3://",
                "memberport export --to csv:mem|members.csv ,members.csv.gz ",
                "memberport export --to mem|members.csv ,members.csv.gz ",
                "memberport export --to da|data/",
                "memberport export --to my|my\\ file.csv ",
                "memberport load exp|export.json ",
                "memberport export --to bo|book.xlsx ",
                "memberport export --to xlsx:bo|book.xlsx ",
                "memberport load --to members.csv exp|export.json ",
                "memberport inspect --output json exp|export.json ",
                "memberport download 1 --file exp|export.json ",
                "memberport export --spool-directory d|data/",
                "memberport export --community exp|",
            })
    void offersInBash(String line, String expected) throws Exception {
        assertEquals(expected == null ? List.of() : List.of(expected.split(",", -1)), offered(line), line);
    }

    @Test
    void offersEverythingThatCanBeATarget() throws Exception {
        List<String> offered = offered("memberport export --to ");

        assertTrue(
                offered.containsAll(List.of("csv:", "jdbc:", "s3://", "xlsx:", "data/", "members.csv ")),
                offered::toString);
        assertTrue(!offered.contains("export.json "), offered::toString);
    }

    @Test
    void offersEveryOptionOfEveryCommand() throws Exception {
        for (CommandSpec command : commands()) {
            List<String> offered = offered("memberport " + command.name() + " -");

            assertEquals(
                    command.options().stream()
                            .flatMap(option -> Stream.of(option.names()))
                            .map(name -> name + " ")
                            .sorted()
                            .toList(),
                    offered);
        }
    }

    private List<CommandSpec> commands() {
        return MemberportCommand.commandLine(new CommandLineRun(directory).process(new Interruption()))
                .getSubcommands()
                .values()
                .stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .toList();
    }

    /** Syntax that bash would refuse, too. */
    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void isOneScriptForBashAndZsh(String shell) {
        assertEquals(script(), script(shell));
        assertTrue(script(shell).contains("autoload -U +X bashcompinit && bashcompinit"));
        assertTrue(script(shell).contains("[ -n \"${ZSH_VERSION-}\" ] || strip="));
    }

    /** Each line is a command of fish, with quotes that are closed. */
    @Test
    void offersTheSameInFish() {
        List<String> lines = script("fish")
                .lines()
                .filter(line -> line.startsWith("complete "))
                .toList();
        Map<String, Long> options = new TreeMap<>();
        for (String line : lines) {
            assertTrue(
                    line.matches(
                            "complete -c memberport( (-[fFr]|-[nadls] ('[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|[a-zA-Z_-]+)))++"),
                    line);
        }
        for (CommandSpec command : commands()) {
            String condition = " -n '__memberport_runs " + command.name() + "'";
            options.put(
                    command.name(),
                    lines.stream()
                            .filter(line -> line.contains(condition + " -l ") || line.contains(condition + " -s "))
                            .count());
            assertEquals(command.options().size(), options.get(command.name()), command.name());
        }
        assertTrue(lines.stream().anyMatch(line -> line.contains("-l output -r -f -a 'text json'")));
        assertTrue(lines.stream().anyMatch(line -> line.contains("-l to -r -F -a 'csv: jdbc: s3:// xlsx:'")));
        assertTrue(
                lines.stream().anyMatch(line -> line.contains("-l option -r -f -a '") && line.contains("csv.bom=on")));
        assertTrue(lines.contains("complete -c memberport -n '__memberport_runs load' -F"));
    }

    @Test
    void refusesAShellThatItDoesNotKnow() {
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, run.run("generate-completion", "cmd"));

        assertTrue(run.err().contains("There is no completion for the shell"), run.err());
        assertTrue(run.err().contains("Name bash, zsh or fish."), run.err());
    }

    @Test
    void takesNoValueForAFlag() {
        List<String> flags = commands().stream()
                .flatMap(command -> command.options().stream())
                .filter(option -> option.arity().max() == 0)
                .map(OptionSpec::longestName)
                .distinct()
                .toList();

        assertTrue(flags.containsAll(List.of("--quiet", "--verbose", "--help")), flags::toString);
    }
}
