package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberport.cli.process.Interruption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The manual as a build writes it. The programs that show manuals are asked where this machine has them. */
class ManPageTest {

    @TempDir
    Path directory;

    private final Map<String, String> pages = new TreeMap<>();
    private CommandSpec root = CommandSpec.create();

    @BeforeEach
    void write() throws IOException {
        CommandLineRun run = new CommandLineRun(directory);
        assertEquals(0, run.run("generate-man-pages", directory.resolve("man").toString()), run.err());
        try (Stream<Path> files = Files.list(directory.resolve("man"))) {
            for (Path file : files.toList()) {
                pages.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        root = MemberportCommand.commandLine(run.process(new Interruption())).getCommandSpec();
    }

    private List<CommandSpec> commands() {
        return root.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .toList();
    }

    @Test
    void hasAPageForEveryCommandAndForTheProgram() {
        List<String> expected = new ArrayList<>(List.of("memberport.1"));
        commands().forEach(command -> expected.add("memberport-" + command.name() + ".1"));

        assertEquals(expected.stream().sorted().toList(), List.copyOf(pages.keySet()));
    }

    @Test
    void explainsEveryOptionArgumentAndExitCodeOfACommand() {
        for (CommandSpec command : commands()) {
            String page = page(command.name());
            command.options()
                    .forEach(option -> Stream.of(option.names())
                            .forEach(name ->
                                    assertTrue(page.contains("\\fB" + name.replace("-", "\\-") + "\\fR"), name)));
            command.positionalParameters()
                    .forEach(argument -> assertTrue(page.contains("\n.TP\n" + argument.paramLabel() + "\n"), page));
            command.usageMessage()
                    .exitCodeList()
                    .forEach((code, meaning) -> assertTrue(page.contains("\n\\fB" + code + "\\fR\n"), page));
        }
    }

    private String page(String command) {
        return pages.getOrDefault("memberport-" + command + ".1", "");
    }

    @Test
    void hasTheSectionsOfAManualInTheirOrder() {
        List<String> sections = page("export")
                .lines()
                .filter(line -> line.startsWith(".SH "))
                .map(line -> line.substring(4).replace("\"", ""))
                .toList();

        assertEquals(
                List.of(
                        "NAME",
                        "SYNOPSIS",
                        "DESCRIPTION",
                        "OPTIONS",
                        "EXIT STATUS",
                        "ENVIRONMENT",
                        "FILES",
                        "EXAMPLES",
                        "SEE ALSO"),
                sections);
    }

    @Test
    void namesVariablesFilesAndExamples() {
        String export = page("export");

        assertTrue(export.contains("\n.TP\n\\fBMEMBERPORT_REGION\\fR\nfor \\fB\\-\\-region\\fR\n"), export);
        assertTrue(
                export.contains("\nmemberport.yaml in the working directory, if it is there\nThe default of "), export);
        assertTrue(export.contains("\n.nf\nmemberport export \\-\\-region eu1 "), export);
    }

    /** By the two formatters that systems have, each with its own sense of order. */
    @ParameterizedTest
    @ValueSource(strings = {"man --warnings -E UTF-8 -l", "mandoc -T lint -W warning"})
    void isWellFormed(String formatter) throws Exception {
        List<String> command = List.of(formatter.split(" ", -1));
        assumeTrue(installed(command.get(0)).isPresent(), () -> "this machine has no " + command.get(0));
        for (String page : pages.keySet()) {
            Path complaints = directory.resolve("complaints");
            List<String> whole = new ArrayList<>(command);
            whole.add(directory.resolve("man").resolve(page).toString());
            Process process = new ProcessBuilder(whole)
                    .redirectError(complaints.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(2, TimeUnit.MINUTES));

            assertEquals("", Files.readString(complaints), page);
            // Lint speaks on standard output.
            assertEquals(command.contains("lint"), shown.isEmpty(), shown);
            assertFalse(shown.contains("%n") || shown.contains("\\f"), shown);
        }
    }

    private static Optional<Path> installed(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
