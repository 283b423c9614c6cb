package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memberport.cli.process.Interruption;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.Failure;
import io.memberport.error.FailureKind;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import io.memberport.port.SinkRun;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.Resource;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every exit code, reached as a user would reach it. */
class ExitCodeTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "CONFIGURATION, 2",
        "NOT_FOUND, 2",
        "ACCESS_DENIED, 3",
        "EXPORT_FAILED, 4",
        "DEADLINE, 5",
        "UNAVAILABLE, 6",
        "PROTOCOL, 6",
        "MALFORMED_EXPORT, 7",
        "TARGET, 8",
        "TARGET_BUSY, 8",
        "INTERRUPTED, 130",
        "BUG, 1",
    })
    void givesEveryKindOfFailureTheCodeThatScriptsKnow(FailureKind kind, int code) {
        assertEquals(code, ExitCode.of(kind));
    }

    /** In the process, where a class that Java has no memory or no file for would be missing for good. */
    @Test
    void isOneIfAClassCannotBeLoaded() {
        Failure failure = Failure.of(new NoClassDefFoundError("com/acme/Missing"));

        assertEquals(1, failure.exitCode());
        assertTrue(failure.message().contains("Java could not load a class that is needed"), failure.message());
        assertTrue(
                failure.message().contains("Allow more memory (-Xmx512m) and more open files (ulimit -n)"),
                failure.message());
    }

    @Test
    void isTwoForABatchTheApiDoesNotKnow() throws IOException {
        try (AlidaSimulator simulator = simulator().start()) {
            CommandLineRun run = new CommandLineRun(directory).against(simulator);

            assertFailure(run, 2, run.run("status", "no-such-batch", "--output", "json"), "not-found");
        }
    }

    @Test
    void isTwoForACommunityTheApiDoesNotKnow() throws IOException {
        try (AlidaSimulator simulator = simulator().start()) {
            CommandLineRun run =
                    new CommandLineRun(directory).against(simulator).with("MEMBERPORT_COMMUNITY", "other");

            assertFailure(run, 2, run.run("export", "--to", "a.csv", "--output", "json"), "not-found");
        }
    }

    @Test
    void isThreeForWrongCredentialsAndNeverShowsThem() throws IOException {
        try (AlidaSimulator simulator = simulator().start()) {
            CommandLineRun run =
                    new CommandLineRun(directory).against(simulator).with("MEMBERPORT_CLIENT_SECRET", "sesame");

            assertFailure(run, 3, run.run("export", "--to", "a.csv", "--output", "json", "-vv"), "access-denied");
            assertFalse(run.err().contains("sesame") || run.err().contains(simulator.apiKey()), run.err());
        }
    }

    @Test
    void isFourForAnExportThatFailsAtAlida() throws IOException {
        try (AlidaSimulator simulator = simulator().failWith("No disk left").start()) {
            CommandLineRun export = new CommandLineRun(directory).against(simulator);
            CommandLineRun wait = new CommandLineRun(directory).against(simulator);

            assertFailure(export, 4, export.run("export", "--to", "a.csv", "--output", "json"), "export-failed");
            assertEquals(4, wait.run("wait", simulator.batchId(), "--output", "json"));
            assertEquals("failed", wait.json().path("status").asText());
            assertEquals("No disk left", wait.json().path("errorMessage").asText());
        }
    }

    @Test
    void isFiveAfterTheDeadlineAndSaysHowToResume() throws IOException {
        try (AlidaSimulator simulator = simulator().looks(1_000, 0).start()) {
            CommandLineRun run = new CommandLineRun(directory).against(simulator);

            int code = run.run("export", "--to", "a.csv", "--deadline", "1m", "--output", "json");

            assertFailure(run, 5, code, "deadline");
            assertTrue(
                    run.err()
                            .contains("--batch-id " + run.json().path("batchId").asText()),
                    run.err());
        }
    }

    @Test
    void isSixForAnUnknownStatus() throws IOException {
        try (AlidaSimulator simulator = simulator().finalStatus("archived").start()) {
            CommandLineRun run = new CommandLineRun(directory).against(simulator);

            assertFailure(run, 6, run.run("wait", simulator.batchId(), "--output", "json"), "protocol");
        }
    }

    @Test
    void isSixForAnApiThatFailsWhileStarting() throws IOException {
        try (AlidaSimulator simulator = simulator().start()) {
            simulator.failNext(Resource.CREATE, 1, 500);
            CommandLineRun run = new CommandLineRun(directory).against(simulator);

            assertFailure(run, 6, run.run("export", "--to", "a.csv", "--output", "json"), "unavailable");
        }
    }

    @Test
    void isSevenForAFileThatIsCutOff() throws IOException {
        Path file = Files.writeString(
                directory.resolve("cut.json"), "{\"id\":\"b\",\"members\":[{\"memberId\":\"sesame\",\"variables\":[");
        CommandLineRun load = new CommandLineRun(directory);
        CommandLineRun inspect = new CommandLineRun(directory);

        int code = load.run(
                "load", file.toString(), "--to", directory.resolve("a.csv").toString(), "--output", "json");

        assertFailure(load, 7, code, "malformed-export");
        assertTrue(load.json().at("/error/byteOffset").isNumber(), load.out());
        assertFalse((load.err() + load.out()).contains("sesame"));
        assertFalse(Files.exists(directory.resolve("a.csv")));
        assertEquals(7, inspect.run("inspect", "cut.json"));
    }

    @Test
    void isEightForATargetThatAnotherRunIsWritingAndTheOthersAreWritten() throws IOException {
        Files.writeString(directory.resolve("e.json"), "{\"id\":\"b\",\"members\":[]}");
        Path busy = directory.resolve("busy.csv");
        Path fine = directory.resolve("fine.csv");
        CommandLineRun run = new CommandLineRun(directory);
        MemberSinkProvider provider = ProcessEnvironment.builtInSinks().get(0);

        int code;
        try (MemberSink sink = provider.create(busy.toString(), SinkOptions.defaults(provider));
                SinkRun other = sink.open(SinkContext.of("local"))) {
            assertNotNull(other);
            code = run.run("load", "e.json", "--to", busy.toString(), "--to", fine.toString(), "--output", "json");
        }

        assertFailure(run, 8, code, "target-busy");
        assertEquals("failed", run.json().at("/targets/0/outcome").asText());
        assertEquals("target-busy", run.json().at("/targets/0/error/kind").asText());
        assertEquals("written", run.json().at("/targets/1/outcome").asText());
        assertTrue(Files.exists(fine) && !Files.exists(busy));
    }

    @Test
    void isOneForAMistakeAndNeverQuotesForeignMessages() throws IOException {
        Files.writeString(directory.resolve("e.json"), "{\"members\":[]}");
        CommandLineRun run = new CommandLineRun(directory).withSinks(new BrokenSinkProvider());

        assertFailure(run, 1, run.run("load", "e.json", "--to", "broken:x", "--output", "json", "-v"), "bug");

        assertTrue(run.err().contains("java.lang.IllegalStateException"), run.err());
        assertTrue(run.err().contains("BrokenSinkProvider.create"), run.err());
        assertFalse(run.err().contains("sesame"), run.err());
    }

    @Test
    void isOneHundredAndThirtyWhenInterrupted() throws IOException {
        try (AlidaSimulator simulator = simulator().start()) {
            Interruption interruption = new Interruption();
            CommandLineRun run = new CommandLineRun(directory).against(simulator);
            interruption.request(Thread.currentThread());

            int code = MemberportCommand.run(
                    List.of("export", "--to", directory.resolve("a.csv").toString(), "--output", "json"),
                    run.process(interruption));

            Thread.interrupted();
            assertFailure(run, 130, code, "interrupted");
            assertFalse(Files.exists(directory.resolve("a.csv")));
        }
    }

    private static void assertFailure(CommandLineRun run, int expected, int actual, String kind) {
        assertEquals(expected, actual, run.err());
        JsonNode report = run.json();
        assertEquals("failed", report.path("outcome").asText());
        assertEquals(kind, report.at("/error/kind").asText());
        assertEquals(expected, report.at("/error/exitCode").asInt());
        assertFalse(report.at("/error/message").asText().isEmpty());
        assertTrue(run.err().contains("memberport: "), run.err());
    }

    private static AlidaSimulator.Builder simulator() {
        return AlidaSimulator.builder()
                .export(ExportGenerator.Spec.builder().members(5).variables(3).build());
    }

    /** A sink with a mistake in it. */
    private static final class BrokenSinkProvider implements MemberSinkProvider {

        @Override
        public String scheme() {
            return "broken";
        }

        @Override
        public String summary() {
            return "A sink with a mistake.";
        }

        @Override
        public String targetSyntax() {
            return "broken:ANYTHING";
        }

        @Override
        public List<SinkOption> options() {
            return List.of();
        }

        @Override
        public MemberSink create(String target, SinkOptions options) {
            throw new IllegalStateException("sesame");
        }
    }
}
