package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.process.Interruption;
import io.memberport.port.Delays;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are more than is accepted, and downloads that are slower, as a user meets them. */
@Tag("fault")
class LimitsTest {

    private static final ExportGenerator.Spec SPEC =
            ExportGenerator.Spec.builder().members(100).variables(20).build();

    @TempDir
    Path directory;

    /** An export of one member, with spaces behind it that compress by a thousand to one. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(("{\"members\":[{\"memberId\":\"sesame\"}" + " ".repeat(16 << 20) + "]}")
                    .getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private Path target() throws IOException {
        return Files.writeString(directory.resolve("members.csv"), "former");
    }

    @ParameterizedTest
    @ValueSource(strings = {"long", "wide"})
    void stopsABombOnDiskUnlessItIsAllowed(String layout) throws IOException {
        Files.write(directory.resolve("bomb.json.gz"), bomb());
        Path target = target();
        String[] load = {"load", "bomb.json.gz", "--to", target.toString(), "--option", "layout=" + layout};
        CommandLineRun stopped = run();
        CommandLineRun allowed = run();
        CommandLineRun inspect = run();

        assertEquals(7, stopped.run(load), stopped.err());
        assertEquals("former", Files.readString(target));
        assertTells(stopped, "compressed more than 500:1", "--max-compression-ratio");
        assertEquals(7, inspect.run("inspect", "bomb.json.gz"), inspect.err());

        assertEquals(0, allowed.run(with(load, "--max-compression-ratio", "1100")), allowed.err());
        assertEquals(0, run().run("inspect", "bomb.json.gz", "--max-compression-ratio", "1100"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"long", "wide"})
    void stopsABombOfTheStoreUnlessItIsAllowed(String layout) throws IOException {
        Path target = target();
        try (AlidaSimulator simulator = AlidaSimulator.builder().file(bomb()).start()) {
            String[] export = {
                "export", "--batch-id", simulator.batchId(), "--to", target.toString(), "--option", "layout=" + layout
            };
            CommandLineRun stopped = run().against(simulator);
            CommandLineRun allowed = run().against(simulator).with("MEMBERPORT_MAX_COMPRESSION_RATIO", "1100");

            assertEquals(7, stopped.run(export), stopped.err());
            assertEquals("former", Files.readString(target));
            assertTells(stopped, "compressed more than 500:1", "--max-compression-ratio");

            assertEquals(0, allowed.run(export), allowed.err());
        }
    }

    @Test
    void leavesNothingOfABombThatIsDownloaded() throws IOException {
        try (AlidaSimulator simulator = AlidaSimulator.builder().file(bomb()).start()) {
            String[] download = {"download", simulator.batchId(), "--file", "export.json.gz"};
            CommandLineRun stopped = run().against(simulator);
            CommandLineRun allowed = run().against(simulator);

            assertEquals(7, stopped.run(download), stopped.err());
            assertTells(stopped, "compressed more than 500:1", "--max-compression-ratio");
            assertFiles();

            assertEquals(0, allowed.run(with(download, "--max-compression-ratio", "1100")), allowed.err());
            assertFiles("export.json.gz");
        }
    }

    @ParameterizedTest
    @CsvSource({"false, long", "true, long", "true, wide"})
    void stopsAFileThatIsTooLong(boolean chunked, String layout) throws IOException {
        Path target = target();
        try (AlidaSimulator simulator =
                AlidaSimulator.builder().export(SPEC).chunked(chunked).start()) {
            long length = Files.size(simulator.exportFile(simulator.batchId()));
            String[] export = {
                "export", "--batch-id", simulator.batchId(), "--to", target.toString(), "--option", "layout=" + layout
            };
            CommandLineRun stopped = run().against(simulator);
            CommandLineRun allowed = run().against(simulator);

            assertEquals(7, stopped.run(with(export, "--max-file-size", String.valueOf(length - 1))), stopped.err());
            assertEquals("former", Files.readString(target));
            assertTells(stopped, "longer than " + (length - 1) + " bytes", "--max-file-size");

            assertEquals(0, allowed.run(with(export, "--max-file-size", String.valueOf(length))), allowed.err());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesNothingOfADownloadThatIsTooLong(boolean chunked) throws IOException {
        try (AlidaSimulator simulator =
                AlidaSimulator.builder().export(SPEC).chunked(chunked).start()) {
            CommandLineRun stopped = run().against(simulator).with("MEMBERPORT_MAX_FILE_SIZE", "200KiB");

            assertEquals(7, stopped.run("download", simulator.batchId(), "--file", "export.json"), stopped.err());

            assertTells(stopped, "longer than 204800 bytes", "--max-file-size");
            assertFiles();
        }
    }

    @Test
    void keepsThePartOfADownloadThatIsTooLongForThisRunOnly() throws IOException {
        try (AlidaSimulator simulator = AlidaSimulator.builder().export(SPEC).start()) {
            simulator.breakNextTransferAfter(100_000);
            for (int i = 0; i < 4; i++) {
                simulator.breakNextTransferAfter(0);
            }
            String[] download = {"download", simulator.batchId(), "--file", "export.json"};
            CommandLineRun broken = run().against(simulator);
            CommandLineRun stopped = run().against(simulator);
            CommandLineRun last = run().against(simulator);

            assertEquals(7, broken.run(download), broken.err());
            assertEquals(7, stopped.run(with(download, "--max-file-size", "200KiB")), stopped.err());
            assertTells(stopped, "longer than 204800 bytes", "--max-file-size");
            assertEquals(0, last.run(download), last.err());

            assertTrue(last.err().contains("resumes at byte 100000"), last.err());
            assertFiles("export.json");
        }
    }

    @Test
    void acceptsLongerMembersIfTheLimitAllowsThem() throws IOException {
        Files.writeString(
                directory.resolve("export.json"),
                "{\"members\":[{\"memberId\":\"a\",\"sesame\":\"" + "sesame".repeat(1_500_000) + "\"}]}");
        CommandLineRun stopped = run();
        CommandLineRun allowed = run();
        CommandLineRun fromFile = run();

        assertEquals(7, stopped.run("inspect", "export.json"), stopped.err());
        assertTells(stopped, "longer than 8388608 bytes", "--max-member-size");
        assertEquals(0, allowed.run("inspect", "export.json", "--max-member-size", "9MiB"), allowed.err());
        Files.writeString(directory.resolve("memberport.yaml"), "max-member-size: 9100 KB");
        assertEquals(0, fromFile.run("load", "export.json", "--to", target().toString()), fromFile.err());
    }

    @ParameterizedTest
    @CsvSource({
        "--max-file-size, 0, 'at least 1024'",
        "--max-file-size, much, 'not a size'",
        "--max-member-size, 2GiB, 'from 1024 to 1073741824'",
        "--max-member-size, 9999999TiB, 'from 1024 to 1073741824'",
        "--max-compression-ratio, 0, 'from 1 to 10000'",
        "--max-compression-ratio, 500:1, 'not a ratio'",
        "--min-rate, -1, 'not a size'",
        "--min-rate-window, 0s, 'from 1 second to 1 day'",
        "--min-rate-window, soon, 'not a duration'",
    })
    void isTwoForALimitThatMakesNoSense(String flag, String value, String why) throws IOException {
        try (AlidaSimulator simulator = AlidaSimulator.builder().export(SPEC).start()) {
            for (List<String> command : List.of(
                    List.of("export", "--batch-id", simulator.batchId(), "--to", target().toString()),
                    List.of("download", simulator.batchId(), "--file", "export.json"),
                    List.of("doctor", "--to", target().toString()))) {
                CommandLineRun run = run().against(simulator);

                assertEquals(2, run.run(with(command.toArray(String[]::new), flag, value)), run.err());

                String told = (run.out() + run.err()).replaceAll("\\s+", " ");
                assertTrue(told.contains(flag + " is '" + value + "'") && told.contains(why), told);
            }
            assertFiles("members.csv");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--min-rate, 1GiB, --min-rate-window, 1s, 6",
        "--min-rate, 1GiB, --min-rate-window, 24h, 0",
        "--min-rate, 0, --min-rate-window, 1s, 0",
    })
    void givesUpOnADownloadThatIsSlowerThanAsked(String flag, String value, String other, String otherValue, int code)
            throws IOException {
        // Longer than what five tries bring, a buffer each.
        try (AlidaSimulator simulator = AlidaSimulator.builder()
                .export(SPEC.toBuilder().members(1_000).build())
                .start()) {
            assertTrue(Files.size(simulator.exportFile(simulator.batchId())) > 2 << 20);
            String[] options = {flag, value, other, otherValue};
            for (List<String> command : List.of(
                    List.of("export", "--batch-id", simulator.batchId(), "--to", target().toString()),
                    List.of("download", simulator.batchId(), "--file", "export.json"))) {
                CommandLineRun run = run().against(simulator);

                int actual = MemberportCommand.run(
                        List.of(with(command.toArray(String[]::new), options)),
                        run.process(new Interruption(), new TickingClock()));

                assertEquals(code, actual, run.err());
                assertEquals(code != 0, run.err().contains("it was slower than the minimum rate"), run.err());
            }
        }
    }

    /** A second passes at each look at the clock. */
    private static final class TickingClock implements Delays {

        private final CommandLineRun.JumpingClock clock = new CommandLineRun.JumpingClock();

        @Override
        public long nanoTime() {
            clock.waitFor(Duration.ofSeconds(1));
            return clock.nanoTime();
        }

        @Override
        public void waitFor(Duration duration) {
            clock.waitFor(duration);
        }
    }

    private CommandLineRun run() {
        return new CommandLineRun(directory);
    }

    private static String[] with(String[] command, String... options) {
        return Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new);
    }

    private static void assertTells(CommandLineRun run, String... parts) {
        for (String part : parts) {
            assertTrue(run.err().contains(part), run.err());
        }
        assertFalse(run.err().contains("sesame"), run.err());
    }

    private void assertFiles(String... names) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    List.of(names),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }
}
