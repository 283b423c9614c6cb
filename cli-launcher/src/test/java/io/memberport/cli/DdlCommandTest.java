package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memberport.port.SinkOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DdlCommandTest {

    private static final String SCRIPT = "CREATE TABLE member (\n\tid TEXT\n);\n";

    private final StubSinkProvider needy =
            new StubSinkProvider("needy", SinkOption.value("user", "name", "", "Who writes.")).needing(SCRIPT);

    @TempDir
    Path directory;

    private CommandLineRun run;

    @BeforeEach
    void start() {
        run = new CommandLineRun(directory).withSinks(needy, new StubSinkProvider("content"));
    }

    @Test
    void printsTheScriptAndNothingElse() {
        assertEquals(0, run.run("ddl", "--to", "needy:x", "--option", "user=a"));

        assertEquals(lines(SCRIPT), lines(run.out()));
        assertEquals("", run.err());
        assertEquals("a", needy.given("user"));
    }

    @Test
    void printsTheScriptsOfSeveralTargetsOneAfterTheOther() {
        assertEquals(0, run.run("ddl", "--to", "needy:x", "--to", "content:x", "--to", "needy:y"));

        assertEquals(lines(SCRIPT + "\n" + SCRIPT), lines(run.out()));
    }

    @Test
    void saysOnStandardErrorThatATargetNeedsNothing() {
        assertEquals(0, run.run("ddl", "--to", "content:x"));

        assertEquals("", run.out());
        assertTrue(run.err().contains("content number 1 needs nothing"), run.err());
    }

    @Test
    void givesTargetsAndScriptsAsOneDocument() {
        assertEquals(0, run.run("ddl", "--to", "needy:x", "--to", "content:x", "--output", "json"));

        JsonNode targets = run.json().path("targets");
        assertEquals(2, targets.size());
        assertEquals("needy number 1", targets.at("/0/target").asText());
        assertEquals(SCRIPT, targets.at("/0/script").asText());
        assertEquals("content number 1", targets.at("/1/target").asText());
        assertEquals("", targets.at("/1/script").asText("?"));
    }

    @Test
    void takesTheTargetsOfTheSettingsFile() throws IOException {
        Files.writeString(directory.resolve("memberport.yaml"), "to: needy:x\n");

        assertEquals(0, run.run("ddl"), run.err());

        assertEquals(lines(SCRIPT), lines(run.out()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ddl", "ddl --to unknown:x", "ddl --to needy:x --option usr=a", "ddl needy:x"})
    void isTwoForACommandLineThatMakesNoSense(String arguments) {
        assertEquals(2, run.run(arguments.split(" ")));

        assertEquals("", run.out());
    }

    @Test
    void touchesNoTarget() throws IOException {
        Path file = directory.resolve("members.csv");
        CommandLineRun csv = new CommandLineRun(directory);

        assertEquals(0, csv.run("ddl", "--to", "csv:" + file));

        assertTrue(csv.err().contains(file + " needs nothing"), csv.err());
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(0, left.count());
        }
    }

    private static String lines(String text) {
        return text.replace(System.lineSeparator(), "\n");
    }
}
