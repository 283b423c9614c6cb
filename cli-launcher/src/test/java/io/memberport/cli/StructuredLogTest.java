package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.cli.log.LogFormat;
import io.memberport.cli.log.Logging;
import io.memberport.cli.log.RunContext;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.Resource;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard error as JSON, read as a program that collects logs reads it: line by line, each a document. */
class StructuredLogTest {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error");
    private static final ExportGenerator.Spec SPEC =
            ExportGenerator.Spec.builder().members(200).variables(10).build();

    @TempDir
    Path directory;

    @AfterEach
    void logAsBefore() {
        Logging.configure(0, LogFormat.TEXT, System.err);
    }

    private String target() {
        return "csv:" + directory.resolve("members.csv");
    }

    /** Runs a command as the process does: within a run. */
    private static int run(CommandLineRun run, String... arguments) {
        try (RunContext context = RunContext.begin(null)) {
            assertEquals(32, context.runId().length());
            return run.run(arguments);
        }
    }

    /** Each line with the fields that every line has. */
    private static List<JsonNode> lines(String err) {
        List<JsonNode> lines = err.lines().map(StructuredLogTest::parsed).toList();
        for (JsonNode line : lines) {
            assertTrue(line.path("time").asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"), err);
            Instant.parse(line.path("time").asText());
            assertTrue(LEVELS.contains(line.path("level").asText()), err);
            assertTrue(line.has("event") != line.has("logger"), err);
            assertFalse(line.path("message").asText().isEmpty(), err);
            assertFalse(line.toString().contains(":null"), err);
        }
        return lines;
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException notJson) {
            throw new UncheckedIOException("not JSON: " + line, notJson);
        }
    }

