package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.process.Interruption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

class CommandLineTest {

    @TempDir
    Path directory;

    private CommandLineRun line;

    @BeforeEach
    void start() {
        line = new CommandLineRun(directory);
    }

    @Test
    void showsItsUsageOnStandardErrorWithoutACommand() {
        assertEquals(2, line.run());

        assertEquals("", line.out());
        assertTrue(line.err().contains("Usage: memberport"), line.err());
    }

    @Test
    void showsItsVersion() {
        assertEquals(0, line.run("--version"));

        assertTrue(line.out().matches("memberport \\d+\\.\\d+\\.\\d+\\S*\\R"), line.out());
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        assertEquals(2, line.run("exprot"));

        assertTrue(line.err().contains("did you mean 'export'?"), line.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export --client-secret sesame",
                "export --client-secret=sesame",
                "export --api-key=sesame --to a.csv",
                "--client-secret sesame export",
                "export -psesame",
                "export --password=sesame",
                "sesame",
                "export sesame",
                "load a.json sesame",
                "export --api-url https://me:sesame@example.org --community c",
                "export --api-url https://example.org/?key=sesame --community c",
                "export --to jdbc:postgresql://db/x?password=sesame --region eu1 --community c",
                "export --to --to=jdbc:postgresql://db/x?password=sesame",
                "export --to --option=jdbc.password=sesame",
                "export --to a.csv --option sesame",
                "export --quiet=jdbc:postgresql://db/x?password=sesame --to a.csv",
                "ddl --to JDBC:postgresql://me:sesame@db/x.csv",
                "load jdbc:postgresql://me:sesame@db/x --to export.json",
            })
    void neverRepeatsWhatMayBeASecret(String arguments) {
        line.with("MEMBERPORT_CLIENT_ID", "id").with("MEMBERPORT_CLIENT_SECRET", "sesame");

        assertEquals(2, line.run(arguments.split(" ")));

        // A lone word could be the misspelt name of a command, which is worth showing.
        if (!arguments.equals("sesame")) {
            assertFalse(line.err().contains("sesame"), line.err());
        }
        assertFalse(line.out().contains("sesame"), line.out());
        assertFalse(line.err().isBlank());
    }

    @Test
    void saysOfAFlagThatItTakesNoValue() {
        line.run("export", "--full=yes please");

        assertTrue(line.err().contains("option '--full' takes no value"), line.err());
    }

    @Test
    void tellsWhereASecretBelongs() {
        line.run("export", "--client-secret", "sesame");

        assertTrue(line.err().contains("MEMBERPORT_CLIENT_SECRET_FILE"), line.err());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void explainsEveryOptionOfACommand(String name) {
        assertEquals(0, line.run(name, "--help"));

        CommandLine command = Objects.requireNonNull(root().getSubcommands().get(name));
        for (OptionSpec option : command.getCommandSpec().options()) {
            assertTrue(line.out().contains(option.longestName()), option + " in " + line.out());
        }
        assertEquals("", line.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export",
                "status",
                "wait",
                "download",
                "load",
                "inspect",
                "sinks",
                "ddl",
                "doctor",
                "simulate",
                "demo"
            })
    void explainsACommandWithExamplesEnvironmentAndExitCodes(String name) {
        line.run("help", name);

        for (String section :
                List.of("Usage: memberport " + name, "Exit codes:", "Environment:", "  memberport " + name)) {
            assertTrue(line.out().contains(section), section + " in " + line.out());
        }
    }

    static Stream<String> commands() {
        return root().getSubcommands().keySet().stream();
    }

    /** A word that a line break has cut in two has a blank in it once the lines are put together again. */
    @ParameterizedTest
    @MethodSource("allCommands")
    void showsHelpThatFitsEightyColumnsAndBreaksNoWord(String name) {
        CommandLine command = Objects.requireNonNull(root().getSubcommands().get(name));
        String help = command.getUsageMessage(Ansi.OFF);
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        Stream<String> told = Stream.of(
                        command.getCommandSpec().args().stream().flatMap(argument -> Stream.of(argument.description())),
                        Stream.of(usage.header()),
                        Stream.of(usage.description()),
                        Stream.of(usage.footer()),
                        usage.exitCodeList().values().stream())
                .flatMap(texts -> texts)
                .filter(text -> !text.contains("${") && !text.contains("%"));

        assertEquals(List.of(), help.lines().filter(line -> line.length() > 80).toList());
        String shown = oneLine(help);
        assertEquals(
                List.of(),
                told.map(CommandLineTest::oneLine)
                        .filter(text -> !shown.contains(text))
                        .toList());
    }

    static Stream<String> allCommands() {
        return root().getSubcommands().keySet().stream();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "load", "demo"})
    void keepsTheEndingsOfFilesInOnePiece(String name) {
        String help = Objects.requireNonNull(root().getSubcommands().get(name)).getUsageMessage(Ansi.OFF);

        for (String whole : List.of(".csv.gz or .xlsx.", "(csv.layout=wide).", "(layout=wide)")) {
            assertTrue(help.contains(whole), help);
        }
    }

