package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.cli.ExecutableJar.Ran;
import io.memberport.cli.ExecutableJar.Running;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Several jobs in one process: what they share is its heap, its standard error and its end. */
class JobsIT {

    private static final int MEMBER_BYTES = 8_200_000;
    private static final int MEMBERS = 9;

    @TempDir
    Path directory;

    private final List<AlidaSimulator> simulators = new ArrayList<>();

    @AfterEach
    void stop() {
        simulators.forEach(AlidaSimulator::close);
    }

    /** Starts an API for each job, and writes their settings. */
    private void jobs(int number, AlidaSimulator.Builder simulator) throws IOException {
        StringBuilder settings = new StringBuilder("poll-interval: 200ms\njobs:\n");
        for (int i = 0; i < number; i++) {
            AlidaSimulator started = simulator.community("panel-" + i).start();
            simulators.add(started);
            settings.append("  job-" + i + ":\n    api-url: " + started.apiUrl() + "\n    community: panel-" + i
                    + "\n    client-id: " + started.clientId() + "\n    client-secret: " + started.clientSecret()
                    + "\n    api-key: " + started.apiKey() + "\n    to: members-" + i + ".csv\n");
        }
        Files.writeString(directory.resolve("memberport.yaml"), settings);
    }

    private Path results() throws IOException {
        return Files.createTempFile(directory, "results", ".json");
    }

    private static JsonNode json(Ran ran) throws IOException {
        return new ObjectMapper().readTree(ran.out());
    }

    /** Members of almost the length that is accepted are what takes most memory: each job has more of them than its share. */
    @Test
    @EnabledIfSystemProperty(named = "memberport.thorough", matches = "true")
    void runInAHeapOfSixtyFourMegabytesForEach() throws Exception {
        int number = 4;
        Path export = directory.resolve("export.json");
        String text = "text with \\u00e9scapes \\n";
        try (Writer writer = Files.newBufferedWriter(export)) {
            writer.write("{\"members\":[");
            for (int i = 0; i < MEMBERS; i++) {
                writer.write(
                        (i == 0 ? "" : ",") + "{\"memberId\":\"m" + i
                                + "\",\"variables\":[{\"id\":\"v\",\"name\":\"All\",\"dataType\":\"text\",\"values\":[{\"value\":\"");
                writer.write(text.repeat(MEMBER_BYTES / text.length()));
                writer.write("\"}],\"effectiveDate\":\"2024-01-01T00:00:00Z\"}]}");
            }
            writer.write("]}");
        }
        jobs(number, AlidaSimulator.builder().file(export).looks(0, 0));

        Ran ran = new ExecutableJar(directory, 64 * number)
                .run(Map.of(), "run", "--all", "--parallel", "" + number, "--output", "json");

        assertTrue(Files.size(export) > 64 << 20, "the file is too small to show anything");
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals(number, json(ran).path("jobs").size());
        json(ran)
                .path("jobs")
                .forEach(job -> assertEquals(MEMBERS, job.path("members").asInt(), job.toString()));
    }

    @Test
    void areNoMoreAtATimeThanTheHeapHasRoomFor() throws Exception {
        jobs(2, export());

        Ran refused = new ExecutableJar(directory).run(Map.of(), "run", "--all", "--parallel", "2");
        Ran ran = new ExecutableJar(directory).run(Map.of(), "run", "--all", "--output", "json");

        assertEquals(2, refused.exitCode(), refused.err());
        assertTrue(
                refused.err().contains("MiB has room for 1 job at a time, with 64 MiB each. Give Java more with"),
                refused.err());
        assertTrue(refused.err().contains("-Xmx128m before -jar, or run fewer at a time."), refused.err());
        assertEquals(0, ran.exitCode(), ran.err());
    }

    private static AlidaSimulator.Builder export() {
        return AlidaSimulator.builder()
                .export(ExportGenerator.Spec.builder().members(20).variables(5).build())
                .looks(0, 1);
    }

    @Test
    void stopTogetherWhenTheProcessIsKilledPolitelyAndTheResultIsPrinted() throws Exception {
        jobs(3, AlidaSimulator.builder().looks(Integer.MAX_VALUE, 0));
        Running running = new ExecutableJar(directory, 128)
                .start(results(), Map.of(), "run", "--all", "--parallel", "2", "--output", "json");
        running.awaitSaying("[job-0] Export ");
        running.awaitSaying("[job-1] Export ");

        running.process().destroy();
        Ran ran = running.awaitEnd();

        assertEquals(130, ran.exitCode(), ran.err());
        assertEquals(130, json(ran).path("exitCode").asInt(), ran.out());
        for (int i = 0; i < 3; i++) {
            JsonNode job = json(ran).path("jobs").path(i);
            assertEquals("interrupted", job.path("error").path("kind").asText(), ran.out());
            assertEquals(i == 2, job.path("batchId").isNull(), ran.out());
        }
        assertTrue(ran.err().contains("To resume: memberport run job-0 --batch-id "), ran.err());
        assertTrue(Files.notExists(directory.resolve("members-0.csv")));
    }

    @Test
    void sayWhichFailedIfTheResultIsLost() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this machine has no device that is full");
        jobs(2, export());
        Path settings = directory.resolve("memberport.yaml");
        Files.writeString(settings, Files.readString(settings).replace("to: members-1.csv", "to: nosuch/members.csv"));

        Ran ran = new ExecutableJar(directory, 128)
                .start(full, Map.of(), "run", "--all", "--output", "json")
                .awaitEnd();

        assertEquals(2, ran.exitCode(), ran.err());
        List<String> lines = ran.err().lines().toList();
        assertEquals(
                List.of(
                        "memberport: 1 of 2 jobs failed: job-1 with exit code 2.",
                        "memberport: The result could not be written to standard output."),
                lines.subList(lines.size() - 2, lines.size()));
    }

    @Test
    void putTheirNameBeforeEachLineOfTheLog() throws Exception {
        jobs(2, export());

        Ran ran = new ExecutableJar(directory, 128).run(Map.of(), "run", "--all", "-vv");

        assertEquals(0, ran.exitCode(), ran.err());
        List<String> lines = ran.err().lines().toList();
        assertTrue(lines.stream().anyMatch(line -> line.matches("\\[(DEBUG|TRACE)] \\[job-0] .*")), ran.err());
        assertTrue(lines.stream().anyMatch(line -> line.matches("\\[(DEBUG|TRACE)] \\[job-1] .*")), ran.err());
        for (String line : lines) {
            assertTrue(line.matches("(memberport:|\\[(DEBUG|TRACE)]) \\[job-[01]] .*"), line);
        }
    }
}
