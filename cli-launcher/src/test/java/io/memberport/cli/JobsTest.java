package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memberport.cli.process.Interruption;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.port.Delays;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkOptions;
import io.memberport.port.SinkRun;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.ReceivedRequest;
import io.memberport.simulator.Resource;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What 'memberport run' does with the jobs of a settings file, against an API for each of two communities. */
class JobsTest {

    @TempDir
    Path directory;

    private AlidaSimulator acme = simulator("acme-panel");
    private AlidaSimulator nordic = simulator("nordic-panel");

    private static AlidaSimulator simulator(String community) {
        return simulator(community, community);
    }

    private static AlidaSimulator simulator(String community, String client) {
        try {
            return AlidaSimulator.builder()
                    .community(community)
                    .credentials(client + "-client", client + "-secret", client + "-key")
                    .export(ExportGenerator.Spec.builder()
                            .members(5)
                            .variables(3)
                            .build())
                    .looks(0, 0)
                    .start();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @AfterEach
    void stop() {
        acme.close();
        nordic.close();
    }

    /** Two jobs that work, each with its own API, credentials in variables of its own, and target. */
    @BeforeEach
    void write() throws IOException {
        settings("option:", "  layout: long", "jobs:", job("acme", acme), job("nordic", nordic));
    }

    private void settings(String... lines) throws IOException {
        Files.writeString(directory.resolve("memberport.yaml"), String.join("\n", lines));
    }

    private String job(String name, AlidaSimulator simulator, String... more) {
        return "  " + name + ":\n"
                + Stream.concat(
                                Stream.of(
                                        "api-url: " + simulator.apiUrl(),
                                        "community: " + simulator.community(),
                                        "client-id-env: " + name.toUpperCase(Locale.ROOT) + "_ID",
                                        "client-secret-env: " + name.toUpperCase(Locale.ROOT) + "_SECRET",
                                        "api-key-env: " + name.toUpperCase(Locale.ROOT) + "_KEY",
                                        "to: " + target(name + ".csv")),
                                Stream.of(more))
                        .map(line -> "    " + line + "\n")
                        .reduce("", String::concat);
    }

    /** A sink takes a path from the directory of the process. */
    private String target(String file) {
        return directory.resolve(file).toString();
    }

    private CommandLineRun run() {
        return new CommandLineRun(directory)
                .with("ACME_ID", acme.clientId())
                .with("ACME_SECRET", acme.clientSecret())
                .with("ACME_KEY", acme.apiKey())
                .with("NORDIC_ID", nordic.clientId())
                .with("NORDIC_SECRET", nordic.clientSecret())
                .with("NORDIC_KEY", nordic.apiKey());
    }

    private static JsonNode job(CommandLineRun run, String name) {
        for (JsonNode job : run.json().path("jobs")) {
            if (job.path("job").asText().equals(name)) {
                return job;
            }
        }
        throw new AssertionError("no job " + name + " in " + run.out());
    }

    private boolean isWritten(String file) {
        return Files.exists(directory.resolve(file));
    }

    private static long created(AlidaSimulator simulator) {
        return simulator.requests().stream()
                .map(ReceivedRequest::resource)
                .filter(Resource.CREATE::equals)
                .count();
    }

    @Test
    void writesTheMembersOfEachToItsTargetAndReportsEach() {
        CommandLineRun run = run();

        assertEquals(0, run.run("run", "--all", "--output", "json"), run.err());

        assertEquals("done", run.json().path("outcome").asText());
        assertEquals(0, run.json().path("exitCode").asInt(-1));
        assertEquals("acme", run.json().path("jobs").path(0).path("job").asText());
        for (String name : List.of("acme", "nordic")) {
            JsonNode job = job(run, name);
            assertEquals("written", job.path("outcome").asText());
            assertEquals(0, job.path("exitCode").asInt(-1));
            assertEquals(5, job.path("members").asInt());
            assertTrue(isWritten(name + ".csv"));
        }
        assertTrue(run.err().contains("memberport: [acme] Export "), run.err());
        assertTrue(run.err().contains("memberport: [nordic] Committing "), run.err());
    }

    /** A job is an export with its settings, so the export that follows finds nothing to write. */
    @Test
    void doesWhatAnExportWithTheSameSettingsDoes() throws IOException {
        CommandLineRun run = run();
        assertEquals(0, run.run("run", "acme", "--output", "json"), run.err());
        JsonNode job = job(run, "acme");

        CommandLineRun export = new CommandLineRun(directory).against(acme);
        int code = export.run(
                "export", "--batch-id", job.path("batchId").asText(), "--to", target("acme.csv"), "--output", "json");

        assertEquals(0, code, export.err());
        assertEquals("already-written", export.json().path("outcome").asText());
        export.json()
                .fieldNames()
                .forEachRemaining(field -> assertTrue(job.has(field) != field.equals("schemaVersion"), field));
        assertEquals(
                export.json().path("targets").path(0).path("target"),
                job.path("targets").path(0).path("target"));
        assertFalse(isWritten("nordic.csv"));
        assertEquals(0, created(nordic));
    }

    @Test
    void doesNotLetAJobThatFailsStopTheOthers() {
        CommandLineRun run = run().with("ACME_SECRET", "another-secret");

        assertEquals(3, run.run("run", "--all", "--parallel", "1", "--output", "json"), run.err());

        assertEquals("failed", run.json().path("outcome").asText());
        assertEquals(3, run.json().path("exitCode").asInt());
        assertEquals(
                "access-denied", job(run, "acme").path("error").path("kind").asText());
        assertEquals("written", job(run, "nordic").path("outcome").asText());
        assertTrue(run.err().contains("memberport: [acme] "), run.err());
    }

    @Test
    void endsWithTheHighestExitCode() throws IOException {
        CommandLineRun run = run().with("ACME_SECRET", "");
        MemberSinkProvider csv = ProcessEnvironment.builtInSinks().get(0);

        int code;
        try (MemberSink sink = csv.create(target("nordic.csv"), SinkOptions.defaults(csv));
                SinkRun other = sink.open(SinkContext.of("nordic-panel"))) {
            assertNotNull(other);
            code = run.run("run", "--all");
        }

        assertEquals(8, code, run.err());
        assertTrue(
                run.err()
                        .contains(
                                "[acme] client-secret-env of job acme (memberport.yaml, line 8) names a variable that is"
                                        + " not set."),
                run.err());
        assertTrue(run.out().contains("Job acme: failed, exit code 2"), run.out());
        assertTrue(run.out().contains("2 of 2 jobs failed: exit code 8."), run.out());
    }

    /** The API of nordic knows acme's client here, so it would let the job in if that were what it got. */
    @Test
    void sendsNoCredentialOfAJobToAnotherOne() throws IOException {
        nordic.close();
        nordic = simulator("nordic-panel", "acme-panel");
        settings(
                "client-id: shared-client",
                "client-secret: shared-secret",
                "jobs:",
                job("acme", acme),
                "  nordic:",
                "    api-url: " + nordic.apiUrl(),
                "    community: nordic-panel",
                "    to: " + target("nordic.csv"));
        CommandLineRun run = run();

        assertEquals(3, run.run("run", "--all", "--parallel", "1", "--output", "json"), run.err());

        assertEquals("written", job(run, "acme").path("outcome").asText());
        assertEquals(
                "access-denied", job(run, "nordic").path("error").path("kind").asText());
        assertFalse((run.out() + run.err()).contains("shared-secret"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MEMBERPORT_COMMUNITY", "MEMBERPORT_CLIENT_ID", "MEMBERPORT_CLIENT_SECRET_FILE"})
    void keepsItsOwnCommunityAndCredentialsWhateverTheEnvironmentSays(String variable) {
        CommandLineRun run = run().with(variable, "other");

        assertEquals(0, run.run("run", "--all"), run.err());
    }

    @Test
    void takesFromTheEnvironmentWhatItDoesNotSayItself() throws IOException {
        settings("jobs:", "  acme:", "    to: " + target("acme.csv"));
        CommandLineRun run = new CommandLineRun(directory).against(acme);

        assertEquals(0, run.run("run", "acme"), run.err());

        assertTrue(isWritten("acme.csv"));
    }

    @Test
    void refusesHalfOfAClient() throws IOException {
        settings("jobs:", "  acme:", "    client-id: acme-client", "    to: " + target("acme.csv"));
        CommandLineRun run = new CommandLineRun(directory).against(acme);

        assertEquals(2, run.run("run", "acme"));

        assertTrue(
                run.err().contains("[acme] The job has its own client-id or client-secret, but not both."), run.err());
        assertEquals(0, acme.requests().size());
    }

    @Test
    void sharesOptionsAndRulesOfTheTopAndHasItsOwn() throws IOException {
        settings(
                "option:",
                "  csv.delimiter: ';'",
                "privacy:",
                "  sensitive: drop",
                "jobs:",
                job("acme", acme, "option:", "  delimiter: tab", "privacy:", "  member-id: hash"),
                job("nordic", nordic));
        CommandLineRun run = run().with("MEMBERPORT_HASH_KEY", "0123456789abcdef0123456789abcdef");

        assertEquals(0, run.run("run", "--all", "--output", "json"), run.err());

        assertTrue(firstLine("acme.csv").contains("\t"), "the job's own option, although the other one is narrower");
        assertTrue(firstLine("nordic.csv").contains(";"));
        assertEquals(
                job(run, "nordic").at("/targets/0/privacy/variables").toString(),
                job(run, "acme").at("/targets/0/privacy/variables").toString());
        assertFalse(job(run, "acme")
                .at("/targets/0/privacy/policy")
                .equals(job(run, "nordic").at("/targets/0/privacy/policy")));
    }

    private String firstLine(String file) throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve(file))) {
            return lines.findFirst().orElseThrow();
        }
    }

    @Test
    void startsWhereAJobOrAFlagSays() throws IOException {
        settings("jobs:", job("acme", acme, "since: 2026-01-31T00:00:00Z"), job("nordic", nordic, "full: true"));
        CommandLineRun run = run();

        assertEquals(0, run.run("run", "--all", "--output", "json"), run.err());
        CommandLineRun full = run();
        assertEquals(0, full.run("run", "acme", "--full", "--output", "json"), full.err());

        assertEquals(
                "2026-01-31T00:00:00Z", job(run, "acme").path("sinceDatetime").asText());
        assertTrue(job(run, "nordic").path("sinceDatetime").isNull());
        assertTrue(job(full, "acme").path("sinceDatetime").isNull());
    }

    @Test
    void saysHowToResumeAJobByItsName() throws IOException {
        settings("jobs:", job("acme", acme, "full: true"), job("nordic", nordic));
        CommandLineRun run = run();

        assertEquals(0, run.run("run", "--all", "--parallel", "2"), run.err());

        assertTrue(
                run.err()
                        .matches(
                                "(?s).*\\[acme\\] Export (\\S+) created\\. .*: memberport run acme --batch-id \\1\n.*"),
                run.err());
    }

    @Test
    void refusesTheSameTargetTwiceBeforeAnyJobBegins() throws IOException {
        settings("jobs:", job("acme", acme), job("nordic", nordic).replace("nordic.csv", "./acme.csv"));
        CommandLineRun run = run();

        assertEquals(2, run.run("run", "--all", "--output", "json"));

        assertTrue(run.err().contains("The jobs acme and nordic write to the same target"), run.err());
        assertEquals("failed", run.json().path("outcome").asText());
        assertEquals(0, acme.requests().size() + nordic.requests().size());
    }

    @Test
    void knowsATargetUnderAllItsNames() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("real"));
        Files.createSymbolicLink(directory.resolve("link"), folder);
        for (String scheme : List.of("csv:", "jdbc:sqlite:")) {
            settings(
                    "jobs:",
                    job("acme", acme).replace(target("acme.csv"), scheme + folder.resolve("members")),
                    job("again", acme)
                            .replace(target("again.csv"), scheme + directory.resolve("link/members"))
                            .replace("AGAIN", "ACME"));
            CommandLineRun run = run();

            assertEquals(2, run.run("run", "--all"));

            assertTrue(run.err().contains("write the same community to the same target"), run.err());
        }
        assertEquals(0, acme.requests().size());
    }

