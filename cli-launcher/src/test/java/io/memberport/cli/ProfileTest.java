package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profiles as their users get them: as text, as a page, as a dictionary, as JSON that a later run reads. */
class ProfileTest {

    private static final String[] SOME = {"--members", "200", "--variables", "12"};

    @TempDir
    static Path files;

    @TempDir
    Path directory;

    @BeforeAll
    static void generateFiles() {
        generate("first.json.gz", "--seed", "1");
        generate("second.json", "--seed", "2");
    }

    private static void generate(String file, String... more) {
        CommandLineRun run = new CommandLineRun(files);
        List<String> arguments = new ArrayList<>(List.of("simulate", "--generate", file));
        arguments.addAll(List.of(SOME));
        arguments.addAll(List.of(more));
        assertEquals(0, run.run(arguments.toArray(String[]::new)), run.err());
    }

    private static String file(String name) {
        return files.resolve(name).toString();
    }

    private CommandLineRun done(String... arguments) {
        CommandLineRun run = new CommandLineRun(directory);
        assertEquals(0, run.run(arguments), run.err());
        return run;
    }

    @Test
    void showsASummaryATableAndWhereThePageIs() throws IOException {
        Path page = directory.resolve("profile.html");

        List<String> lines = done("profile", file("first.json.gz"), "--html", "profile.html")
                .out()
                .lines()
                .toList();

        assertTrue(lines.contains("members:       200"), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("VARIABLE ") && line.endsWith("NAME")));
        assertEquals("The page: " + page, lines.get(lines.size() - 1));
        String html = Files.readString(page);
        assertTrue(html.startsWith("<!DOCTYPE html>") || html.startsWith("<!doctype html>"), "it begins as a page");
        if (page.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(page)));
        }
        assertEquals(List.of("profile.html"), names());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void saysInAFewWordsWhatValuesAreLike() throws IOException {
        String members = IntStream.range(0, 11_000)
                .mapToObj(i -> "{\"memberId\":\"" + i + "\",\"variables\":["
                        + variable("enum", "false", "\"Option " + i + "\"")
                        + "," + variable("double", "false", i == 0 ? "1e-300" : "0.00001")
                        + "," + variable("datetime", "null", "null")
                        + "," + variable("string", "true", "null") + "]}")
                .collect(Collectors.joining(","));
        Files.writeString(directory.resolve("many.json"), "{\"members\":[" + members + "]}");

        String out = done("profile", "many.json").out();

        assertTrue(out.contains("variables:     4 (1 sensitive, 1 unstated)"), out);
        assertTrue(out.contains("1E-300 to 0.00001, median 0.00001"), out);
        assertTrue(out.matches("(?s).* about 1[01],\\d{3} options .*"), out);
    }

    private static String variable(String type, String sensitive, String value) {
        return "{\"id\":\"" + type + "\",\"name\":\"" + type + "\",\"dataType\":\"" + type + "\",\"isSensitive\":"
                + sensitive + ",\"values\":[{\"value\":" + value + "}],\"effectiveDate\":\"2024-05-01T00:00:00Z\"}";
    }

    @Test
    void comparesWithAnEarlierProfile() throws IOException {
        JsonNode first =
                done("profile", file("first.json.gz"), "--output", "json").json();
        assertTrue(first.path("comparison").isNull());
        Files.writeString(directory.resolve("first.json"), first.toString());

        JsonNode same = done("profile", file("first.json.gz"), "--against", "first.json", "--output", "json")
                .json();
        JsonNode other = done("profile", file("second.json"), "--against", "first.json", "--output", "json")
                .json();
        String text =
                done("profile", file("second.json"), "--against", "first.json").out();

        assertEquals(0, same.at("/comparison/differences").size(), same::toString);
        assertEquals(first.path("variables"), same.path("variables"));
        assertTrue(other.at("/comparison/differences").size() > 0, other::toString);
        assertTrue(text.contains("Compared with the export of "), text);
    }

    @Test
    void readsAnExportOfTheApiAsItReadsAFile() throws IOException {
        ExportGenerator.Spec spec =
                ExportGenerator.Spec.builder().members(100).variables(10).build();
        try (AlidaSimulator simulator = AlidaSimulator.builder().export(spec).start()) {
            CommandLineRun online = new CommandLineRun(directory).against(simulator);
            String batch = simulator.batchId();
            assertEquals(
                    0,
                    online.run("profile", "--batch-id", batch, "--html", "p.html", "--output", "json"),
                    online.err());

            JsonNode offline = done("profile", simulator.exportFile(batch).toString(), "--output", "json")
                    .json();

            assertEquals(batch, online.json().path("batchId").asText());
            assertEquals(offline.path("variables"), online.json().path("variables"));
            assertEquals(
                    directory.resolve("p.html").toString(),
                    online.json().path("page").asText());
            assertEquals(List.of("p.html"), names(), "nothing else is left here");
        }
    }

    @Test
    void namesTheColumnsThatATargetGivesVariables() throws IOException {
        // The command runs in this process, so a relative target would be elsewhere.
        String[] wide = {
            "--to", here("members.csv"), "--to", "jdbc:sqlite:" + here("members.db"), "--option", "layout=wide"
        };
        List<List<String>> foretold = dictionary(wide);
        assertFalse(Files.exists(directory.resolve("members.csv")) || Files.exists(directory.resolve("members.db")));

        done(with("load", wide));

        assertEquals(foretold, dictionary(wide), "the targets have them now");
        List<String> header =
                read(Files.readString(directory.resolve("members.csv"))).get(0);
        List<String> columns = foretold.stream().skip(1).map(row -> row.get(2)).toList();
        assertEquals(header.subList(1, header.size()), columns);
        assertEquals(
                "column in " + directory.resolve("members.csv"), foretold.get(0).get(2));
    }

    private String here(String name) {
        return directory.resolve(name).toString();
    }

    private String[] with(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, file("first.json.gz")));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private List<List<String>> dictionary(String... more) {
        List<String> arguments = new ArrayList<>(List.of(with("profile", more)));
        arguments.addAll(List.of("--output", "csv"));
        return read(done(arguments.toArray(String[]::new)).out());
    }

    private static List<List<String>> read(String csv) {
        try (Stream<CsvRecord> records = CsvReader.builder().ofCsvRecord(csv).stream()) {
            return records.map(CsvRecord::getFields).map(List::copyOf).toList();
        }
    }

    @Test
    void givesNoColumnToWhatTheSettingsFileDrops() throws IOException {
        String dropped = dictionary().get(1).get(1);
        Files.writeString(directory.resolve("memberport.yaml"), "privacy:\n  drop: \"" + dropped + "\"\n");

        List<List<String>> rows = dictionary("--to", here("members.csv"), "--option", "layout=wide");

        assertEquals("", rows.get(1).get(2), dropped);
        assertEquals(rows.get(2).get(1), rows.get(2).get(2), "the next one has its name");
    }

    @Test
    void saysThatATargetHasNoColumns() {
        CommandLineRun run = done(with("profile", "--to", here("members.csv"), "--output", "markdown"));

        assertTrue(run.err().contains("gives these variables no columns of their own. With layout=wide,"), run.err());
        assertTrue(run.out().startsWith("# Data dictionary"), run.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    profile | No export is given. Name an export file on this machine, or an export at Alida with --batch-id.
                    profile FILE --batch-id b | one at Alida; remove one of them
                    profile nowhere.json | There is no readable file nowhere.json
                    profile FILE --smallest-group 0 | --smallest-group is 0; it must be at least 1
                    profile FILE --html nowhere/p.html | is in a directory that does not exist. Make the directory, or name another file.
                    profile FILE --html . | is a directory. Name a file, profile.html for example.
                    profile FILE --html FILE | is a file that is no page of a profile, and stays as it is. Name another file, or remove this one.
                    profile FILE --against nowhere.json | there is no
                    profile FILE --against . | Is a directory. Name a file with what
                    profile FILE --against FILE | The file is not a profile that was printed as JSON, or it was edited
                    profile FILE --against FILE | Name a file with what 'memberport profile --output json' has printed.
                    profile FILE --output yaml | it must be text or json or markdown or csv.
                    inspect FILE --output csv | it must be text or json.
                    profile FILE --against FILE --output csv | --against has no effect with --output csv, which is a dictionary.
                    profile FILE --to csv:x.csv | and --output text shows neither. Add --output markdown, csv or json, or remove --to.
                    profile FILE --output json --to nosuch:x | There is no sink for targets
                    """)
    void saysWhatIsWrong(String command, String message) throws IOException {
        CommandLineRun run = new CommandLineRun(directory);

        int code = run.run(command.replace("FILE", file("second.json")).split(" ", -1));

        assertEquals(2, code, run.err());
        assertTrue(run.err().contains(message), run.err());
        assertEquals(List.of(), names());
    }

    @Test
    void leavesThePageThatIsThereIfTheExportIsMalformed() throws IOException {
        String whole = Files.readString(files.resolve("second.json"));
        Files.writeString(directory.resolve("cut.json"), whole.substring(0, whole.length() - 20));
        done("profile", file("first.json.gz"), "--html", "profile.html");
        String ofLastNight = Files.readString(directory.resolve("profile.html"));

        CommandLineRun run = new CommandLineRun(directory);
        int code = run.run("profile", "cut.json", "--html", "profile.html", "--output", "json");

        assertEquals(7, code, run.err());
        assertEquals("malformed-export", run.json().at("/error/kind").asText());
        assertEquals(ofLastNight, Files.readString(directory.resolve("profile.html")));
        assertEquals(List.of("cut.json", "profile.html"), names());
    }

    @Test
    void replacesNoPageOfAnotherProgram() throws IOException {
        String page = "<!DOCTYPE html><title>Our community</title>";
        Files.writeString(directory.resolve("index.html"), page);
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, run.run(with("profile", "--html", "index.html")), run.err());

        assertTrue(run.err().contains("is no page of a profile"), run.err());
        assertEquals(page, Files.readString(directory.resolve("index.html")));
        Files.writeString(directory.resolve("empty.html"), "");
        done(with("profile", "--html", "empty.html"));
        assertTrue(Files.size(directory.resolve("empty.html")) > 0);
    }

    @Test
    void tellsANewcomerWhereThePageIs() {
        String out = done("demo", "--members", "40", "--profile").out();

        Path page = directory.resolve("memberport-demo/profile.html");
        assertTrue(Files.exists(page));
        assertTrue(out.stripTrailing().endsWith(page.toString()), out);
    }

    @Test
    void listsTheFormsThatOnlyAProfileHas() {
        String ofProfile = done("help", "profile").out();
        String ofInspect = done("help", "inspect").out();

        assertTrue(ofProfile.contains("text|json|markdown|csv"), ofProfile);
        assertTrue(ofInspect.contains("text|json") && !ofInspect.contains("markdown"), ofInspect);
        assertTrue(ofInspect.contains("'memberport profile' shows more"), ofInspect);
    }
}
