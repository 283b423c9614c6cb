package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.result.ExitCode;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import io.memberport.port.SinkRun;
import io.memberport.sink.csv.CsvMemberSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --on-drift}, and what a run says of variables that have changed. */
class DriftTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void writeExports() throws IOException {
        export("monday", 1, "Age", "false");
        export("tuesday", 2, "Years", "true");
    }

    private void export(String batch, int day, String name, String sensitive) throws IOException {
        export(
                batch,
                day,
                "{\"id\":\"v-1\",\"name\":\"" + name + "\",\"dataType\":\"double\",\"isSensitive\":" + sensitive
                        + ",\"values\":[{\"value\":41}]}");
    }

    private void export(String batch, int day, String variables) throws IOException {
        Files.writeString(
                directory.resolve(batch + ".json"),
                "{\"id\":\"" + batch + "\",\"exportDate\":\"2026-06-0" + day
                        + "T02:00:00Z\",\"members\":[{\"memberId\":\"m\",\"variables\":[" + variables + "]}]}");
    }

    private String csv() {
        return "csv:" + directory.resolve("members.csv");
    }

    private String sqlite() {
        return "jdbc:sqlite:" + directory.resolve("members.db");
    }

    private CommandLineRun load(int exitCode, String batch, String target, String... more) {
        return load(new CommandLineRun(directory), exitCode, batch, target, more);
    }

    private CommandLineRun load(CommandLineRun run, int exitCode, String batch, String target, String... more) {
        List<String> arguments = new ArrayList<>(List.of("load", batch + ".json", "-q", "--to", target));
        arguments.addAll(List.of(more));
        assertEquals(exitCode, run.run(arguments.toArray(String[]::new)), run::err);
        return run;
    }

    @Test
    void takesThePolicyFromTheEnvironmentAndTheSettingsFile() throws IOException {
        load(0, "monday", csv());
        CommandLineRun byEnvironment = new CommandLineRun(directory).with("MEMBERPORT_ON_DRIFT", "fail=sensitive");
        load(byEnvironment, 8, "tuesday", csv());
        Files.writeString(directory.resolve("memberport.yaml"), "on-drift: fail=renamed, gone\n");

        CommandLineRun byFile = load(8, "tuesday", csv());

        assertTrue(byEnvironment.err().contains("'Years' (id v-1) became sensitive."), byEnvironment.err());
        assertTrue(byFile.err().contains("'Years' (id v-1) had the name 'Age' and now has 'Years'."), byFile.err());
        load(0, "tuesday", csv(), "--on-drift", "report");
    }

    @Test
    void namesTheVariablesAndWhatToDo() {
        load(0, "monday", csv());

        CommandLineRun refused = load(ExitCode.TARGET_FAILED, "tuesday", csv(), "--on-drift", "fail");

        String said = refused.err();
        assertTrue(said.contains("Variables have changed since the last commit to the target "), said);
        assertTrue(
                said.contains(
                        ": 'Years' (id v-1) had the name 'Age' and now has 'Years', became sensitive. Nothing was committed."),
                said);
        assertTrue(said.contains("accept it for this run. Use --on-drift report."), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"never", "fail=", "fail=gone,lost", "fail:gone", "FAIL"})
    void saysWhatItCanDo(String given) {
        CommandLineRun run = load(ExitCode.USAGE, "monday", csv(), "--on-drift", given);

        assertTrue(run.err().contains("--on-drift is '" + given), run.err());
        assertTrue(
                run.err()
                        .contains(
                                "'; it must be report, fail, or fail= and one or more of new, gone, renamed, retyped, sensitive, not-sensitive, with commas between them."),
                run.err());
    }

    @Test
    void leavesEveryTargetAsItWasIfOneHasDrift() throws IOException {
        load(0, "monday", csv());
        byte[] file = Files.readAllBytes(directory.resolve("members.csv"));
        byte[] manifest = Files.readAllBytes(directory.resolve("members.csv.manifest.json"));

        CommandLineRun failed = load(8, "tuesday", sqlite(), "--to", csv(), "--on-drift", "fail", "--output", "json");

        assertArrayEquals(file, Files.readAllBytes(directory.resolve("members.csv")));
        assertArrayEquals(manifest, Files.readAllBytes(directory.resolve("members.csv.manifest.json")));
        assertEquals("nothing", failed.json().at("/targets/0/drift/basis").asText(), "it was empty");
        assertEquals("failed", failed.json().at("/targets/0/outcome").asText(), "and stays so");
        assertEquals("last-commit", failed.json().at("/targets/1/drift/basis").asText());
        assertEquals(
                "{\"id\":\"v-1\",\"kinds\":[\"renamed\",\"sensitive\"],\"before\":{\"name\":\"Age\",\"dataType\":\"double\","
                        + "\"isSensitive\":false},\"after\":{\"name\":\"Years\",\"dataType\":\"double\",\"isSensitive\":true}}",
                failed.json().at("/targets/1/drift/changes/0").toString());
        load(0, "tuesday", sqlite(), "--on-drift", "fail");
    }

    /** A file that a user has opened and saved is still of the same community. */
    @Test
    void comparesWithACsvFileThatWasTouched() throws IOException {
        load(0, "monday", csv());
        Files.writeString(directory.resolve("members.csv"), "touched");

        load(8, "tuesday", csv(), "--on-drift", "fail");

        assertEquals("touched", Files.readString(directory.resolve("members.csv")));
    }

    /** It is not known what has changed since, until the next full export. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failsAfterACommitOfAnEarlierVersion(boolean database) throws Exception {
        String target = database ? sqlite() : csv();
        load(0, "monday", target);
        forgetVariables(database);

        CommandLineRun refused = load(ExitCode.TARGET_FAILED, "tuesday", target, "--on-drift", "fail=gone");
        CommandLineRun told = load(0, "tuesday", target);

        assertTrue(refused.err().contains("What has changed since the last commit to the target "), refused.err());
        assertTrue(
                refused.err().contains(" is not known, because the target does not say which variables"),
                refused.err());
        assertTrue(refused.err().contains("Use --on-drift report."), refused.err());
        assertTrue(told.out().contains("is not known: the target does not say which it had."), told.out());
        export("wednesday", 3, "Years", "true");
        load(0, "wednesday", target, "--on-drift", "fail");
    }

    private void forgetVariables(boolean database) throws Exception {
        if (database) {
            try (Connection connection = DriverManager.getConnection(sqlite());
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER TABLE memberport_sync DROP COLUMN \"variables\"");
            }
            return;
        }
        Path manifest = directory.resolve("members.csv.manifest.json");
        String written = Files.readString(manifest);
        String without = written.replaceFirst("(?s),\\s*\"variables\" : \\[.*]", "");
        assertFalse(without.equals(written), written);
        Files.writeString(manifest, without);
    }

    @Test
    void comparesNothingAcrossOtherRules() {
        load(0, "monday", csv());

        CommandLineRun refused = load(8, "tuesday", csv(), "--on-drift", "fail", "--sensitive", "mask");

        assertTrue(refused.err().contains("because it was made under other privacy rules"), refused.err());
        CommandLineRun told = load(0, "tuesday", csv(), "--sensitive", "mask", "--output", "json");
        assertEquals("other-rules", told.json().at("/targets/0/drift/basis").asText());
        assertTrue(told.json().at("/targets/0/drift/changes").isNull());
    }

    /** Alida calls it sensitive now, so a rule drops it, and its name may be nowhere. */
    @Test
    void doesNotTellTheNameOfAVariableThatRulesHide() throws IOException {
        Files.writeString(directory.resolve("memberport.yaml"), "privacy:\n  sensitive: drop\n  dropped-names: drop\n");
        load(0, "monday", csv());

        CommandLineRun refused = load(8, "tuesday", csv(), "--on-drift", "fail", "--output", "json");
        CommandLineRun told = load(0, "tuesday", csv());

        assertTrue(refused.err().contains("(id v-1) is gone, counts as sensitive now."), refused.err());
        String manifest = Files.readString(directory.resolve("members.csv.manifest.json"));
        for (String said : List.of(refused.err(), refused.out(), told.out(), told.err(), manifest)) {
            assertFalse(said.contains("Age") || said.contains("Years"), said);
        }
    }

    @Test
    void showsTheFirstTwentyVariables() throws IOException {
        load(0, "monday", csv());
        export(
                "tuesday",
                2,
                IntStream.range(10, 33)
                        .mapToObj(i -> "{\"id\":\"n-" + i + "\",\"name\":\"N\",\"dataType\":\"string\",\"values\":[]}")
                        .collect(Collectors.joining(",")));

        CommandLineRun told = load(0, "tuesday", csv());

        assertTrue(
                told.out().contains("24 variables have changed since its last commit (23 new, 1 gone):"), told.out());
        assertTrue(told.out().contains("n-29") && !told.out().contains("n-30"), told.out());
        assertTrue(told.out().contains("and 4 more; --output json has them all"), told.out());
    }

    /** A sink of a plugin whose author has never heard of drift. */
    @Test
    void failsForASinkThatKeepsNoVariables() throws IOException {
        Forgetful provider = new Forgetful(directory.resolve("members.csv"));
        load(new CommandLineRun(directory).withSinks(provider), 0, "monday", "forgetful:x", "--on-drift", "fail");

        CommandLineRun refused = load(
                new CommandLineRun(directory).withSinks(provider), 8, "tuesday", "forgetful:x", "--on-drift", "fail");
        CommandLineRun told = load(
                new CommandLineRun(directory).withSinks(provider), 0, "tuesday", "forgetful:x", "--output", "json");

        assertTrue(refused.err().contains("its sink does not keep them"), refused.err());
        assertEquals("not-kept", told.json().at("/targets/0/drift/basis").asText());
        assertTrue(told.json().at("/targets/0/newMembers").isNull(), told.out());
    }

    /** Makes sinks that write a CSV file and have only what the port demands. */
    private record Forgetful(Path file) implements MemberSinkProvider {

        @Override
        public String scheme() {
            return "forgetful";
        }

        @Override
        public String summary() {
            return "A CSV file.";
        }

        @Override
        public String targetSyntax() {
            return "forgetful:ANYTHING";
        }

        @Override
        public List<SinkOption> options() {
            return List.of();
        }

        @Override
        public MemberSink create(String target, SinkOptions options) {
            return new ForgetfulSink(CsvMemberSink.to(file).build());
        }
    }

    private record ForgetfulSink(MemberSink csv) implements MemberSink {

        @Override
        public String description() {
            return csv.description();
        }

        @Override
        public Optional<LastCommit> lastCommit(String community) {
            return csv.lastCommit(community);
        }

        @Override
        public SinkRun open(SinkContext context) {
            return csv.open(context);
        }
    }
}