    /** A run replaces the file that a link leads to. */
    @Test
    void followsALinkToTheFileThatARunWouldReplace() throws IOException {
        Files.createSymbolicLink(directory.resolve("acme.csv"), Path.of("nordic.csv"));
        CommandLineRun absent = run();
        CommandLineRun present = run();

        assertEquals(2, absent.run("run", "--all"));
        Files.writeString(directory.resolve("nordic.csv"), "of a former run");
        assertEquals(2, present.run("run", "--all"));

        for (CommandLineRun run : List.of(absent, present)) {
            assertTrue(run.err().contains("The jobs acme and nordic write to the same target"), run.err());
        }
        assertEquals(0, acme.requests().size() + nordic.requests().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme.csv.manifest.json", ".acme.csv.memberport.lock", ".acme.csv.memberport.tmp"})
    void refusesATargetThatIsCalledLikeAFileBesideAnotherOne(String file) throws IOException {
        settings(
                "jobs:", job("acme", acme), job("nordic", nordic).replace(target("nordic.csv"), "csv:" + target(file)));
        CommandLineRun run = run();

        assertEquals(2, run.run("run", "--all"));

        assertTrue(run.err().contains("The jobs acme and nordic write to " + target("acme.csv") + " and "), run.err());
        assertTrue(run.err().contains("has the name of one that belongs to the other."), run.err());
        assertTrue(run.err().contains("Give one of them another name."), run.err());
        assertEquals(0, acme.requests().size() + nordic.requests().size());
    }

    @Test
    void comparesAJobWithAllOthers() throws IOException {
        String database = "jdbc:sqlite:" + target("members.db");
        Files.createSymbolicLink(directory.resolve("link.db"), Files.createFile(directory.resolve("members.db")));
        settings(
                "jobs:",
                job("acme", acme).replace(target("acme.csv"), database),
                job("nordic", nordic).replace(target("nordic.csv"), database),
                job("again", nordic)
                        .replace(target("again.csv"), "jdbc:sqlite:" + target("link.db"))
                        .replace("AGAIN", "NORDIC"));
        CommandLineRun run = run();

        assertEquals(2, run.run("run", "--all"));

        assertTrue(
                run.err().contains("The jobs nordic and again write the same community to the same target"), run.err());
    }

    /** Tables of other names are another target, in whatever file they are. */
    @Test
    void leavesTablesOfOtherNamesInOneDatabaseAlone() throws IOException {
        String database = "jdbc:sqlite:" + target("members.db");
        settings(
                "jobs:",
                job("acme", acme, "option:", "  jdbc.table-prefix: one_").replace(target("acme.csv"), database),
                job("again", acme, "option:", "  jdbc.table-prefix: two_")
                        .replace(target("again.csv"), database)
                        .replace("AGAIN", "ACME"));
        CommandLineRun run = run();

        assertEquals(0, run.run("run", "--all", "--parallel", "1"), run.err());
    }

    @Test
    void refusesTheSameCommunityInTheSameTarget() throws IOException {
        String database = "jdbc:sqlite:" + target("members.db");
        settings(
                "jobs:",
                job("acme", acme).replace(target("acme.csv"), database),
                job("again", acme).replace(target("again.csv"), database).replace("AGAIN", "ACME"));
        CommandLineRun run = run();

        assertEquals(2, run.run("run", "--all"));

        assertTrue(run.err().contains("write the same community to the same target"), run.err());
        assertEquals(0, acme.requests().size());
    }

    /** A bucket takes many communities; a database wants a schema or a prefix for each, and says so itself. */
    @Test
    void leavesItToATargetThatKeepsWhatItHasWhichCommunitiesItTakes() throws IOException {
        String database = "jdbc:sqlite:" + target("members.db");
        settings(
                "jobs:",
                job("acme", acme).replace(target("acme.csv"), database),
                job("nordic", nordic).replace(target("nordic.csv"), database));
        CommandLineRun run = run();

        assertEquals(2, run.run("run", "--all", "--parallel", "1", "--output", "json"), run.err());

        assertEquals("written", job(run, "acme").path("outcome").asText());
        assertTrue(run.err().contains("[nordic] The target " + database + " holds the members of another"), run.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run acme nordc = There is no job 'nordc' (did you mean 'nordic'?). The jobs are: acme, nordic.",
                "run = No job is given. Name jobs, or give --all. The jobs are: acme, nordic.",
                "run --all acme = --all names all jobs; remove it or the names.",
                "run acme acme = The job acme is given twice; remove one.",
                "run --all --batch-id x = Name one job with it.",
                "run acme --batch-id x --new = remove one of them",
                "run --all --parallel 0 = --parallel is 0; it must be 1 or more.",
                "run --all --parallel many = --parallel is 'many', which is not a whole number.",
                "run acme --community x = There is no option '--community'",
                "doctor nordc = did you mean 'nordic'?",
            })
    void refusesWhatMeansNothing(String line) {
        String[] parts = line.split(" = ", 2);
        CommandLineRun run = run();

        assertEquals(2, run.run(parts[0].split(" ", -1)));

        assertTrue(run.err().contains(parts[1]), run.err());
        assertEquals(0, acme.requests().size() + nordic.requests().size());
    }

    @Test
    void needsJobs() throws IOException {
        settings("community: acme-panel");
        CommandLineRun run = run();

        assertEquals(2, run.run("run", "--all"));

        assertTrue(
                run.err().contains("There are no jobs in memberport.yaml. Write them under 'jobs' there"), run.err());
    }

    @Test
    void needsASettingsFile() throws IOException {
        Files.delete(directory.resolve("memberport.yaml"));
        CommandLineRun run = run();

        assertEquals(2, run.run("run", "--all"));

        assertTrue(
                run.err()
                        .contains("There are no jobs, because there is no settings file. Write them under 'jobs' in"
                                + " memberport.yaml"),
                run.err());
    }

    @Test
    void namesTheSettingsFileThatItHasRead() throws IOException {
        Files.writeString(directory.resolve("other.yaml"), "community: acme-panel\n");
        CommandLineRun without = run();
        assertEquals(2, without.run("run", "--all", "--config", "other.yaml"));
        assertTrue(without.err().contains("There are no jobs in other.yaml."), without.err());

        Files.writeString(
                directory.resolve("other.yaml"), "jobs:\n" + job("acme", acme).replaceFirst(" *community.*\n", ""));
        CommandLineRun incomplete = run();
        assertEquals(2, incomplete.run("run", "--all", "--config", "other.yaml"));
        assertTrue(incomplete.err().contains("Give it as community under the job in other.yaml, or"), incomplete.err());
        CommandLineRun export = run();
        assertEquals(2, export.run("export", "--config", "other.yaml", "--to", "x.csv"));
        assertTrue(
                export.err().contains(" in the environment, or ")
                        && export.err().contains(" in other.yaml."),
                export.err());
    }

    /** What sensitive variables are for, {@code run} has no flag. */
    @Test
    void saysWhatTheFileCanSayAboutAJobRatherThanNamingFlags() throws IOException {
        settings("jobs:", job("acme", acme), job("nordic", nordic).replaceFirst(" *to: .*\n", ""));
        CommandLineRun run = run();
        CommandLineRun doctor = run();

        assertEquals(2, run.run("run", "--all"), run.err());
        doctor.run("doctor");

        assertTrue(
                run.err()
                        .contains("Say what becomes of them with 'privacy: sensitive:' under the job acme in"
                                + " memberport.yaml: drop, hash, mask or keep."),
                run.err());
        assertTrue(
                run.err()
                        .contains("Say where the members go as 'to', 'to: csv:members.csv' for example, under the job"
                                + " nordic in memberport.yaml."),
                run.err());
        String said = doctor.out().replaceAll("\\s+", " ");
        assertTrue(said.contains("with 'privacy: sensitive:' under the job acme in memberport.yaml: drop"), said);
        assertTrue(
                said.contains("None is given as 'to' under the job nordic in memberport.yaml; an export needs"), said);
        for (String all : List.of(run.err(), doctor.out())) {
            assertFalse(all.contains("--sensitive") || all.contains("--to"), all);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "privacy: {drp: Email} | line 19: 'privacy' of job nordic has no 'drp' (did you mean 'drop'?).",
                "privacy: {targets: {csv: {drp: Email}}} | line 19: 'privacy targets csv' of job nordic has no 'drp'",
                "privacy: {drop: 'type:text'} | privacy drop of job nordic (memberport.yaml, line 19) is 'type:text'",
            })
    void findsAMistakeInTheRulesOfAJobBeforeAnyBegins(String rules, String message) throws IOException {
        settings("option:", "  layout: long", "jobs:", job("acme", acme), job("nordic", nordic, rules));
        CommandLineRun run = run();
        CommandLineRun doctor = run();

        assertEquals(2, run.run("run", "--all"), run.err());
        assertTrue(run.err().contains(message), run.err());
        assertEquals(0, acme.requests().size() + nordic.requests().size());

        assertEquals(2, doctor.run("doctor"), doctor.out());
        assertTrue(
                (doctor.err() + doctor.out()).replaceAll("\\s+", " ").contains(message), doctor.err() + doctor.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "privacy: {hash: Email} | The setting hash-key of the job nordic is missing.",
                "privacy: {targets: {csv: {hash: Email}}} | The setting hash-key of the job nordic is missing.",
                "privacy: {targets: {TARGET: {hash: Email}}} | The setting hash-key of the job nordic is missing.",
                "privacy: {targets: {cvs: {drop: Email}}} | has a policy for 'cvs', which is no target and no type of targets",
            })
    void findsAMistakeThatOnlyTheTargetsOfAJobShowBeforeAnyBegins(String rules, String message) throws IOException {
        settings("jobs:", job("acme", acme), job("nordic", nordic, rules.replace("TARGET", target("nordic.csv"))));
        CommandLineRun run = run();

        assertEquals(2, run.run("run", "--all"), run.err());

        assertTrue(run.err().contains(message), run.err());
        assertFalse(run.err().contains("[nordic]"), run.err());
        assertEquals(0, acme.requests().size() + nordic.requests().size());
    }

    /** Of a target that has a policy, and cannot be used, the job tells. */
    @Test
    void needsNoKeyForTargetsThatAJobDoesNotHave() throws IOException {
        settings(
                "jobs:",
                job("acme", acme, "privacy: {targets: {jdbc: {hash: Email}}}"),
                job("nordic", nordic, "privacy: {targets: {'jdbc:nosuch:x': {hash: Email}}}"));
        CommandLineRun run = run();

        assertEquals(2, run.run("run", "--all", "--parallel", "1", "--output", "json"), run.err());

        assertEquals("written", job(run, "acme").path("outcome").asText());
        assertTrue(run.err().contains("[nordic] "), run.err());
    }

    @Test
    void namesNoVariableOfAJobAsUnknown() throws IOException {
        settings("jobs:", job("acme", acme).replace("ACME_KEY", "MEMBERPORT_ACME_KEY"));
        CommandLineRun run = run().with("MEMBERPORT_ACME_KEY", acme.apiKey()).with("MEMBERPORT_ACME_KYE", "x");

        assertEquals(0, run.run("run", "acme"), run.err());

        assertFalse(run.err().contains("MEMBERPORT_ACME_KEY: "), run.err());
        assertTrue(run.err().contains("The variable MEMBERPORT_ACME_KYE: "), run.err());
    }

    @Test
    void stopsAllJobsWhenItIsInterruptedAndSaysWhatEachDid() throws Exception {
        acme.close();
        nordic.close();
        acme = waiting("acme-panel");
        nordic = waiting("nordic-panel");
        settings(
                "jobs:",
                job("acme", acme),
                job("nordic", nordic),
                job("later", acme).replace("LATER", "ACME"));
        CommandLineRun run = run();
        Interruption interruption = new Interruption();
        int[] code = {-1};
        Thread runner = new Thread(() -> code[0] = MemberportCommand.run(
                List.of("run", "--all", "--parallel", "2", "--output", "json"),
                run.process(interruption, Delays.REAL)));
        runner.start();
        while (created(acme) + created(nordic) < 2) {
            Thread.sleep(20);
        }

        interruption.request(runner);
        runner.join();

        assertEquals(130, code[0], run.err());
        assertEquals(130, run.json().path("exitCode").asInt());
        for (String name : List.of("acme", "nordic", "later")) {
            assertEquals(
                    "interrupted", job(run, name).path("error").path("kind").asText());
        }
        assertFalse(job(run, "acme").path("batchId").isNull(), run.out());
        assertEquals(
                "Interrupted before the job had begun.",
                job(run, "later").path("error").path("message").asText());
    }

    @Test
    void saysHowToResumeAJobThatDoesNotStop() throws Exception {
        settings("jobs:", job("acme", acme).replace(target("acme.csv"), "slow:x"));
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CommandLineRun run = run().withSinks(new StubSinkProvider("slow").committing(() -> {
            committing.countDown();
            awaitWhateverHappens(end);
        }));
        Interruption interruption = new Interruption();
        int[] code = {-1};
        Thread runner = new Thread(() -> code[0] = MemberportCommand.run(
                List.of("run", "--all", "--output", "json"), run.process(interruption, Delays.REAL)));
        runner.start();
        try {
            assertTrue(committing.await(2, TimeUnit.MINUTES), run.err());
            interruption.request(runner);
            runner.join();
        } finally {
            end.countDown();
        }

        assertEquals(130, code[0], run.err());
        String batchId = job(run, "acme").path("batchId").asText();
        String message = job(run, "acme").path("error").path("message").asText();
        assertTrue(
                message.endsWith(" To resume: memberport run acme --batch-id " + batchId + " --output json"), message);
        assertTrue(run.err().contains("memberport: Job acme: " + message), run.err());
    }

    private static void awaitWhateverHappens(CountDownLatch latch) {
        boolean isOver = false;
        while (!isOver) {
            try {
                latch.await();
                isOver = true;
            } catch (InterruptedException asExpected) {
                // As a driver that hears no interrupt.
            }
        }
    }

    private static AlidaSimulator waiting(String community) throws IOException {
        return AlidaSimulator.builder()
                .community(community)
                .credentials(community + "-client", community + "-secret", community + "-key")
                .looks(Integer.MAX_VALUE, 0)
                .start();
    }

    @Test
    void isCheckedByTheDoctorWithWhereEachSettingComesFrom() throws IOException {
        settings("deadline: 6h", "jobs:", job("acme", acme, "full: true"), job("nordic", nordic));
        CommandLineRun run = run().with("NORDIC_SECRET", "");

        assertEquals(2, run.run("doctor", "--output", "json"), run.err());

        assertEquals("failed", run.json().path("outcome").asText());
        assertEquals("warning", job(run, "acme").path("outcome").asText());
        assertEquals("failed", job(run, "nordic").path("outcome").asText());
        assertEquals("ok", run.json().at("/checks/0/outcome").asText());
        assertEquals("community of job acme (memberport.yaml, line 5)", setting(run, "acme", "community", "source"));
        assertEquals("job", setting(run, "acme", "community", "origin"));
        assertEquals("file", setting(run, "acme", "deadline", "origin"));
        assertEquals("true", setting(run, "acme", "full", "value"));
        assertEquals(
                "client-secret-env of job nordic (memberport.yaml, line 16)",
                setting(run, "nordic", "client-secret", "source"));
        assertFalse(run.out().contains(acme.clientSecret()), run.out());
    }

    private static String setting(CommandLineRun run, String job, String name, String field) {
        for (JsonNode setting : job(run, job).path("settings")) {
            if (setting.path("name").asText().equals(name)) {
                return setting.path(field).asText();
            }
        }
        throw new AssertionError("no setting " + name);
    }

    @Test
    void isTheOnlyOneThatTheDoctorChecksIfItIsNamed() {
        CommandLineRun run = run();

        assertEquals(0, run.run("doctor", "acme"), run.err() + run.out());

        assertTrue(run.out().startsWith("Job acme\n"), run.out());
        assertFalse(run.out().contains("Job nordic"), run.out());
        assertEquals(0, nordic.requests().size());
    }

    @Test
    void areCheckedTogetherByTheDoctor() {
        CommandLineRun run = run().with("MEMBERPORT_PARALLEL", "0");

        assertEquals(2, run.run("doctor"), run.err());

        assertTrue(
                run.out().contains("failed   settings      parallel: MEMBERPORT_PARALLEL is 0; it must be 1 or more."),
                run.out());
    }

    @Test
    void isComparedWithTheOthersByTheDoctor() throws IOException {
        settings("jobs:", job("acme", acme), job("nordic", nordic).replace("nordic.csv", "acme.csv"));
        CommandLineRun run = run();

        assertEquals(2, run.run("doctor"), run.err());

        assertTrue(run.out().contains("failed   jobs          The jobs acme and nordic write to the same"), run.out());
    }

    @Test
    void keepsItsResultWhateverFailsWhileOthersAreToldOfIt() throws IOException {
        try (Receiver busy = Receiver.answering(503)) {
            settings("notify-url: " + busy.address(), "jobs:", job("acme", acme), job("nordic", nordic));
            CommandLineRun run = run();

            assertEquals(
                    0,
                    MemberportCommand.run(
                            List.of("run", "acme", "--output", "json"),
                            run.process(new Interruption(), busy.delaysThatFail())),
                    run.err());

            assertEquals("written", job(run, "acme").path("outcome").asText());
            assertEquals(1, job(run, "acme").path("targets").size());
            assertTrue(run.err().contains("NoClassDefFoundError"), run.err());
        }
    }
}
