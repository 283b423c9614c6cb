package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memberport.cli.result.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EraseCommandTest {

    private static final String GONE = "gone-4711";
    private static final String KEY = "a key for tests that is long enough!";

    @TempDir
    private Path directory;

    private CommandLineRun run = new CommandLineRun(Path.of(""));

    @BeforeEach
    void writeExport() throws IOException {
        run = new CommandLineRun(directory);
        Files.writeString(directory.resolve("export.json"), """
                {"id":"batch","exportDate":"2026-06-01T02:00:00Z","members":[
                {"memberId":"gone-4711","variables":[{"id":"1","name":"Email","dataType":"string",
                "values":[{"value":"asha@example.com"}]}]},
                {"memberId":"m-2","variables":[{"id":"1","name":"Email","dataType":"string",
                "values":[{"value":"ben@example.com"}]}]}]}
                """);
    }

    private String target(String file) {
        return "csv:" + directory.resolve(file);
    }

    private void load(String... files) {
        for (String file : files) {
            assertEquals(
                    0, run.run("load", "export.json", "-q", "--sensitive", "keep", "--to", target(file)), run.err());
        }
        run = new CommandLineRun(directory);
    }

    private String content(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    /** Whatever is said, and however. */
    private CommandLineRun erase(int exitCode, String... arguments) {
        List<String> command = new ArrayList<>(List.of("erase"));
        command.addAll(List.of(arguments));
        assertEquals(exitCode, run.run(command.toArray(String[]::new)), run.err());
        assertFalse((run.out() + run.err()).contains(GONE), run::err);
        return run;
    }

    @Test
    void erasesFromEveryTarget() throws IOException {
        load("a.csv", "b.csv");

        erase(0, GONE, "not-there", "--to", target("a.csv"), "--to", target("b.csv"), "-vv");

        for (String file : List.of("a.csv", "b.csv")) {
            assertFalse(content(file).contains(GONE) || content(file).contains("asha@example.com"), file);
            assertTrue(content(file).contains("m-2"), file);
        }
        assertTrue(run.out().contains("a.csv: erased: 1 of 2 members, 1 row, 1 file, in 1 export, at "), run::out);
        assertTrue(run.out().contains("Remains: Copies and backups of"), run::out);
    }

    @Test
    void printsReceiptsAsJson() {
        load("a.csv");

        JsonNode receipt =
                erase(0, GONE, "--to", target("a.csv"), "--output", "json").json();

        assertEquals("done", receipt.path("outcome").asText());
        assertEquals(1, receipt.path("askedMembers").asInt());
        JsonNode target = receipt.path("targets").path(0);
        assertEquals(
                directory.resolve("a.csv").toString(), target.path("target").asText());
        assertEquals("erased", target.path("outcome").asText());
        assertEquals(1, target.path("exports").asInt());
        assertEquals(1, target.path("members").asInt());
        assertEquals(1, target.path("rows").asInt());
        assertEquals(1, target.path("files").asInt());
        assertTrue(target.path("remains").path(0).asText().contains("Copies and backups of"));
        assertTrue(Instant.parse(target.path("time").asText())
                .isBefore(Instant.now().plusSeconds(1)));
    }

    @Test
    void onlyCountsInADryRun() throws IOException {
        load("a.csv");
        byte[] before = Files.readAllBytes(directory.resolve("a.csv"));

        JsonNode receipt = erase(0, GONE, "--to", target("a.csv"), "--dry-run", "--output", "json")
                .json();

        assertEquals("counted", receipt.path("targets").path(0).path("outcome").asText());
        assertEquals(1, receipt.path("targets").path(0).path("members").asInt());
        assertArrayEquals(before, Files.readAllBytes(directory.resolve("a.csv")));
    }

    @Test
    void readsIdsFromAFile() throws IOException {
        load("a.csv");
        Files.writeString(directory.resolve("ids.txt"), "\uFEFFother\r\n\r\n" + GONE + "\r\n");

        erase(0, "--ids-file", "ids.txt", "--to", target("a.csv"));

        assertFalse(content("a.csv").contains(GONE));
    }

    @Test
    void refusesALineOfBlanks() throws IOException {
        load("a.csv");
        String before = content("a.csv");
        Files.writeString(directory.resolve("ids.txt"), GONE + "\n\n \n");

        erase(ExitCode.USAGE, "--ids-file", "ids.txt", "--to", target("a.csv"));

        assertTrue(run.err().contains("has nothing but blanks in line 3"), run::err);
        assertTrue(run.err().contains("Remove that line; an id of blanks can be given as an argument."), run::err);
        assertEquals(before, content("a.csv"));
        erase(0, " ", "--to", target("a.csv"));
    }

    @Test
    void failsIfThereIsNothingAtTheTarget() {
        for (String arguments : List.of("", "--dry-run")) {
            erase(
                    ExitCode.TARGET_FAILED,
                    Stream.of(GONE, "--to", target("misspelt.csv"), arguments)
                            .filter(argument -> !argument.isEmpty())
                            .toArray(String[]::new));
            assertTrue(run.err().contains("There is no export of the community local in the target"), run::err);
        }
    }

    @Test
    void readsIdsFromStandardInput() throws IOException {
        load("a.csv");
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(("m-3\n" + GONE).getBytes(StandardCharsets.UTF_8)));
        try {
            erase(0, "--ids-file", "-", "--to", target("a.csv"));
        } finally {
            System.setIn(before);
        }

        assertFalse(content("a.csv").contains(GONE));
    }

    @Test
    void saysWhichTargetFailedAndErasesFromTheOthers() throws IOException {
        load("a.csv", "b.csv");
        Files.writeString(directory.resolve("a.csv"), GONE);
        StubSinkProvider stub = new StubSinkProvider("stub");
        List<io.memberport.port.MemberSinkProvider> sinks =
                new ArrayList<>(io.memberport.cli.process.ProcessEnvironment.builtInSinks());
        sinks.add(stub);
        run.withSinks(sinks.toArray(io.memberport.port.MemberSinkProvider[]::new));

        JsonNode result = erase(
                        8,
                        GONE,
                        "--to",
                        target("a.csv"),
                        "--to",
                        "stub:x",
                        "--to",
                        target("b.csv"),
                        "--output",
                        "json",
                        "-vv")
                .json();

        assertEquals("failed", result.path("outcome").asText());
        assertEquals(8, result.path("error").path("exitCode").asInt());
        assertEquals("failed", result.path("targets").path(0).path("outcome").asText());
        assertEquals("failed", result.path("targets").path(1).path("outcome").asText());
        assertEquals("erased", result.path("targets").path(2).path("outcome").asText());
        assertFalse(content("b.csv").contains(GONE));
        assertTrue(run.err().contains("is not what was last committed"), run::err);
        assertTrue(run.err().contains("cannot erase members"), run::err);
        assertFalse(run.err().contains("To resume"), run::err);
    }

    @Test
    void hashesIdsAsTheSettingsFileSays() throws IOException {
        Files.writeString(directory.resolve("memberport.yaml"), "privacy:\n  member-id: hash\n  sensitive: keep\n");
        run.with("MEMBERPORT_HASH_KEY", KEY);
        assertEquals(0, run.run("load", "export.json", "-q", "--to", target("a.csv")), run.err());
        assertFalse(content("a.csv").contains(GONE));
        run = new CommandLineRun(directory).with("MEMBERPORT_HASH_KEY", KEY);

        erase(0, GONE, "--to", target("a.csv"));

        assertFalse(content("a.csv").contains("asha@example.com"));
        assertTrue(content("a.csv").contains("ben@example.com"));
    }

    @Test
    void needsNoKeyIfIdsAreNotHashed() throws IOException {
        load("a.csv");
        Files.writeString(directory.resolve("memberport.yaml"), "privacy:\n  sensitive: hash\n");

        erase(0, GONE, "--to", target("a.csv"));

        assertFalse(content("a.csv").contains(GONE));
    }

    @Test
    void refusesToRunWithoutIds() throws IOException {
        load("a.csv");
        Files.writeString(directory.resolve("ids.txt"), "\n\n");

        assertEquals(2, run.run("erase", "--ids-file", "ids.txt", "--to", target("a.csv")));

        assertTrue(
                run.err().contains("No member id is given. Nothing was erased; give the ids of the members."),
                run::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-" + GONE, "--" + GONE, "--" + GONE + "=1", "-c" + GONE})
    void repeatsNoIdThatLooksLikeAnOption(String id) {
        load("a.csv");

        assertEquals(2, run.run("erase", id, "--to", target("a.csv")));

        assertFalse((run.out() + run.err()).contains(GONE), run::err);
        assertTrue(run.err().contains("An argument begins with - and is no option of this command."), run::err);
        assertTrue(run.err().contains("put member ids that begin with - after --"), run::err);
    }

    @Test
    void takesIdsThatLookLikeOptionsAfterTwoDashes() {
        load("a.csv");

        JsonNode receipt = erase(0, "--to", target("a.csv"), "--output", "json", "--", "-x", GONE)
                .json();

        assertEquals(1, receipt.path("targets").path(0).path("members").asInt());
    }
}
