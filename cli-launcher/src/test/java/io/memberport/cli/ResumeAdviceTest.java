package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.process.Interruption;
import io.memberport.cli.result.CommandText;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.Failure;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.Resource;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run that has started an export says about resuming, for each kind of failure. */
@Tag("fault")
class ResumeAdviceTest {

    private static final String AT_ONCE = " To resume: memberport export --batch-id ";
    private static final String WHEN_MENDED = " After fixing that, resume with: memberport export --batch-id ";

    private static final CommandText COMMAND = new CommandText("memberport export", true);

    @TempDir
    Path directory;

    @Test
    void isToResumeAfterTheDeadline() throws IOException {
        try (AlidaSimulator simulator = simulator().looks(1_000, 0).start()) {
            assertAdvises(AT_ONCE, fail(FailureKind.DEADLINE, simulator, "--deadline", "1m"));
        }
    }

    @Test
    void isToResumeIfTheApiIsNotAvailable() throws IOException {
        try (AlidaSimulator simulator = simulator().start()) {
            simulator.failNext(Resource.STATUS, 1_000, 503);

            assertAdvises(AT_ONCE, fail(FailureKind.UNAVAILABLE, simulator));
        }
    }

    @Test
    void isToResumeAfterAnInterrupt() throws IOException {
        try (AlidaSimulator simulator = simulator().looks(1_000, 0).start()) {
            Interruption interruption = new Interruption();
            CommandLineRun run = new CommandLineRun(directory).against(simulator);

            int code = MemberportCommand.run(
                    List.of("export", "--to", target(), "--output", "json"),
                    run.process(interruption, interrupted(interruption)));

            Thread.interrupted();
            assertEquals(130, code, run.err());
            assertAdvises(AT_ONCE, run);
        }
    }

    @Test
    void isToResumeWhenTheCredentialsAreMended() throws IOException {
        try (AlidaSimulator simulator = simulator().start()) {
            simulator.failNext(Resource.STATUS, 1_000, 403);

            assertAdvises(WHEN_MENDED, fail(FailureKind.ACCESS_DENIED, simulator));
        }
    }

    @Test
    void isToResumeWithAnotherLimit() throws IOException {
        try (AlidaSimulator simulator = simulator().start()) {
            CommandLineRun failed = fail(FailureKind.MALFORMED_EXPORT, simulator, "--max-file-size", "1KiB");

            assertTrue(failed.err().contains("longer than 1024 bytes"), failed.err());
            assertAdvises(WHEN_MENDED, failed);
        }
    }

    @Test
    void isToAcceptWhatHasChanged() throws IOException {
        try (AlidaSimulator simulator = simulator().start()) {
            assertEquals(0, new CommandLineRun(directory).against(simulator).run("export", "--to", target()));
        }
        try (AlidaSimulator simulator = AlidaSimulator.builder()
                .export(ExportGenerator.Spec.builder().members(20).variables(6).build())
                .start()) {
            String advice = " To resume with that: memberport export --batch-id ";
            CommandLineRun refused = fail(FailureKind.TARGET, simulator, "--on-drift", "fail");
            assertAdvises(advice, refused);
            String message = refused.json().at("/error/message").asText();
            String command = message.substring(message.indexOf(advice) + " To resume with that: memberport ".length());

            CommandLineRun resumed = new CommandLineRun(directory).against(simulator);
            assertEquals(0, resumed.run(command.split(" ", -1)), () -> command + ": " + resumed.err());
        }
    }

    @ParameterizedTest
    @CsvSource({"ALLOW_OLDER, --allow-older", "ALLOW_INCREMENTAL, --allow-incremental"})
    void isToAllowWhatATargetHasRefused(Remedy remedy, String option) throws IOException {
        CommandLineRun failed = failOnCommit(FailureKind.TARGET, () -> {
            throw MemberportException.of(FailureKind.TARGET, "The target refused.")
                    .remedy(remedy)
                    .build();
        });

        assertAdvises(" To resume with that: memberport export --batch-id ", failed);
        String message = failed.json().at("/error/message").asText();
        assertTrue(message.substring(message.indexOf("To resume")).contains(" " + option), message);
    }

    @Test
    void isNoneForAFileThatIsMalformed() throws IOException {
        byte[] malformed = "{\"members\":[}".getBytes(StandardCharsets.US_ASCII);
        try (AlidaSimulator simulator = AlidaSimulator.builder().file(malformed).start()) {
            assertAdvisesNothing("is malformed at byte ", fail(FailureKind.MALFORMED_EXPORT, simulator));
        }
    }

    @Test
    void isNoneForAnExportThatHasFailed() throws IOException {
        try (AlidaSimulator simulator = simulator().failWith("No disk left").start()) {
            assertAdvisesNothing("No disk left", fail(FailureKind.EXPORT_FAILED, simulator));
        }
    }

