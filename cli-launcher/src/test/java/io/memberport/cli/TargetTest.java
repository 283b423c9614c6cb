package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.simulator.AlidaSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a target that only its sink understands. */
class TargetTest {

    private static final String SECRETIVE = "jdbc:postgresql://me:sesame@db/members?password=sesame";

    private final StubSinkProvider jdbc = new StubSinkProvider("jdbc");

    @TempDir
    Path directory;

    private CommandLineRun run;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");
        run = new CommandLineRun(directory)
                .withSinks(ProcessEnvironment.builtInSinks().get(0), jdbc);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite:members.db",
                "jdbc:sqlite:members.csv",
                "jdbc:sqlite:../one/./Two.db",
                "jdbc:sqlite:C:\\data\\members.db",
                "jdbc:postgresql://DB:5432/Members?sslMode=Verify-Full&a=b;c",
            })
    void reachesTheSinkAsItIsWritten(String target) throws IOException {
        assertEquals(0, run.run("load", "export.json", "--to", target), run.err());
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("settings.yaml"), "to: " + target);
        assertEquals(0, run.run("load", "export.json", "--config", "elsewhere/settings.yaml"), run.err());

        assertEquals(List.of(target, target), jdbc.targets());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void showsNoPasswordInIt(String format) throws IOException {
        try (AlidaSimulator simulator = AlidaSimulator.builder().start()) {
            run.against(simulator);

            assertEquals(0, run.run("export", "--to", SECRETIVE, "--output", format, "-vv"), run.err());
        }

        assertTrue(run.err().contains(" --to jdbc:postgresql://db/members --output "), run.err());
        assertTrue(run.err().contains("targets in full"), run.err());
        assertFalse((run.err() + run.out()).contains("sesame"), () -> run.err() + run.out());
        assertEquals(List.of(SECRETIVE), jdbc.targets());
    }

    @Test
    void showsNoPasswordInOneThatIsGivenInPlaceOfAFile() {
        assertEquals(2, run.run("load", SECRETIVE, "--to", "export.json.csv"));

        assertTrue(run.err().contains("no readable file jdbc:postgresql://db/members"), run.err());
        assertFalse(run.err().contains("sesame"), run.err());
    }

    @Test
    void isAskedForIfItIsMissing() {
        assertEquals(2, run.run("load", "export.json"));

        assertTrue(run.err().contains("No target is given."), run.err());
        assertTrue(run.err().contains("Say where the members go with --to"), run.err());
    }
}
