package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.process.Interruption;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.ReceivedRequest;
import io.memberport.simulator.Resource;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job over a network that breaks, end to end. The clock jumps, so that no pause takes time. */
@Tag("fault")
class BrokenDownloadTest {

    private static final ExportGenerator.Spec SPEC =
            ExportGenerator.Spec.builder().members(100).variables(20).build();

    @TempDir
    Path directory;

    private Path untroubled() throws IOException {
        Path file = directory.resolve("untroubled.csv");
        try (AlidaSimulator simulator = AlidaSimulator.builder().export(SPEC).start()) {
            CommandLineRun run = new CommandLineRun(directory).against(simulator);
            assertEquals(0, run.run("export", "--batch-id", simulator.batchId(), "--to", file.toString()), run.err());
        }
        return file;
    }

    private int export(CommandLineRun run, AlidaSimulator simulator, String... options) {
        List<String> arguments = Stream.concat(
                        Stream.of(
                                "export",
                                "--batch-id",
                                simulator.batchId(),
                                "--to",
                                "csv:" + directory.resolve("members.csv")),
                        Stream.of(options))
                .toList();
        return run.run(arguments.toArray(String[]::new));
    }

    private static List<Integer> statusesOfStore(AlidaSimulator simulator) {
        return simulator.requests().stream()
                .filter(request -> request.resource() == Resource.OBJECT)
                .map(ReceivedRequest::status)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "false, 1", "true, 1000"})
    void resumesWhereItBrokeAndWritesTheSame(boolean chunked, long bytes) throws IOException {
        try (AlidaSimulator simulator = AlidaSimulator.builder()
                .export(SPEC)
                .chunked(chunked)
                .linkUses(1)
                .start()) {
            simulator.breakNextTransferAfter(bytes);
            simulator.breakNextTransferAfter(250_000);
            CommandLineRun run = new CommandLineRun(directory).against(simulator);

            assertEquals(0, export(run, simulator), run.err());

            assertEquals(-1, Files.mismatch(untroubled(), directory.resolve("members.csv")));
            assertEquals(0, simulator.credentialsSeenByStore());
            assertEquals(
                    bytes == 0 ? List.of(200, 200, 206) : List.of(200, 206, 206),
                    statusesOfStore(simulator),
                    run.err());
            assertTrue(run.err().contains("The download was interrupted and resumes at byte "), run.err());
        }
    }

    @Test
    void startsAgainWithFreshSinksWhenTheFileCannotBeHadInPart() throws IOException {
        try (AlidaSimulator simulator =
                AlidaSimulator.builder().export(SPEC).ranges(false).start()) {
            simulator.breakNextTransferAfter(250_000);
            CommandLineRun run = new CommandLineRun(directory).against(simulator);

            assertEquals(0, export(run, simulator), run.err());

            assertEquals(-1, Files.mismatch(untroubled(), directory.resolve("members.csv")));
            assertEquals(List.of(200, 200, 200), statusesOfStore(simulator));
            assertTrue(run.err().contains("The download restarts in 5 s. The file of export"), run.err());
            assertTrue(run.err().contains("got 250000 of "), run.err());
        }
    }

    @Test
    void startsAgainForAWideTargetWithoutTroublingIt() throws IOException {
        try (AlidaSimulator simulator =
                AlidaSimulator.builder().export(SPEC).ranges(false).start()) {
            simulator.breakNextTransferAfter(250_000);
            CommandLineRun run = new CommandLineRun(directory).against(simulator);

            assertEquals(0, export(run, simulator, "--option", "layout=wide"), run.err());

            assertTrue(run.err().contains("The download restarts"), run.err());
        }
    }

    @Test
    void isSevenAndLeavesTheTargetWhenTheFileIsAlwaysTooShort() throws IOException {
        Files.writeString(directory.resolve("members.csv"), "former");
        try (AlidaSimulator simulator =
                AlidaSimulator.builder().export(SPEC).ranges(false).start()) {
            for (int i = 0; i < 6; i++) {
                simulator.breakNextTransferAfter(250_000);
            }
            CommandLineRun run = new CommandLineRun(directory).against(simulator);

            assertEquals(7, export(run, simulator, "--output", "json"), run.err());

            assertEquals(simulator.batchId(), run.json().at("/error/batchId").asText());
            assertEquals("former", Files.readString(directory.resolve("members.csv")));
            assertFalse(run.json().at("/error/retryable").asBoolean());
        }
    }

    @Test
    void isSixWhenTheStoreDoesNotComeBack() throws IOException {
        try (AlidaSimulator simulator = AlidaSimulator.builder().export(SPEC).start()) {
            CommandLineRun run = new CommandLineRun(directory).against(simulator);
            simulator.failNext(Resource.OBJECT, 1_000, 503);

            assertEquals(6, export(run, simulator, "--output", "json"), run.err());

            assertTrue(run.json().at("/error/retryable").asBoolean());
            assertFalse(Files.exists(directory.resolve("members.csv")));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesAPartOfADownloadAndResumesThereTheNextTime(boolean chunked) throws IOException {
        try (AlidaSimulator simulator =
                AlidaSimulator.builder().export(SPEC).chunked(chunked).start()) {
            Path part = downloadInPart(simulator);
            long partBytes = Files.size(part);
            int before = statusesOfStore(simulator).size();
            CommandLineRun second = new CommandLineRun(directory).against(simulator);

            assertEquals(0, download(second, simulator), second.err());

            assertEquals(List.of(206), statusesOfStore(simulator).subList(before, before + 1));
            assertTrue(second.err().contains("resumes at byte " + partBytes), second.err());
            assertDownloaded(simulator);
        }
    }

    @Test
    void leavesAPartWhenItIsInterruptedAndResumesThereTheNextTime() throws IOException {
        try (AlidaSimulator simulator =
                AlidaSimulator.builder().export(SPEC).looks(0, 0).start()) {
            simulator.breakNextTransferAfter(250_000);
            CommandLineRun first = new CommandLineRun(directory).against(simulator);
            Interruption interruption = new Interruption();
            CommandLineRun.Pauses interrupting =
                    new CommandLineRun.Pauses(duration -> interruption.request(Thread.currentThread()));

            int code = MemberportCommand.run(
                    List.of("download", simulator.batchId(), "--file", "export.json"),
                    first.process(interruption, interrupting));
            Thread.interrupted();

            assertEquals(130, code, first.err());
            assertEquals(250_000, Files.size(directory.resolve("export.json.part")));
            CommandLineRun second = new CommandLineRun(directory).against(simulator);
            assertEquals(0, download(second, simulator), second.err());
            assertTrue(second.err().contains("resumes at byte 250000"), second.err());
            assertDownloaded(simulator);
        }
    }

    @Test
    void keepsThePartAndItsStatePrivateAndFreeOfLinks() throws IOException {
        try (AlidaSimulator simulator = AlidaSimulator.builder().export(SPEC).start()) {
            Path part = downloadInPart(simulator);
            Path state = directory.resolve("export.json.part.state");

            for (Path file : List.of(part, state)) {
                assertEquals("rw-------", permissionsOf(file));
            }
            String text = Files.readString(state);
            assertTrue(text.contains(simulator.batchId()), text);
            for (String secret : List.of("http", "Signature", simulator.clientSecret(), simulator.apiKey())) {
                assertFalse(text.contains(secret), text);
            }
        }
    }

    @Test
    void restartsWhenTheFileHasChanged() throws IOException {
        try (AlidaSimulator simulator = AlidaSimulator.builder().export(SPEC).start()) {
            downloadInPart(simulator);
            Path same = Files.copy(simulator.exportFile(simulator.batchId()), directory.resolve("other.json"));
            simulator.replaceExportFile(simulator.batchId(), same);
            CommandLineRun second = new CommandLineRun(directory).against(simulator);

            assertEquals(0, download(second, simulator), second.err());

            assertTrue(second.err().contains("another file now"), second.err());
            Files.delete(same);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"part", "state", "other batch"})
    void restartsWhenThePartIsNotTheOneThatWasLeft(String what) throws IOException {
        try (AlidaSimulator simulator = AlidaSimulator.builder().export(SPEC).start()) {
            Path part = downloadInPart(simulator);
            Path state = directory.resolve("export.json.part.state");
            switch (what) {
                case "part" -> {
                    byte[] bytes = Files.readAllBytes(part);
                    bytes[1000] ^= 1;
                    Files.write(part, bytes);
                }
                case "state" -> Files.writeString(state, "entity-tag=damaged\n");
                default -> Files.writeString(state, Files.readString(state).replace(simulator.batchId(), "another"));
            }
            CommandLineRun second = new CommandLineRun(directory).against(simulator);

            assertEquals(0, download(second, simulator), second.err());

            assertDownloaded(simulator);
        }
    }

    @Test
    void doesNotVouchForAPartThatItHasNotGoneOnWith() throws IOException {
        try (AlidaSimulator simulator = AlidaSimulator.builder().export(SPEC).start()) {
            Path part = downloadInPart(simulator);
            byte[] bytes = Files.readAllBytes(part);
            bytes[1000] ^= 1;
            Files.write(part, bytes);
            simulator.failNext(Resource.OBJECT, 5, 503);
            CommandLineRun away = new CommandLineRun(directory).against(simulator);
            assertEquals(6, download(away, simulator), away.err());
            CommandLineRun last = new CommandLineRun(directory).against(simulator);

            assertEquals(0, download(last, simulator), last.err());

            assertTrue(last.err().contains("has changed since the interrupted download wrote it"), last.err());
            assertDownloaded(simulator);
        }
    }

    @Test
    void resumesWithForceWhenTheNameIsTaken() throws IOException {
        try (AlidaSimulator simulator = AlidaSimulator.builder().export(SPEC).start()) {
            downloadInPart(simulator);
            Path target = Files.writeString(directory.resolve("export.json"), "mine");
            CommandLineRun second = new CommandLineRun(directory).against(simulator);

            int code = second.run("download", simulator.batchId(), "--file", "export.json", "--force");

            assertEquals(0, code, second.err());
            assertEquals(-1, Files.mismatch(simulator.exportFile(simulator.batchId()), target));
        }
    }

    @Test
    void replacesNoFileUnlessItIsTold() throws IOException {
        Path target = Files.writeString(directory.resolve("export.json"), "mine");
        try (AlidaSimulator simulator = AlidaSimulator.builder().export(SPEC).start()) {
            CommandLineRun run = new CommandLineRun(directory).against(simulator);

            assertEquals(2, download(run, simulator), run.err());

            String advice = " exists already. Name another file, or allow it to be replaced.";
            assertTrue(run.err().contains(target + advice + " Use --force."), run.err());
            assertEquals("mine", Files.readString(target));
            assertEquals(List.of(), simulator.requests());
        }
    }

    @Test
    void leavesNothingOfADownloadThatCannotBeResumed() throws IOException {
        try (AlidaSimulator simulator =
                AlidaSimulator.builder().export(SPEC).ranges(false).start()) {
            for (int i = 0; i < 6; i++) {
                simulator.breakNextTransferAfter(1_000);
            }
            CommandLineRun run = new CommandLineRun(directory).against(simulator);

            assertEquals(7, download(run, simulator), run.err());

            assertOnlyFiles();
        }
    }

    @Test
    void leavesNothingOfAFileThatIsNoExport() throws IOException {
        try (AlidaSimulator simulator = AlidaSimulator.builder()
                .file("{\"members\":[{\"memberId\":sesame}]}".getBytes(StandardCharsets.UTF_8))
                .start()) {
            CommandLineRun run = new CommandLineRun(directory).against(simulator);

            assertEquals(7, download(run, simulator), run.err());

            assertOnlyFiles();
        }
    }

    /** A download that ends when a quarter of a megabyte has come, and the store does not come back. */
    private Path downloadInPart(AlidaSimulator simulator) {
        simulator.breakNextTransferAfter(250_000);
        for (int i = 0; i < 4; i++) {
            simulator.breakNextTransferAfter(0);
        }
        CommandLineRun run = new CommandLineRun(directory).against(simulator);

        assertEquals(7, download(run, simulator), run.err());

        assertTrue(run.err().contains("250 kB are left in"), run.err());
        Path part = directory.resolve("export.json.part");
        assertTrue(Files.exists(part) && !Files.exists(directory.resolve("export.json")));
        return part;
    }

    private static int download(CommandLineRun run, AlidaSimulator simulator) {
        return run.run("download", simulator.batchId(), "--file", "export.json");
    }

    private void assertDownloaded(AlidaSimulator simulator) throws IOException {
        assertEquals(-1, Files.mismatch(simulator.exportFile(simulator.batchId()), directory.resolve("export.json")));
        assertOnlyFiles("export.json");
    }

    private void assertOnlyFiles(String... names) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    List.of(names),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private static String permissionsOf(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