    @Test
    void listsOnlyCommandsForPeople() {
        line.run("--help");

        assertFalse(line.out().contains("warm-up"), line.out());
        assertFalse(line.out().contains("generate-completion"), line.out());
    }

    @Test
    void listsTheSinksWithTheirOptions() {
        assertEquals(0, line.run("sinks", "--output", "json"));

        assertEquals("csv", line.json().at("/sinks/0/scheme").asText());
        assertEquals("long|wide", line.json().at("/sinks/0/options/0/type").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "members.parquet",
                "ftp:somewhere",
            })
    void namesTheSinksThereAreForAnUnknownTarget(String target) throws IOException {
        Path export = Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");

        assertEquals(2, line.run("load", export.toString(), "--to", target));

        assertTrue(line.err().contains("csv:PATH"), line.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"layuot=wide", "csv.layuot=wide"})
    void suggestsTheOptionThatWasMeant(String option) throws IOException {
        Path export = Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");

        assertEquals(2, line.run("load", export.toString(), "--to", "a.csv", "--option", option));

        assertTrue(line.err().contains("did you mean 'layout'?"), line.err());
    }

    @Test
    void refusesTheSameTargetTwice() throws IOException {
        Path export = Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");
        String target = directory.resolve("a.csv").toString();
        String otherwise = directory.resolve("./a.csv").toString();

        assertEquals(2, line.run("load", export.toString(), "--to", target, "--to", "csv:" + otherwise));

        assertTrue(line.err().contains("given twice"), line.err());
    }

    @Test
    void refusesTwoAddressesOfTheSameStrength() {
        assertEquals(2, line.run("status", "b", "--region", "eu1", "--api-url", "http://127.0.0.1:1"));

        assertTrue(line.err().contains("--region") && line.err().contains("--api-url"), line.err());
    }

    @Test
    void refusesAKindOfAddressesThatIsNone() {
        assertEquals(2, line.run("status", "b", "--region", "eu1", "--link-addresses", "private"));

        assertTrue(line.err().contains("--link-addresses is 'private'; it must be public or any"), line.err());
    }

    @Test
    void refusesADurationThatIsNone() {
        line.with("MEMBERPORT_DEADLINE", "soon")
                .with("MEMBERPORT_COMMUNITY", "c")
                .with("MEMBERPORT_CLIENT_ID", "i")
                .with("MEMBERPORT_CLIENT_SECRET", "s");

        assertEquals(2, line.run("wait", "b", "--region", "eu1"));

        assertTrue(line.err().contains("MEMBERPORT_DEADLINE is 'soon'"), line.err());
    }

    private static CommandLine root() {
        return MemberportCommand.commandLine(new CommandLineRun(Path.of("")).process(new Interruption()));
    }
}