    @Test
    void isNoneForAnExportThatIsNotKnown() throws IOException {
        try (AlidaSimulator simulator = simulator().start()) {
            simulator.failNext(Resource.STATUS, 1_000, 404);

            assertAdvisesNothing("404", fail(FailureKind.NOT_FOUND, simulator));
        }
    }

    @Test
    void isNoneForAnAnswerThatIsNotUnderstood() throws IOException {
        try (AlidaSimulator simulator = simulator().finalStatus("archived").start()) {
            assertAdvisesNothing("archived", fail(FailureKind.PROTOCOL, simulator));
        }
    }

    @ParameterizedTest
    @CsvSource({"TARGET, ' After fixing that, resume with: '", "TARGET_BUSY, ' To resume: '"})
    void isAccordingToTheTargetsFailure(FailureKind kind, String advice) throws IOException {
        CommandLineRun failed = failOnCommit(kind, () -> {
            throw new MemberportException(kind, "The target was not written.");
        });

        assertAdvises(advice + "memberport export --batch-id ", failed);
    }

    @Test
    void isNoneForAMistake() {
        Failure mistake = Failure.of(new IllegalStateException());

        assertEquals(FailureKind.BUG, mistake.kind());
        assertTrue(mistake.message().contains("This is a mistake in Memberport"), mistake.message());
        assertEquals(mistake, mistake.resumedBy(COMMAND));
    }

    @Test
    void isToResumeWithMoreMemory() {
        Failure advised = Failure.of(new OutOfMemoryError()).resumedBy(COMMAND);

        assertTrue(advised.message().contains(" After fixing that, resume with: "), advised.message());
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void isOnlyToResumeAtOnceIfNothingMustChange(FailureKind kind) {
        Failure advised =
                Failure.of(new MemberportException(kind, "It failed.")).resumedBy(COMMAND);

        assertEquals(kind.isRetryable(), advised.message().contains("To resume"));
    }

    @ParameterizedTest
    @CsvSource({"wait, STATUS, 403", "download, FILE, 404"})
    void isNoneForAWaitOrADownloadThatMustBeMendedFirst(String command, Resource resource, int status)
            throws IOException {
        try (AlidaSimulator simulator = simulator().start()) {
            simulator.failNext(resource, 1_000, status);
            CommandLineRun run = new CommandLineRun(directory).against(simulator);
            List<String> file = command.equals("wait") ? List.of() : List.of("--file", "export.json");
            run.run(Stream.concat(Stream.of(command, simulator.batchId()), file.stream())
                    .toArray(String[]::new));

            assertTrue(run.err().contains(String.valueOf(status)), run.err());
            assertFalse(run.err().contains("esume"), run.err());
        }
    }

    private static AlidaSimulator.Builder simulator() {
        return AlidaSimulator.builder()
                .export(ExportGenerator.Spec.builder().members(20).variables(5).build());
    }

    private String target() {
        return "csv:" + directory + "/members.csv";
    }

    private CommandLineRun fail(FailureKind kind, AlidaSimulator simulator, String... more) {
        return fail(kind, new CommandLineRun(directory).against(simulator), target(), more);
    }

    private CommandLineRun failOnCommit(FailureKind kind, Runnable committing) throws IOException {
        try (AlidaSimulator simulator = simulator().start()) {
            CommandLineRun run = new CommandLineRun(directory)
                    .against(simulator)
                    .withSinks(new StubSinkProvider("stub").committing(committing));
            return fail(kind, run, "stub:anything");
        }
    }

    private static CommandLineRun fail(FailureKind kind, CommandLineRun run, String to, String... more) {
        String[] all = Stream.concat(Stream.of("export", "--to", to, "--output", "json"), Stream.of(more))
                .toArray(String[]::new);
        assertEquals(ExitCode.of(kind), run.run(all), run.err());
        return run;
    }

    private static void assertAdvises(String advice, CommandLineRun failed) {
        String message = failed.json().at("/error/message").asText();
        assertTrue(message.contains(advice + failed.json().path("batchId").asText()), message);
        assertTrue(failed.err().contains(advice), failed.err());
    }

    private static void assertAdvisesNothing(String what, CommandLineRun failed) {
        String message = failed.json().at("/error/message").asText();
        assertTrue(message.contains(what), message);
        assertFalse(message.contains("resume"), message);
    }

    /** The user presses Ctrl-C in the first pause. */
    private static CommandLineRun.Pauses interrupted(Interruption interruption) {
        return new CommandLineRun.Pauses(duration -> {
            interruption.request(Thread.currentThread());
            throw new MemberportException(FailureKind.INTERRUPTED, "Interrupted while waiting.");
        });
    }
}
