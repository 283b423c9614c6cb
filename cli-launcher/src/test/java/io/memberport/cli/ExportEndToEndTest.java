package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job through the real HTTP stack, its result read back by readers that are not Memberport's. */
class ExportEndToEndTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private AlidaSimulator simulator;
    private Path target;

    @BeforeEach
    void start() throws IOException {
        ExportGenerator.Spec spec =
                ExportGenerator.Spec.builder().members(300).variables(20).build();
        simulator = AlidaSimulator.builder().export(spec).start();
        target = directory.resolve("members.csv");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void writesEveryMemberAndVariableOfANewExport() throws IOException {
        CommandLineRun run = new CommandLineRun(directory).against(simulator);

        assertEquals(0, run.run("export", "--to", "csv:" + target, "--output", "json"), run.err());

        JsonNode report = run.json();
        String batchId = report.path("batchId").asText();
        assertEquals(memberAndVariableIds(simulator.exportFile(batchId)), firstColumns(target));
        assertEquals("written", report.path("outcome").asText());
        assertEquals(300, report.path("members").asLong());
        assertEquals(target.toString(), report.at("/targets/0/target").asText());
        assertEquals(firstColumns(target).size(), report.at("/targets/0/rows").asLong());
        assertTrue(report.path("sinceDatetime").isNull());
        assertEquals(64, report.path("contentSha256").asText().length());
    }

    @Test
    void tellsTheBatchAndHowToResumeOnStandardError() {
        CommandLineRun run = new CommandLineRun(directory).against(simulator);

        run.run("export", "--to", "csv:" + target, "--output", "json");

        String batchId = run.json().path("batchId").asText();
        assertTrue(run.err().contains("memberport export --batch-id " + batchId + " --to csv:" + target), run.err());
    }

    @Test
    void asksTheApiForNothingWhenTheTargetCannotBeWritten() throws IOException {
        Path noFile = Files.createDirectory(directory.resolve("folder.csv"));
        for (Path hopeless : List.of(noFile, directory.resolve("nowhere").resolve("members.csv"))) {
            CommandLineRun run = new CommandLineRun(directory).against(simulator);

            assertEquals(2, run.run("export", "--to", "csv:" + hopeless), run.err());
        }
        assertEquals(List.of(), simulator.requests());
    }

    @Test
    void writesABatchThatIsThereAlreadyOnlyOnce() throws IOException {
        String[] command = {"export", "--batch-id", simulator.batchId(), "--to", target.toString(), "--output", "json"};
        CommandLineRun first = new CommandLineRun(directory).against(simulator);
        assertEquals(0, first.run(command), first.err());
        byte[] written = Files.readAllBytes(target);

        CommandLineRun second = new CommandLineRun(directory).against(simulator);
        assertEquals(0, second.run(command), second.err());

        assertEquals("already-written", second.json().path("outcome").asText());
        assertEquals("already-written", second.json().at("/targets/0/outcome").asText());
        assertEquals(List.of(written.length), List.of(Files.readAllBytes(target).length));
    }

    @Test
    void writesSeveralTargetsFromOneDownload() throws IOException {
        Path wide = directory.resolve("wide.csv.gz");
        CommandLineRun run = new CommandLineRun(directory).against(simulator);

        int code = run.run(
                "export", "--batch-id", simulator.batchId(), "--to", target.toString(), "--to", wide.toString());

        assertEquals(0, code, run.err());
        assertTrue(Files.exists(target) && Files.exists(wide));
        assertTrue(run.out().contains(wide.toString()), run.out());
    }

    @Test
    void saysNothingOnStandardErrorWhenQuiet() {
        CommandLineRun run = new CommandLineRun(directory).against(simulator);

        assertEquals(0, run.run("export", "--quiet", "--to", target.toString(), "--sensitive", "keep"));

        assertEquals("", run.err());
    }

    @Test
    void warnsThatASnapshotOfChangesIsNoSnapshot() {
        CommandLineRun run = new CommandLineRun(directory).against(simulator);

        int code = run.run(
                "export", "--since", "2026-01-01T00:00:00+01:00", "--to", target.toString(), "--output", "json");

        assertEquals(0, code, run.err());
        assertTrue(run.err().contains("only the members that changed"), run.err());
        assertEquals("2025-12-31T23:00:00Z", run.json().path("sinceDatetime").asText());
    }

    @Test
    void downloadsTheFileAsItIs() throws IOException {
        Path file = directory.resolve("export.json");
        CommandLineRun run = new CommandLineRun(directory).against(simulator);

        int code = run.run("download", simulator.batchId(), "--file", "export.json", "--output", "json");

        assertEquals(0, code, run.err());
        assertEquals(-1, Files.mismatch(simulator.exportFile(simulator.batchId()), file));
        assertEquals(300, run.json().path("members").asLong());
        assertFalse(Files.exists(directory.resolve("export.json.part")));
    }

    @Test
    void downloadsOverAnExistingFileOnlyByForce() throws IOException {
        Path file = Files.writeString(directory.resolve("export.json"), "mine");

        assertEquals(
                2,
                new CommandLineRun(directory)
                        .against(simulator)
                        .run("download", simulator.batchId(), "--file", "export.json"));
        assertEquals("mine", Files.readString(file));
        assertEquals(
                0,
                new CommandLineRun(directory)
                        .against(simulator)
                        .run("download", simulator.batchId(), "--file", "export.json", "--force"));
        assertTrue(Files.size(file) > 4);
    }

    @Test
    void loadsAndInspectsWhatSimulateGenerates() throws IOException {
        CommandLineRun generate = new CommandLineRun(directory);
        assertEquals(0, generate.run("simulate", "--members", "50", "--variables", "7", "--generate", "e.json.gz"));
        CommandLineRun load = new CommandLineRun(directory);
        assertEquals(0, load.run("load", "e.json.gz", "--to", target.toString(), "--output", "json"), load.err());
        CommandLineRun inspect = new CommandLineRun(directory);
        assertEquals(0, inspect.run("inspect", "e.json.gz", "--output", "json"), inspect.err());

        assertEquals(50, load.json().path("members").asLong());
        assertEquals(50, inspect.json().path("members").asLong());
        assertEquals(7, inspect.json().path("variables").size());
        assertEquals(load.json().path("values"), inspect.json().path("values"));
    }

    @Test
    void showsStatusAndWaits() {
        CommandLineRun status = new CommandLineRun(directory).against(simulator);
        CommandLineRun wait = new CommandLineRun(directory).against(simulator);

        assertEquals(0, status.run("status", simulator.batchId(), "--output", "json"), status.err());
        assertEquals(0, wait.run("wait", simulator.batchId()), wait.err());

        assertEquals("pending", status.json().path("status").asText());
        assertTrue(wait.out().contains("status:         succeeded"), wait.out());
    }

    @Test
    void demonstratesItselfWithoutAnAccount() throws IOException {
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(0, run.run("demo", "--members", "40"), run.err());

        Path result = directory.resolve("memberport-demo/members.csv");
        assertTrue(run.out().contains("The result is " + result), run.out());
        assertTrue(firstColumns(result).size() >= 40);
    }

    private static List<String> firstColumns(Path csv) throws IOException {
        List<String> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv);
                Stream<CsvRecord> records = reader.stream()) {
            records.skip(1).forEach(row -> rows.add(row.getField(0) + " " + row.getField(1)));
        }
        return rows;
    }

    /** One entry for each row that the long layout must have. */
    private static List<String> memberAndVariableIds(Path export) throws IOException {
        List<String> rows = new ArrayList<>();
        for (JsonNode member : JSON.readTree(export.toFile()).path("members")) {
            String memberId = member.path("memberId").asText();
            if (member.path("variables").isEmpty()) {
                rows.add(memberId + " ");
            }
            for (JsonNode variable : member.path("variables")) {
                int values = Math.max(1, variable.path("values").size());
                for (int i = 0; i < values; i++) {
                    rows.add(memberId + " " + variable.path("id").asText());
                }
            }
        }
        return rows;
    }
}
