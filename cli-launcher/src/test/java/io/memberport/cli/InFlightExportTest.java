package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.Resource;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that do not get to their end, and what the next run of the same job does about the export that they started. */
@Tag("fault")
class InFlightExportTest {

    private static final ExportGenerator.Spec SPEC =
            ExportGenerator.Spec.builder().members(20).variables(5).build();

    @TempDir
    Path directory;

    /** Relative targets start from the directory of the whole process. */
    private String[] inDirectory(String... arguments) {
        return Stream.of(arguments)
                .map(argument -> argument.endsWith(".csv")
                        ? "csv:" + directory + "/" + argument.replaceFirst("^csv:", "")
                        : argument)
                .toArray(String[]::new);
    }

    private static AlidaSimulator.Builder simulator() {
        return AlidaSimulator.builder().export(SPEC);
    }

    /** Runs a job that ends before its export does. */
    private CommandLineRun leaveInFlight(AlidaSimulator simulator, String... arguments) {
        return run(5, simulator, Stream.concat(Stream.of(arguments), Stream.of("--deadline", "1s")));
    }

    private CommandLineRun succeed(AlidaSimulator simulator, String... arguments) {
        return run(0, simulator, Stream.of(arguments));
    }

    private CommandLineRun fail(int exitCode, AlidaSimulator simulator) {
        return run(exitCode, simulator, Stream.of("export", "--to", "members.csv"));
    }

    private CommandLineRun run(int exitCode, AlidaSimulator simulator, Stream<String> arguments) {
        CommandLineRun run = new CommandLineRun(directory).against(simulator);
        String[] all = Stream.concat(arguments, Stream.of("--output", "json")).toArray(String[]::new);
        assertEquals(exitCode, run.run(inDirectory(all)), run.err());
        return run;
    }

    private static String batchOf(CommandLineRun run) {
        return run.json().path("batchId").asText();
    }

    private static long created(AlidaSimulator simulator) {
        return simulator.requests().stream()
                .filter(request -> request.resource() == Resource.CREATE && request.status() < 300)
                .count();
    }