    private static Set<String> values(List<JsonNode> lines, String field) {
        return lines.stream()
                .filter(line -> line.has(field))
                .map(line -> line.path(field).asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode last(List<JsonNode> lines) {
        return lines.get(lines.size() - 1);
    }

    @Test
    void tellsARunWithItsPhasesAndItsExport() throws IOException {
        try (AlidaSimulator simulator = AlidaSimulator.builder().export(SPEC).start()) {
            CommandLineRun run = new CommandLineRun(directory).against(simulator);

            assertEquals(0, run(run, "export", "--to", target(), "--log-format", "json", "-vv"), run.err());

            List<JsonNode> lines = lines(run.err());
            assertEquals(1, values(lines, "runId").size());
            assertTrue(lines.stream().allMatch(line -> line.has("runId")), run.err());
            assertEquals(Set.of(), values(lines, "job"));
            assertEquals(1, values(lines, "batchId").size());
            assertTrue(values(lines, "phase").containsAll(Set.of("wait", "write", "commit", "finish")), run.err());
            assertTrue(values(lines, "logger").contains("io.memberport.http.wire.RetryingClient"), run.err());
            JsonNode finished = lines.stream()
                    .filter(line -> line.path("phase").asText().equals("finish"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("written", finished.path("outcome").asText());
            assertEquals(
                    directory.resolve("members.csv").toString(),
                    finished.path("target").asText());
            assertTrue(finished.path("rows").asLong() > 200, run.err());
            assertEquals("end", last(lines).path("event").asText());
            assertEquals(0, last(lines).path("exitCode").asInt(-1));
        }
    }

    @Test
    void endsAFailedRunWithKindExitCodeAndRemedy() throws IOException {
        try (AlidaSimulator simulator =
                AlidaSimulator.builder().export(SPEC).looks(1000, 0).start()) {
            CommandLineRun run =
                    new CommandLineRun(directory).against(simulator).with("MEMBERPORT_LOG_FORMAT", "json");

            assertEquals(5, run(run, "export", "--to", target(), "--deadline", "1m"), run.err());

            JsonNode failure = last(lines(run.err()));
            assertEquals("failure", failure.path("event").asText());
            assertEquals("error", failure.path("level").asText());
            assertEquals("deadline", failure.path("kind").asText());
            assertEquals(5, failure.path("exitCode").asInt());
            assertTrue(failure.path("retryable").asBoolean(), run.err());
            assertTrue(
                    failure.path("remedy").asText().startsWith("To resume: memberport export --batch-id "), run.err());
            assertFalse(failure.path("batchId").asText().isEmpty(), run.err());
            assertFalse(failure.has("stackTrace"), run.err());
        }
    }

    @Test
    void tellsWhichFlagHelps() throws IOException {
        Files.writeString(directory.resolve("export.json"), "{\"members\":[" + " ".repeat(2000) + "]}");
        CommandLineRun run = new CommandLineRun(directory);
        Files.writeString(directory.resolve("memberport.yaml"), "log-format: json\nmax-file-size: 1KiB\n");

        assertEquals(7, run(run, "load", "export.json", "--to", target(), "-v"), run.err());

        JsonNode failure = last(lines(run.err()));
        assertTrue(failure.path("remedy").asText().startsWith("Use --max-file-size."), run.err());
        assertTrue(failure.path("stackTrace").asText().startsWith("io.memberport.error.MemberportException: "));
    }

    @Test
    void tellsWhichExportAFileIsOf() throws IOException {
        for (String document : List.of("{\"id\":\"batch-7\",\"members\":[]}", "{\"members\":[],\"id\":\"batch-7\"}")) {
            Files.writeString(directory.resolve("export.json"), document);
            CommandLineRun load = new CommandLineRun(directory).with("MEMBERPORT_LOG_FORMAT", "json");
            CommandLineRun inspect = new CommandLineRun(directory).with("MEMBERPORT_LOG_FORMAT", "json");
            CommandLineRun profile = new CommandLineRun(directory).with("MEMBERPORT_LOG_FORMAT", "json");

            assertEquals(0, run(load, "load", "export.json", "--to", target()), load.err());
            assertEquals(0, run(inspect, "inspect", "export.json"), inspect.err());
            assertEquals(0, run(profile, "profile", "export.json"), profile.err());

            for (CommandLineRun run : List.of(load, inspect, profile)) {
                assertEquals("batch-7", last(lines(run.err())).path("batchId").asText(), run.err());
            }
        }
    }

    @Test
    void tellsWhichExportAFileIsOfThatIsMalformed() throws IOException {
        Files.writeString(directory.resolve("export.json"), "{\"id\":\"batch-7\",\"members\":[1]}");
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(
                7,
                run(run, "load", "export.json", "--to", target(), "--log-format", "json", "--output", "json"),
                run.err());

        assertEquals("batch-7", last(lines(run.err())).path("batchId").asText(), run.err());
        assertEquals("batch-7", run.json().path("batchId").asText(), run.out());
    }

    @Test
    void tellsRestartsAndResumptions() throws IOException {
        try (AlidaSimulator simulator =
                AlidaSimulator.builder().export(SPEC).ranges(false).start()) {
            simulator.breakNextTransferAfter(1000);
            CommandLineRun run = new CommandLineRun(directory).against(simulator);

            assertEquals(0, run(run, "export", "--to", target(), "--log-format=json"), run.err());

            JsonNode restart = lines(run.err()).stream()
                    .filter(line -> line.path("phase").asText().equals("restart"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("malformed-export", restart.path("kind").asText());
            assertEquals(5, restart.path("pauseSeconds").asInt());
        }
    }

    @Test
    void tellsACommandLineThatItCannotUnderstand() {
        for (List<String> wrong : List.of(
                List.of("export", "--log-format", "json", "--too", "x"),
                List.of("export", "--log-format=json", "--config", "nosuch.yaml", "--to", "x.csv"),
                List.of("--log-format", "json"))) {
            CommandLineRun run = new CommandLineRun(directory);

            assertEquals(2, run(run, wrong.toArray(String[]::new)), run.err());

            JsonNode failure = last(lines(run.err()));
            assertEquals("configuration", failure.path("kind").asText());
            assertEquals(2, failure.path("exitCode").asInt());
        }
    }

    /** The format stands before or behind what is wrong, and in the last case what is wrong is no YAML. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "log-format: json\ncomunity: x\n",
                "comunity: x\nlog-format: json\n",
                "option: {layout: wide}\nto: [a.csv, b.csv]\nlog-format: json\noutput: xml\n",
                "log-format: json\njobs: {acme: {comunity: x}}\n",
                "region: &a eu1\ncommunity: *a\nlog-format: json\n",
                "log-format: 'json'\n  bad: [indentation\n",
            })
    void tellsWhatIsWrongWithTheSettingsFileInTheFormThatItAsksFor(String settings) throws IOException {
        Files.writeString(directory.resolve("memberport.yaml"), settings);
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, run(run, "sinks"), run.err());

        JsonNode failure = last(lines(run.err()));
        assertEquals("configuration", failure.path("kind").asText());
        assertTrue(failure.path("message").asText().contains("memberport.yaml"), run.err());
    }

    @Test
    void tellsWhatIsWrongWithTheSettingsFileInTheFormOfTheFlagOrTheEnvironment() throws IOException {
        Files.writeString(directory.resolve("memberport.yaml"), "comunity: x\nlog-format: json\n");
        CommandLineRun flag = new CommandLineRun(directory);
        CommandLineRun environment = new CommandLineRun(directory).with("MEMBERPORT_LOG_FORMAT", "json");

        assertEquals(2, run(flag, "sinks", "--log-format", "text"));
        Files.writeString(directory.resolve("memberport.yaml"), "comunity: x\n");
        assertEquals(2, run(environment, "sinks"));

        assertTrue(flag.err().startsWith("memberport: The settings file memberport.yaml, line 1: "), flag.err());
        assertEquals(
                "configuration", last(lines(environment.err())).path("kind").asText());
    }

    @Test
    void refusesAFormatThatThereIsNot() {
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, run(run, "sinks", "--log-format", "xml"));

        assertEquals(
                "memberport: --log-format is 'xml'; it must be text or json.",
                run.err().strip());
    }

    @Test
    void saysNothingButWarningsIfItIsToBeQuiet() throws IOException {
        Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");
        CommandLineRun run = new CommandLineRun(directory).with("MEMBERPORT_LOG_FORMAT", "json");

        assertEquals(0, run(run, "load", "export.json", "--to", target(), "--quiet"), run.err());

        assertEquals("", run.err());
    }

    /** Loggers of the two speak of the port of their own simulator only, on whatever thread. */
    @Test
    void tellsApartRunsThatAreInProgressAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (AlidaSimulator one = slow();
                AlidaSimulator other = slow()) {
            for (AlidaSimulator simulator : List.of(one, other)) {
                simulator.failNext(Resource.FILE, 1, 503);
                simulator.breakNextTransferAfter(20_000);
            }
            CommandLineRun first = new CommandLineRun(directory).against(one);
            CommandLineRun second = new CommandLineRun(directory).against(other);
            List<Future<Integer>> codes = new ArrayList<>();
            codes.add(threads.submit(() -> export(first, "one")));
            codes.add(threads.submit(() -> export(second, "other")));
            for (Future<Integer> code : codes) {
                assertEquals(0, code.get(2, TimeUnit.MINUTES), first.err() + second.err());
            }

            List<JsonNode> lines = Stream.of(first, second)
                    .flatMap(run -> lines(run.err()).stream())
                    .toList();
            assertEquals(Set.of("one", "other"), values(lines, "job"));
            assertEquals(2, values(lines, "runId").size());
            long ofDownloads = 0;
            for (JsonNode line : lines) {
                String said = line.path("message").asText();
                assertTrue(line.has("runId") && line.has("job"), line::toString);
                for (AlidaSimulator simulator : List.of(one, other)) {
                    if (said.contains(":" + simulator.apiUrl().getPort())) {
                        assertEquals(
                                simulator == one ? "one" : "other",
                                line.path("job").asText(),
                                line::toString);
                    }
                }
                ofDownloads += line.path("logger").asText().endsWith(".ResumingDownload") ? 1 : 0;
            }
            assertTrue(ofDownloads >= 4, "nothing is logged by the threads that read: " + lines);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void namesTheJobInWordsToo() throws IOException {
        try (AlidaSimulator simulator = AlidaSimulator.builder().export(SPEC).start();
                RunContext context = RunContext.begin("nightly")) {
            CommandLineRun run = new CommandLineRun(directory).against(simulator);

            assertEquals(0, run.run("export", "--to", target(), "-v"), run.err());

            assertTrue(run.err().lines().allMatch(line -> line.contains("[nightly] ")), run.err());
            assertTrue(run.err().contains("[DEBUG] [nightly] RetryingClient - "), run.err());
            assertEquals("nightly", context.job().orElseThrow());
        }
    }

    private static AlidaSimulator slow() throws IOException {
        return AlidaSimulator.builder().export(SPEC).bytesPerSecond(400_000).start();
    }

    private int export(CommandLineRun run, String job) {
        try (RunContext context = RunContext.begin(job)) {
            assertEquals(job, context.job().orElseThrow());
            return run.run("export", "--to", "csv:" + directory.resolve(job + ".csv"), "--log-format", "json", "-vv");
        }
    }
}
