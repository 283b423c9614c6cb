package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.port.MemberSinkProvider;
import io.memberport.port.ValueAdjustments;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports that come late, come again, or are of changes only, and what the command makes of them. */
@Tag("fault")
class ExportSequenceTest {

    private static final String MONDAY = "2026-06-01T02:00:00Z";
    private static final String TUESDAY = "2026-06-02T02:00:00Z";
    private static final String WEDNESDAY = "2026-06-03T02:00:00Z";

    @TempDir
    Path directory;

    private Path csv;
    private Path database;

    @BeforeEach
    void nameTargets() {
        csv = directory.resolve("members.csv");
        database = directory.resolve("members.db");
    }

    private String target(String kind) {
        return switch (kind) {
            case "csv" -> "csv:" + csv;
            case "merge" -> "jdbc:sqlite:" + database;
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** An export of one member, whose only value is the batch's id. */
    private Path full(String batchId, String date) throws IOException {
        return export(batchId, "", date);
    }

    private Path changes(String batchId, String since, String date) throws IOException {
        return export(batchId, "\"sinceDatetime\":\"" + since + "\"", date);
    }

    private Path export(String batchId, String options, String date) throws IOException {
        return Files.writeString(
                directory.resolve(batchId + ".json"),
                "{\"id\":\"" + batchId + "\",\"exportOptions\":{" + options + "},\"exportDate\":\"" + date
                        + "\",\"lastSyncDate\":\"" + date
                        + "\",\"members\":[{\"memberId\":\"m\",\"variables\":[{\"id\":\"v\",\"name\":\"V\","
                        + "\"dataType\":\"string\",\"values\":[{\"value\":\"" + batchId + "\"}]}]}]}");
    }

    private CommandLineRun load(int exitCode, Path export, String target, String... more) {
        CommandLineRun run = new CommandLineRun(directory);
        Stream<String> command = Stream.of("load", export.toString(), "--to", target, "--output", "json");
        assertEquals(exitCode, run.run(Stream.concat(command, Stream.of(more)).toArray(String[]::new)), run.err());
        return run;
    }

    private static String outcome(CommandLineRun run) {
        return run.json().at("/targets/0/outcome").asText();
    }

    /** The values that a reader of the target sees. */
    private List<String> shown(String kind) throws IOException, SQLException {
        if (kind.equals("csv")) {
            return Files.readAllLines(csv).stream()
                    .skip(1)
                    .map(row -> row.split(",", -1)[7])
                    .toList();
        }
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT \"value\" FROM member_value")) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "merge"})
    void refusesAnExportThatIsOlderThanWhatTheTargetShows(String kind) throws Exception {
        load(0, full("tuesday", TUESDAY), target(kind));

        CommandLineRun late = load(8, full("monday", MONDAY), target(kind));

        assertEquals(List.of("tuesday"), shown(kind));
        assertEquals("target", late.json().at("/targets/0/error/kind").asText());
        String message = late.json().at("/error/message").asText();
        for (String part : List.of(MONDAY, TUESDAY, "--allow-older")) {
            assertTrue(message.contains(part) && late.err().contains(part), late.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "merge"})
    void writesAnOlderExportIfTheUserAllowsIt(String kind) throws Exception {
        load(0, full("tuesday", TUESDAY), target(kind));

        CommandLineRun late = load(0, full("monday", MONDAY), target(kind), "--allow-older");

        assertEquals("written", outcome(late));
        assertEquals(List.of("monday"), shown(kind));
        load(0, full("wednesday", WEDNESDAY), target(kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "merge"})
    void writesAnExportOfTheSameDate(String kind) throws Exception {
        load(0, full("tuesday", TUESDAY), target(kind));

        load(0, full("another", TUESDAY), target(kind));

        assertEquals(List.of("another"), shown(kind));
    }

    @Test
    void writesNoExportAgainThatADatabaseHasCommittedBeforeItsLastOne() throws Exception {
        Path first = full("monday", MONDAY);
        Path second = changes("tuesday", MONDAY, TUESDAY);
        for (Path export : List.of(first, second, changes("wednesday", TUESDAY, WEDNESDAY))) {
            assertEquals("written", outcome(load(0, export, target("merge"))));
        }

        for (Path former : List.of(first, second)) {
            assertEquals("already-written", outcome(load(0, former, target("merge"))));
            assertEquals("already-written", outcome(load(0, former, target("merge"), "--allow-older")));
        }
        assertEquals(List.of("wednesday"), shown("merge"));
    }

    @Test
    void givesAFileBackAFormerExportIfTheUserAllowsIt() throws Exception {
        Path monday = full("monday", MONDAY);
        load(0, monday, target("csv"));
        load(0, full("tuesday", TUESDAY), target("csv"));

        load(8, monday, target("csv"));
        assertEquals("written", outcome(load(0, monday, target("csv"), "--allow-older")));

        assertEquals(List.of("monday"), shown("csv"));
        assertEquals("already-written", outcome(load(0, monday, target("csv"), "--allow-older")));
    }

    @ParameterizedTest
    @CsvSource({"csv, ", "merge, jdbc.mode=replace"})
    void refusesAnIncrementalExportForATargetThatHoldsASnapshot(String kind, String option) throws Exception {
        String[] more = option == null ? new String[0] : new String[] {"--option", option};
        load(0, full("monday", MONDAY), target(kind), more);

        CommandLineRun refused = load(8, changes("tuesday", MONDAY, TUESDAY), target(kind), more);

        assertEquals(List.of("monday"), shown(kind));
        String message = refused.json().at("/error/message").asText();
        for (String part : List.of("since " + MONDAY, "--allow-incremental")) {
            assertTrue(message.contains(part) && refused.err().contains(part), refused.err());
        }
    }

    @ParameterizedTest
    @CsvSource({"csv, ", "merge, jdbc.mode=replace"})
    void writesAnIncrementalExportToASnapshotIfTheUserAllowsIt(String kind, String option) throws Exception {
        String[] more = option == null
                ? new String[] {"--allow-incremental"}
                : new String[] {"--allow-incremental", "--option", option};
        load(0, full("monday", MONDAY), target(kind), more);

        assertEquals("written", outcome(load(0, changes("tuesday", MONDAY, TUESDAY), target(kind), more)));

        assertEquals(List.of("tuesday"), shown(kind));
    }

    @Test
    void writesAnIncrementalExportToATargetThatAccumulates() throws Exception {
        load(0, full("monday", MONDAY), target("merge"));

        assertEquals("written", outcome(load(0, changes("tuesday", MONDAY, TUESDAY), target("merge"))));
    }

    /** What one target refuses keeps nothing from the others. */
    @Test
    void writesTheTargetsThatDoNotRefuse() throws Exception {
        load(0, full("tuesday", TUESDAY), target("csv"));

        CommandLineRun run = load(8, full("monday", MONDAY), target("csv"), "--to", target("merge"));

        assertEquals("failed", outcome(run));
        assertEquals("written", run.json().at("/targets/1/outcome").asText());
        assertEquals(List.of("tuesday"), shown("csv"));
        assertEquals(List.of("monday"), shown("merge"));
    }

    private static AlidaSimulator.Builder simulator() {
        return AlidaSimulator.builder()
                .export(ExportGenerator.Spec.builder().members(20).variables(5).build());
    }

    @Test
    void refusesANamedExportThatIsOlderThanWhatTheTargetShows() throws Exception {
        try (AlidaSimulator simulator = simulator().start()) {
            export(0, simulator, "--to", target("csv"));
            byte[] newer = Files.readAllBytes(csv);

            CommandLineRun refused = export(8, simulator, "--to", target("csv"), "--batch-id", simulator.batchId());

            assertArrayEquals(newer, Files.readAllBytes(csv));
            assertTrue(refused.err().contains("--allow-older"), refused.err());
            export(0, simulator, "--to", target("csv"), "--batch-id", simulator.batchId(), "--allow-older");
        }
    }

    private CommandLineRun export(int exitCode, AlidaSimulator simulator, String... arguments) {
        CommandLineRun run = new CommandLineRun(directory).against(simulator);
        Stream<String> command = Stream.concat(Stream.of("export", "--output", "json"), Stream.of(arguments));
        assertEquals(exitCode, run.run(command.toArray(String[]::new)), run.err());
        return run;
    }

    /** A user who names the instant knows that it is incremental; the command that resumes it repeats it. */
    @ParameterizedTest
    @ValueSource(strings = {"--quiet", "-v"})
    void takesAnIncrementalExportByItsSinceAndSaysSoInTheResumeCommand(String loudness) throws Exception {
        try (AlidaSimulator simulator = simulator().looks(0, 9).start()) {
            CommandLineRun late =
                    export(5, simulator, "--to", target("csv"), "--since", MONDAY, "--deadline", "1s", loudness);

            String batchId = late.json().path("batchId").asText();
            assertTrue(
                    late.err().contains("To resume: memberport export --batch-id " + batchId + " --allow-incremental "),
                    late.err());
            assertFalse(late.json().at("/error/message").asText().contains(" --since "), late.out());
            export(8, simulator, "--batch-id", batchId, "--to", target("csv"));
            export(0, simulator, "--batch-id", batchId, "--to", target("csv"), "--allow-incremental");
        }
    }

    @Test
    void saysOnceThatAnIncrementalExportIsAllowed() throws Exception {
        try (AlidaSimulator simulator = simulator().looks(0, 9).start()) {
            CommandLineRun late = export(
                    5,
                    simulator,
                    "--allow-incremental",
                    "--to",
                    target("csv"),
                    "--since",
                    MONDAY,
                    "--deadline",
                    "1s",
                    "--quiet");

            assertEquals(2, late.err().split("--allow-incremental", -1).length, late.err());
        }
    }

    @Test
    void writesAnIncrementalExportThatIsNamedBySinceIntoAFile() throws Exception {
        try (AlidaSimulator simulator = simulator().start()) {
            CommandLineRun run = export(0, simulator, "--to", target("csv"), "--since", MONDAY);

            assertEquals("written", outcome(run));
            assertEquals(MONDAY, run.json().path("sinceDatetime").asText());
        }
    }

    private static MemberSinkProvider[] exactAndInexact() {
        return new MemberSinkProvider[] {
            new StubSinkProvider("exact"), new StubSinkProvider("inexact").adjusting(new ValueAdjustments(3, 1, 2))
        };
    }

    @Test
    void countsTheValuesThatATargetDoesNotHoldAsSent() throws Exception {
        String[] command = {"load", full("monday", MONDAY).toString(), "--to", "exact:x", "--to", "inexact:x"};
        CommandLineRun json = new CommandLineRun(directory).withSinks(exactAndInexact());
        CommandLineRun text = new CommandLineRun(directory).withSinks(exactAndInexact());

        assertEquals(
                0,
                json.run(Stream.concat(Stream.of(command), Stream.of("--output", "json"))
                        .toArray(String[]::new)));
        assertEquals(0, text.run(command));

        List<String> counts = List.of("replacedValues", "roundedValues", "untypedValues");
        assertEquals(
                List.of(0L, 0L, 0L),
                counts.stream()
                        .map(count -> json.json().at("/targets/0/" + count).asLong(-1))
                        .toList());
        assertEquals(
                List.of(3L, 1L, 2L),
                counts.stream()
                        .map(count -> json.json().at("/targets/1/" + count).asLong(-1))
                        .toList());
        assertTrue(text.out().contains("exact number 1: written, 0 rows" + System.lineSeparator()), text.out());
        assertTrue(
                text.out().contains("0 rows (3 values replaced, 1 value rounded, 2 values as text only)"), text.out());
    }

    @Test
    void tellsHowManyMembersHaveLeftAndWereMarkedOrDeleted() throws Exception {
        Path monday = full("monday", MONDAY);
        Files.writeString(
                monday,
                Files.readString(monday)
                        .replace("\"members\":[", "\"members\":[{\"memberId\":\"left\",\"variables\":[]},"));
        CommandLineRun first = load(0, monday, target("merge"), "--option", "departed=mark");
        assertEquals(0, first.json().at("/targets/0/departedMembers").asLong(-1));

        load(8, full("tuesday", TUESDAY), target("merge"), "--option", "departed=mark");
        CommandLineRun json = load(
                0,
                full("tuesday", TUESDAY),
                target("merge"),
                "--option",
                "departed=mark",
                "--option",
                "departed-limit=50");
        CommandLineRun text = new CommandLineRun(directory);
        String[] again = {
            "load", full("wednesday", WEDNESDAY).toString(), "--to", target("merge"), "--option", "departed=delete"
        };
        assertEquals(0, text.run(again), text.err());

        assertEquals(1, json.json().at("/targets/0/departedMembers").asLong());
        assertTrue(text.out().contains("1 row, 1 member has left"), text.out());
    }
}