    private List<Path> memories() throws IOException {
        Path folder = directory.resolve(".state/memberport/in-flight");
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            return files.filter(file -> file.toString().endsWith(".properties")).toList();
        }
    }

    private Path memory() throws IOException {
        List<Path> all = memories();
        assertEquals(1, all.size(), all::toString);
        return all.get(0);
    }

    @Test
    void resumesTheExportThatIsStillInProgress() throws IOException {
        try (AlidaSimulator simulator = simulator().looks(1, 4).start()) {
            CommandLineRun late = leaveInFlight(simulator, "export", "--to", "members.csv");

            CommandLineRun next = succeed(simulator, "export", "--to", "members.csv");

            assertEquals(batchOf(late), batchOf(next));
            assertEquals(1, created(simulator));
            assertEquals(List.of(), memories());
            assertTrue(
                    next.err().contains(batchOf(late) + ", which an earlier run of this job started at "), next.err());
            assertNotEquals(batchOf(late), batchOf(succeed(simulator, "export", "--to", "members.csv")));
        }
    }

    @Test
    void resumesTheExportThatIsReadyByNow() throws IOException {
        try (AlidaSimulator simulator = simulator().looks(0, 0).start()) {
            simulator.failNext(Resource.OBJECT, 5, 503);
            CommandLineRun failed = fail(6, simulator);

            assertEquals(batchOf(failed), batchOf(succeed(simulator, "export", "--to", "members.csv")));
            assertEquals(1, created(simulator));
        }
    }

    @Test
    void remembersTheExportBeforeTheFirstLookAtIt() throws IOException {
        try (AlidaSimulator simulator = simulator().start()) {
            simulator.failNext(Resource.STATUS, 5, 500);

            CommandLineRun failed = fail(6, simulator);

            assertTrue(Files.readString(memory()).contains("batch-id=" + batchOf(failed)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--to other.csv",
                "--to members.csv --to other.csv",
                "--to members.csv --since 2026-01-01T00:00:00Z",
                "--to members.csv --new",
                "--to members.csv --community another",
                "--to members.csv --state-directory elsewhere"
            })
    void startsAnotherOneForAnotherJobOrIfAsked(String arguments) throws IOException {
        try (AlidaSimulator simulator = simulator().looks(0, 2).start();
                AlidaSimulator another = AlidaSimulator.builder()
                        .export(SPEC.toBuilder().seed(2).build())
                        .community("another")
                        .start()) {
            AlidaSimulator next = arguments.contains("another") ? another : simulator;
            CommandLineRun late = leaveInFlight(simulator, "export", "--to", "members.csv");

            CommandLineRun run = succeed(next, ("export " + arguments).split(" "));

            assertNotEquals(batchOf(late), batchOf(run));
            assertEquals(next == simulator ? 2 : 1, created(next));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--full",
                "--to csv:./members.csv",
                "--option layout=wide",
                "--deadline 1h",
                "--allow-older",
                "--allow-incremental"
            })
    void knowsTheJobHoweverItIsWritten(String more) throws IOException {
        try (AlidaSimulator simulator = simulator().looks(1, 2).start()) {
            CommandLineRun late = leaveInFlight(simulator, "export", "--to", "members.csv");
            String target = more.startsWith("--to") ? "" : " --to members.csv";

            CommandLineRun run = succeed(simulator, ("export " + more + target).split(" "));

            assertEquals(batchOf(late), batchOf(run));
        }
    }

    @Test
    void resumesAnIncrementalExportFromTheSameStart() throws IOException {
        try (AlidaSimulator simulator = simulator().looks(0, 2).start()) {
            String[] toDatabase = {"export", "--to", "jdbc:sqlite:" + directory.resolve("members.db")};
            CommandLineRun full = succeed(simulator, toDatabase);
            CommandLineRun late = leaveInFlight(simulator, toDatabase);

            CommandLineRun next = succeed(simulator, toDatabase);

            assertEquals(batchOf(late), batchOf(next));
            assertEquals(
                    full.json().path("lastSyncDate").asText(),
                    next.json().path("sinceDatetime").asText());
        }
    }

    @Test
    void startsAnotherOneIfTheExportHasFailedMeanwhile() throws IOException {
        try (AlidaSimulator simulator =
                simulator().looks(0, 2).failWith("No disk left").start()) {
            CommandLineRun late = leaveInFlight(simulator, "export", "--to", "members.csv");

            CommandLineRun failed = fail(4, simulator);

            assertNotEquals(batchOf(late), batchOf(failed));
            assertTrue(failed.err().contains("failed at Alida and is not resumed"), failed.err());
        }
    }

    @Test
    void forgetsAnExportThatFails() throws IOException {
        try (AlidaSimulator simulator =
                simulator().looks(0, 5).failWith("No disk left").start()) {
            CommandLineRun late = leaveInFlight(simulator, "export", "--to", "members.csv");

            CommandLineRun failed = fail(4, simulator);

            assertEquals(batchOf(late), batchOf(failed));
            assertEquals(List.of(), memories());
        }
    }

    @Test
    void forgetsAnExportWhoseFileIsMalformed() throws IOException {
        try (AlidaSimulator simulator = AlidaSimulator.builder()
                .file("{\"members\":[}".getBytes(StandardCharsets.US_ASCII))
                .start()) {
            fail(7, simulator);

            assertEquals(List.of(), memories());
        }
    }

    @Test
    void startsAnotherOneIfTheExportIsNotKnownAnyMore() throws IOException {
        try (AlidaSimulator simulator = simulator().looks(0, 2).start()) {
            CommandLineRun late = leaveInFlight(simulator, "export", "--to", "members.csv");
            simulator.failNext(Resource.STATUS, 1, 404);

            assertNotEquals(batchOf(late), batchOf(succeed(simulator, "export", "--to", "members.csv")));
            assertEquals(2, created(simulator));
        }
    }

    @Test
    void startsAnotherOneIfTheTargetHoldsTheExport() throws IOException {
        try (AlidaSimulator simulator = simulator().looks(0, 2).start()) {
            CommandLineRun late = leaveInFlight(simulator, "export", "--to", "members.csv");
            byte[] remembered = Files.readAllBytes(memory());
            CommandLineRun written = succeed(simulator, "export", "--to", "members.csv");
            assertEquals(batchOf(late), batchOf(written));
            Files.write(directory.resolve(".state/memberport/in-flight").resolve(nameOf(written)), remembered);

            assertNotEquals(batchOf(late), batchOf(succeed(simulator, "export", "--to", "members.csv")));
        }
    }

    @Test
    void startsAnotherOneIfATargetShowsANewerExport() throws IOException {
        try (AlidaSimulator simulator = simulator().looks(0, 2).start()) {
            CommandLineRun late = leaveInFlight(simulator, "export", "--to", "members.csv");
            Files.writeString(
                    directory.resolve("newer.json"),
                    "{\"id\":\"newer\",\"exportDate\":\"2999-01-01T00:00:00Z\",\"members\":[]}");
            succeed(simulator, "load", "newer.json", "--to", "members.csv");
            String remembered = Files.readString(memory());

            CommandLineRun refused = fail(8, simulator);
            Files.writeString(memory(), remembered);
            CommandLineRun allowed = succeed(simulator, "export", "--to", "members.csv", "--allow-older");

            assertTrue(refused.err().contains("is older than what a target shows"), refused.err());
            assertNotEquals(batchOf(late), batchOf(refused));
            assertEquals(batchOf(late), batchOf(allowed));
        }
    }

    /** The memory has the name of its lock, which stays. */
    private String nameOf(CommandLineRun run) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(".state/memberport/in-flight"))) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            assertEquals(1, names.size(), run.err());
            return names.get(0).replace(".lock", "");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 11, true", "0, 13, false", "5, 13, true"})
    void resumesWhatHasBeenReadyForHalfADayAndWhatIsInProgressForEver(int looks, long hours, boolean takenUp)
            throws IOException {
        try (AlidaSimulator simulator = simulator().looks(0, looks + 2).start()) {
            CommandLineRun late = leaveInFlight(simulator, "export", "--to", "members.csv");
            if (looks == 0) {
                succeed(simulator, "wait", batchOf(late));
            }
            Instant then = Instant.now().minus(Duration.ofHours(hours));
            String remembered = Files.readString(memory());
            Files.writeString(memory(), remembered.replaceFirst("started-at=.*", "started-at=" + then));

            CommandLineRun next = succeed(simulator, "export", "--to", "members.csv");

            assertEquals(takenUp, batchOf(late).equals(batchOf(next)), next.err());
        }
    }

    @Test
    void isToldByTheDoctor() throws IOException {
        try (AlidaSimulator simulator = simulator().looks(0, 2).start()) {
            CommandLineRun late = leaveInFlight(simulator, "export", "--to", "members.csv");

            CommandLineRun same = succeed(simulator, "doctor", "--to", "members.csv");
            CommandLineRun other = succeed(simulator, "doctor", "--to", "other.csv");

            assertTrue(same.out().contains("Export " + batchOf(late) + ", started at "), same.out());
            assertTrue(other.out().contains("No export of this job is waiting to be written."), other.out());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "batch-id=", "batch-id=1\nstarted-at=yesterday", "\\u00zz", "batch-id=1\nsince=x"})
    void startsAnotherOneIfTheMemoryIsDamaged(String damaged) throws IOException {
        try (AlidaSimulator simulator = simulator().looks(0, 2).start()) {
            leaveInFlight(simulator, "export", "--to", "members.csv");
            Files.writeString(memory(), damaged);

            succeed(simulator, "export", "--to", "members.csv");

            assertEquals(2, created(simulator));
        }
    }

    @Test
    void forgetsAnExportThatIsResumedByName() throws IOException {
        try (AlidaSimulator simulator = simulator().looks(0, 2).start()) {
            CommandLineRun late = leaveInFlight(simulator, "export", "--to", "members.csv");

            succeed(simulator, "export", "--batch-id", batchOf(late), "--to", "members.csv");

            assertEquals(List.of(), memories());
        }
    }

    @Test
    void remembersStillWhatAnotherNamedExportHasNothingToDoWith() throws IOException {
        try (AlidaSimulator simulator = simulator().looks(0, 2).start()) {
            leaveInFlight(simulator, "export", "--to", "members.csv");

            succeed(simulator, "export", "--batch-id", simulator.batchId(), "--to", "members.csv");

            assertEquals(1, memories().size());
        }
    }

    @Test
    void refusesToStartWhatIsNamed() {
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, run.run("export", "--batch-id", "1", "--new", "--to", "members.csv"));
        assertTrue(run.err().contains("--new starts an export, and --batch-id names one"), run.err());
    }

    @Test
    void worksWhereNothingCanBeRemembered() throws IOException {
        Path inTheWay = Files.createFile(directory.resolve("in-the-way"));
        try (AlidaSimulator simulator = simulator().start()) {
            CommandLineRun run =
                    succeed(simulator, "export", "--to", "members.csv", "--state-directory", inTheWay.toString());

            assertTrue(run.err().contains("The export cannot be remembered"), run.err());
            assertTrue(run.err().contains(" does not finish, resume with: memberport export --batch-id "), run.err());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keepsTheMemoryPrivateAndFreeOfSecrets() throws IOException {
        try (AlidaSimulator simulator = simulator().looks(0, 2).start()) {
            leaveInFlight(simulator, "export", "--to", "members.csv");

            Path folder = directory.resolve(".state/memberport/in-flight");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(memory())));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
            String kept = memory() + Files.readString(memory());
            for (String secret : List.of(
                    simulator.clientId(), simulator.clientSecret(), simulator.apiKey(), "members.csv", "X-Sim-")) {
                assertFalse(kept.contains(secret), kept);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--quiet", "-v"})
    void saysWithTheFailureHowToResume(String loudness) throws IOException {
        try (AlidaSimulator simulator = simulator().looks(0, 9).start()) {
            CommandLineRun late = leaveInFlight(
                    simulator,
                    "export",
                    "--full",
                    "--to",
                    "members of 'us'.csv",
                    "--to",
                    "csv:more.csv",
                    "--option",
                    "csv.delimiter=;",
                    "--poll-interval=500ms",
                    loudness);

            String resumeCommand =
                    "To resume: memberport export --batch-id " + batchOf(late) + " --to 'csv:" + directory
                            + "/members of '\\''us'\\''.csv' --to csv:" + directory
                            + "/more.csv --option 'csv.delimiter=;' --poll-interval 500ms ";
            assertTrue(late.err().contains(resumeCommand), late.err());
            assertTrue(late.json().at("/error/message").asText().contains(resumeCommand), late.out());
        }
    }

    @Test
    void leavesPossiblePasswordsOutOfTheResumeCommand() throws IOException {
        String target = "jdbc:sqlite:" + directory.resolve("members.db");
        try (AlidaSimulator simulator = simulator().looks(0, 2).start()) {
            CommandLineRun late = leaveInFlight(simulator, "export", "--to", target + "?cache_size=10");

            assertTrue(late.err().contains(" --to " + target + " "), late.err());
            assertTrue(
                    late.err().contains("(give the targets in full: possible passwords are left out here)"),
                    late.err());
            assertFalse(late.err().contains("cache_size"), late.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait", "download"})
    void saysHowToResumeWaiting(String command) throws IOException {
        try (AlidaSimulator simulator = simulator().looks(0, 9).start()) {
            String[] arguments = command.equals("wait")
                    ? new String[] {"wait", simulator.batchId()}
                    : new String[] {"download", simulator.batchId(), "--file", "export.json"};
            CommandLineRun late = leaveInFlight(simulator, arguments);

            String resumeCommand = "To resume: memberport " + String.join(" ", arguments) + " --deadline 1s";
            assertTrue(late.err().contains(resumeCommand), late.err());
        }
    }
}
