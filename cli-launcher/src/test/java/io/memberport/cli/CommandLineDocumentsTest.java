package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.process.Interruption;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.settings.Setting;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the documents say of commands, options, variables and exit codes is what there is. */
class CommandLineDocumentsTest {

    private static final Path ROOT = Path.of("..");
    private static final String REFERENCE = "docs/cli.md";
    private static final Map<String, String> PAGES = Map.of(
            "csv",
            "docs/csv.md",
            "jdbc",
            "docs/databases.md",
            "s3",
            "docs/object-storage.md",
            "xlsx",
            "docs/spreadsheets.md");

    @TempDir
    static Path directory;

    private static List<CommandSpec> commands() {
        CommandLine root = MemberportCommand.commandLine(new CommandLineRun(directory).process(new Interruption()));
        return root.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .toList();
    }

    private static Set<String> options(Stream<CommandSpec> commands) {
        return commands.flatMap(command -> command.options().stream())
                .map(OptionSpec::longestName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of the main job's options, all but those that only say which export to write. */
    @Test
    void theDoctorTakesTheOptionsOfTheMainJob() {
        Set<String> export =
                options(commands().stream().filter(command -> command.name().equals("export")));
        Set<String> doctor =
                options(commands().stream().filter(command -> command.name().equals("doctor")));

        export.removeAll(doctor);

        assertEquals(
                Set.of("--allow-incremental", "--allow-older", "--batch-id", "--full", "--new", "--since"), export);
    }

    @Test
    void theSchemaOfResultsHasEveryCommand() {
        List<String> names = commands().stream()
                .filter(command -> command.findOption("--output") != null)
                .map(CommandSpec::name)
                .toList();

        assertTrue(names.size() > 10, names::toString);
        assertTrue(ResultSchema.definitions().containsAll(names), names::toString);
    }

    @Test
    void theReferenceHasEveryCommandAndNoOther() throws IOException {
        Set<String> commands =
                commands().stream().map(CommandSpec::name).collect(Collectors.toCollection(TreeSet::new));
        String table = text(REFERENCE).split("\n## ", 2)[0];

        assertEquals(commands, found(table, "^\\| `([a-z]+)[^|]*\\|"));
    }

    @Test
    void theReadmeHasNoCommandThatIsNotThere() throws IOException {
        Set<String> commands = commands().stream().map(CommandSpec::name).collect(Collectors.toSet());
        Set<String> told = found(text("README.md"), "^\\| `([a-z]+) ?[^|]*\\|");

        assertTrue(!told.isEmpty() && commands.containsAll(told), () -> told + " and " + commands);
    }

    @Test
    void theReferenceHasEveryOption() throws IOException {
        Set<String> missing = options(commands().stream());
        missing.removeAll(found(text(REFERENCE), "`(?:-[a-z]`, `)?(--[a-z-]+)"));

        assertEquals(Set.of(), missing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                REFERENCE,
                "docs/csv.md",
                "docs/databases.md",
                "docs/object-storage.md",
                "docs/operation.md",
                "docs/spreadsheets.md",
                "docs/writing-a-sink.md",
                "README.md"
            })
    void noDocumentHasAnOptionThatIsNotThere(String document) throws IOException {
        Set<String> told = found(text(document), "(?<![a-z<!-])(--[a-z][a-z-]+)");
        told.removeAll(options(commands().stream()));
        told.remove("--version");

        assertEquals(Set.of(), told);
    }

    @Test
    void theReferenceHasEverySettingByAllItsNames() throws IOException {
        String reference = text(REFERENCE);
        for (Setting setting : Setting.values()) {
            String names = setting.isSecret()
                    ? "`" + setting.environmentVariable() + "`, `" + setting.fileEnvironmentVariable() + "`"
                    : "| `" + setting.flag() + "` | `" + setting.environmentVariable() + "` | `" + setting.key()
                            + "` |";

            assertTrue(reference.contains(names), () -> "missing: " + names);
        }
    }

    @Test
    void theReferenceHasEveryExitCode() throws IOException {
        Set<String> codes = Arrays.stream(ExitCode.class.getDeclaredFields())
                .filter(field -> field.getType() == int.class)
                .map(CommandLineDocumentsTest::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(codes, found(text(REFERENCE).split("## Exit codes", 2)[1], "^\\| (\\d+) \\|"));
    }

    private static String valueOf(Field constant) {
        try {
            return String.valueOf(constant.getInt(null));
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void eachBuiltInSinkHasAPageWithItsOptions() throws IOException {
        for (MemberSinkProvider sink : ProcessEnvironment.builtInSinks()) {
            String page = text(Objects.requireNonNull(PAGES.get(sink.scheme()), sink.scheme()));
            Set<String> options = sink.options().stream()
                    .map(option -> option.name() + " " + option.defaultValue())
                    .collect(Collectors.toCollection(TreeSet::new));

            Set<String> told = Pattern.compile("^\\| `([a-z-]+)` \\| [^|]+ \\| `([^`]*)` \\|", Pattern.MULTILINE)
                    .matcher(page)
                    .results()
                    .map(row -> row.group(1) + " " + row.group(2))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertEquals(options, told, sink.scheme());
            assertTrue(
                    sink.options().stream()
                            .map(SinkOption::type)
                            .flatMap(type -> type.alternatives().stream())
                            .allMatch(value -> page.contains("`" + value + "`")),
                    "every alternative is on the page");
        }
    }

    private static String text(String document) throws IOException {
        return Files.readString(ROOT.resolve(document));
    }

    private static Set<String> found(String text, String regex) {
        return Pattern.compile(regex, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
