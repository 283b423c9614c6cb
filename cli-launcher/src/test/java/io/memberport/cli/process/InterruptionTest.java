package io.memberport.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.CommandLineRun;
import io.memberport.cli.MemberportCommand;
import io.memberport.cli.StubSinkProvider;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when a process has to end while a target commits. */
class InterruptionTest {

    @TempDir
    Path directory;

    @Test
    void tellsWhatIsKnownOfATargetThatWasCommitting() throws IOException {
        Files.writeString(directory.resolve("e.json"), "{\"members\":[]}");
        Interruption interruption = new Interruption();
        StubSinkProvider sinks = new StubSinkProvider("stub").committing(() -> {
            interruption.request(Thread.currentThread());
            throw new MemberportException(FailureKind.TARGET, "It is unknown whether the target has committed.");
        });
        CommandLineRun run = new CommandLineRun(directory).withSinks(sinks);

        int code = MemberportCommand.run(
                List.of("load", "e.json", "--to", "stub:x", "--output", "json"), run.process(interruption));

        assertTrue(Thread.interrupted(), "the interruption is not forgotten");
        assertEquals(130, code, run.err());
        assertEquals("interrupted", run.json().at("/error/kind").asText());
        assertEquals(
                "Interrupted. It is unknown whether the target has committed.",
                run.json().at("/error/message").asText());
    }

    @Test
    void tellsThatNothingIsKnownIfTheRunDoesNotEndInTime() {
        List<String> warnings = new ArrayList<>();

        int code = new Interruption(Duration.ZERO).awaitEnd(warnings::add, true);

        String said = String.join("\n", warnings);
        assertEquals(130, code);
        assertTrue(said.contains("If a target was committing, it is unknown whether it has committed."), said);
        assertTrue(said.contains("Run again: what is committed is not written twice."), said);
    }

    @Test
    void saysNothingOfTargetsIfTheCommandHasNone() {
        List<String> warnings = new ArrayList<>();

        new Interruption(Duration.ZERO).awaitEnd(warnings::add, false);

        String said = String.join("\n", warnings);
        assertTrue(said.contains("This command writes to no target."), said);
        assertFalse(said.contains("committ"), said);
    }

    @Test
    void saysNothingIfTheRunEndsInTime() {
        List<String> warnings = new ArrayList<>();
        Interruption interruption = new Interruption();
        interruption.finished(8);

        assertEquals(8, interruption.awaitEnd(warnings::add, true));

        assertEquals(List.of(), warnings);
    }
}
