package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.memberport.cli.process.Interruption;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.Resource;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What 'memberport doctor' finds, and with which exit code. */
class DoctorTest {

    private static final AlidaSimulator SIMULATOR = started();

    @TempDir
    Path directory;

    private static AlidaSimulator started() {
        try {
            return AlidaSimulator.builder()
                    .export(ExportGenerator.Spec.builder()
                            .members(5)
                            .variables(3)
                            .build())
                    .start();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @Test
    void findsNothingWrongWhereEverythingWorksAndStartsNoExport() {
        long created = created();
        CommandLineRun run = run();

        assertEquals(0, doctor(run, "--to", target("members.csv")), run.err());

        assertEquals("ok", outcome(run, "access-token"));
        assertEquals("ok", outcome(run, "target"));
        assertEquals("skipped", outcome(run, "spool"));
        assertEquals("ok", outcome(run, "state"));
        assertFalse(run.json().has("error"));
        assertEquals(created, created());
    }

    @Test
    void warnsWhereNothingCanBeRemembered() throws IOException {
        Path inTheWay = Files.createFile(directory.resolve("in-the-way"));
        CommandLineRun run = run();

        String state = inTheWay.resolve("state").toString();
        assertEquals(0, doctor(run, "--to", target("members.csv"), "--state-directory", state), run.err());

        assertEquals("warning", outcome(run, "state"));
        assertTrue(check(run, "state").path("detail").asText().contains(inTheWay + " is no directory"), run.out());
    }

    @Test
    void leavesNothingWhereThereWasNothing() throws IOException {
        CommandLineRun run = run();

        int code = doctor(
                run,
                "--to",
                target("members.csv"),
                "--to",
                "jdbc:sqlite:" + directory.resolve("members.db"),
                "--to",
                "jdbc:h2:" + directory.resolve("members"),
                "--option",
                "csv.layout=wide");

        assertEquals(0, code, run.out());
        assertEquals(List.of(), files());
    }

    @Test
    void cannotTellWhetherThereIsACommunityAndSaysSo() {
        CommandLineRun right = run();
        CommandLineRun wrong = run().with("MEMBERPORT_COMMUNITY", "other");

        assertEquals(0, doctor(right, "--to", target("members.csv")));
        assertEquals(0, doctor(wrong, "--to", target("members.csv")));

        assertEquals("warning", outcome(right, "community"));
        assertEquals("warning", outcome(wrong, "community"));
        assertEquals("warning", wrong.json().path("outcome").asText());
        String detail = check(wrong, "community").path("detail").asText();
        assertTrue(detail.contains("memberport status BATCH_ID"), detail);
    }

    @Test
    void isSureOfTheCommunityOnceATargetHoldsAnExportOfIt() throws IOException {
        String csv = target("members.csv");
        String database = "jdbc:sqlite:" + directory.resolve("members.db");
        CommandLineRun export = run();
        assertEquals(0, export.run("export", "--to", csv, "--to", database, "--output", "json"), export.err());
        byte[] before = Files.readAllBytes(directory.resolve("members.db"));
        List<String> filesBefore = files();
        CommandLineRun run = run();

        assertEquals(0, doctor(run, "--to", csv, "--to", database, "--sensitive", "keep"), run.out());

        assertEquals("ok", run.json().path("outcome").asText());
        assertEquals("ok", outcome(run, "community"));
        for (JsonNode target : checks(run, "target")) {
            assertEquals(export.json().path("batchId"), target.at("/lastCommit/batchId"));
            assertEquals(export.json().path("exportDate"), target.at("/lastCommit/exportDate"));
            assertEquals(export.json().path("lastSyncDate"), target.at("/lastCommit/lastSyncDate"));
            assertEquals(export.json().path("contentSha256"), target.at("/lastCommit/contentSha256"));
        }
        assertEquals(filesBefore, files());
        assertArrayEquals(before, Files.readAllBytes(directory.resolve("members.db")));
    }

    @Test
    void isNotSureOfTheCommunityOfAnExportThatTheApiNoLongerHas() throws IOException {
        String csv = target("members.csv");
        Files.writeString(directory.resolve("old.json"), "{\"id\":\"long-gone\",\"members\":[]}");
        CommandLineRun load = run();
        assertEquals(0, load.run("load", "old.json", "--to", csv), load.err());
        CommandLineRun run = run();

        assertEquals(0, doctor(run, "--to", csv));

        assertEquals("warning", outcome(run, "community"));
        assertEquals("long-gone", check(run, "target").at("/lastCommit/batchId").asText());
    }

    @Test
    void tellsWhatTheNextExportWouldStartFrom() {
        String database = "jdbc:sqlite:" + directory.resolve("members.db");
        CommandLineRun before = run();
        CommandLineRun export = run();
        CommandLineRun after = run();

        doctor(before, "--to", database);
        export.run("export", "--to", database, "--output", "json");
        doctor(after, "--to", database);

        String first = check(before, "next-export").path("detail").asText();
        String second = check(after, "next-export").path("detail").asText();
        assertTrue(first.startsWith("Full export"), first);
        assertTrue(second.contains("since " + export.json().path("lastSyncDate").asText()), second);
    }

    @Test
    void isTwoForASettingThatIsMissingAndLooksAtEverythingElse() {
        CommandLineRun run = run().with("MEMBERPORT_CLIENT_SECRET", "").with("MEMBERPORT_DEADLINE", "soon");

        assertEquals(2, doctor(run, "--to", target("members.csv"), "--to", target("absent/members.csv")));

        assertEquals(List.of("client-secret", "deadline, poll-interval"), subjectsOfFailed(run, "settings"));
        assertEquals(List.of(directory.resolve("absent/members.csv").toString()), subjectsOfFailed(run, "target"));
        assertEquals("ok", checks(run, "target").get(0).path("outcome").asText());
        assertEquals("skipped", outcome(run, "access-token"));
        assertEquals("skipped", outcome(run, "community"));
        assertFailure(run, 2, "configuration");
        String detail = check(run, "settings").path("detail").asText();
        assertTrue(detail.contains("MEMBERPORT_CLIENT_SECRET_FILE"), detail);
    }

    @Test
    void namesEverySettingThatIsMissing() {
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, doctor(run, "--to", target("members.csv")));

        assertEquals(List.of("community", "region", "client-id", "client-secret"), subjectsOfFailed(run, "settings"));
        assertEquals("ok", outcome(run, "target"));
    }

    @Test
    void isThreeForAWrongSecretAndLooksAtTheTargetsAllTheSame() {
        CommandLineRun run = run().with("MEMBERPORT_CLIENT_SECRET", "sesame");

        assertEquals(3, doctor(run, "--to", target("members.csv"), "--to", garbage()));

        assertFailure(run, 3, "access-denied");
        assertEquals("failed", outcome(run, "access-token"));
        assertEquals("skipped", outcome(run, "community"));
        assertEquals("ok", checks(run, "target").get(0).path("outcome").asText());
        assertEquals("failed", checks(run, "target").get(1).path("outcome").asText());
        assertEquals("target", checks(run, "target").get(1).at("/error/kind").asText());
    }

    @Test
    void isThreeForAClientThatMayNotReadExports() {
        CommandLineRun run = run();
        SIMULATOR.failNext(Resource.STATUS, 1, 403);

        assertEquals(3, doctor(run, "--to", target("members.csv")));

        assertEquals("ok", outcome(run, "access-token"));
        assertEquals("failed", outcome(run, "community"));
        assertTrue(check(run, "community").at("/error/errorId").isTextual(), run.out());
    }

    @Test
    void isSixForAnApiThatCannotBeReached() throws IOException {
        CommandLineRun run = run().with("MEMBERPORT_API_URL", "http://127.0.0.1:" + freePort());

        assertEquals(6, doctor(run, "--to", target("members.csv"), "--to", garbage()));

        assertFailure(run, 6, "unavailable");
        assertEquals("failed", outcome(run, "access-token"));
        assertEquals("ok", checks(run, "target").get(0).path("outcome").asText());
    }

    @Test
    void isEightForATargetThatIsNotWhatItShouldBe() {
        CommandLineRun run = run();

        assertEquals(8, doctor(run, "--to", garbage(), "--to", target("members.csv")));

        assertFailure(run, 8, "target");
        assertEquals("ok", outcome(run, "access-token"));
        assertEquals("ok", checks(run, "target").get(1).path("outcome").asText());
        assertEquals("skipped", outcome(run, "next-export"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv:%s/members.csv", "jdbc:sqlite:%s/members.db", "jdbc:h2:%s/members"})
    void isEightForATargetThatMayNotBeWritten(String target) throws IOException {
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(closed), "an administrator may write everywhere");
        CommandLineRun run = run();

        assertEquals(8, doctor(run, "--to", target.formatted(closed)), run.out());

        assertFailure(run, 8, "target");
        String detail = check(run, "target").path("detail").asText();
        assertTrue(detail.contains("no permission for " + closed), detail);
    }

    @Test
    void isTwoForADatabaseThatKeepsNothing() {
        CommandLineRun run = run();

        assertEquals(2, doctor(run, "--to", "jdbc:sqlite::memory:"), run.out());

        assertFailure(run, 2, "configuration");
        assertEquals(1, checks(run, "target").size(), run.out());
        String detail = check(run, "target").path("detail").asText();
        assertTrue(detail.contains("what is written to it is gone when the command ends"), detail);
    }

    /** An empty file is a database without tables. */
    @Test
    void isEightForADatabaseThatIsOpenedForReadingOnly() throws IOException {
        Path file = Files.createFile(directory.resolve("members.db"));
        CommandLineRun run = run();

        assertEquals(8, doctor(run, "--to", "jdbc:sqlite:" + file + "?open_mode=1"), run.out());

        assertFailure(run, 8, "target");
        String detail = check(run, "target").path("detail").asText();
        assertTrue(detail.contains("its parameter open_mode opens it for reading only"), detail);
        assertEquals(0, Files.size(file));
    }

    @Test
    void isEightForASpoolDirectoryThatIsNotThere() {
        CommandLineRun run = run();

        int code = doctor(
                run,
                "--to",
                target("members.csv"),
                "--option",
                "layout=wide",
                "--spool-directory",
                directory.resolve("absent").toString());

        assertEquals(8, code);
        assertEquals("failed", outcome(run, "spool"));
        assertEquals("ok", outcome(run, "access-token"));
    }

    @Test
    void isOneHundredAndThirtyWhenInterrupted() {
        Interruption interruption = new Interruption();
        CommandLineRun run = run();
        interruption.request(Thread.currentThread());

        int code = run.run(interruption, "doctor", "--to", target("members.csv"), "--output", "json");

        assertTrue(Thread.interrupted());
        assertEquals(130, code, run.out());
        assertEquals("interrupted", run.json().at("/error/kind").asText());
    }

    @Test
    void doesWithoutAPluginFolderThatIsNotThere() {
        CommandLineRun run = run();

        assertEquals(2, doctor(run, "--to", target("members.csv"), "--plugins", "absent"));

        assertEquals("failed", outcome(run, "plugins"));
        assertEquals("ok", outcome(run, "target"));
        assertEquals("ok", outcome(run, "access-token"));
    }

    @Test
    void warnsAboutAPluginThatDoesNotWork() throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve("plugins")).resolve("broken.jar"), "no jar");
        CommandLineRun without = run();
        CommandLineRun with = run();

        assertEquals(0, doctor(without, "--to", target("members.csv"), "--plugins", "plugins"), without.out());
        assertEquals(2, doctor(with, "--to", "acme:x", "--plugins", "plugins"));

        assertEquals("warning", outcome(without, "plugins"));
        assertEquals("ok", outcome(without, "target"));
        assertEquals("failed", outcome(with, "target"));
    }

    @Test
    void looksAtTheTargetsWhateverIsWrongWithTheirOptions() {
        CommandLineRun unknown = run();
        CommandLineRun malformed = run();

        assertEquals(2, doctor(unknown, "--to", target("members.csv"), "--option", "layuot=wide"));
        assertEquals(2, doctor(malformed, "--to", target("members.csv"), "--option", "wide"));

        for (CommandLineRun run : List.of(unknown, malformed)) {
            assertEquals("failed", outcome(run, "options"));
            assertEquals("ok", outcome(run, "target"));
        }
    }

    @Test
    void refusesATargetThatIsGivenTwice() {
        CommandLineRun run = run();

        assertEquals(2, doctor(run, "--to", target("members.csv"), "--to", "csv:" + target("members.csv")));

        assertEquals("ok", checks(run, "target").get(0).path("outcome").asText());
        assertEquals("failed", checks(run, "target").get(1).path("outcome").asText());
    }

    /** With each of these, a run ends before it begins. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOTIFY_URL | http://hooks.example.com/x | notify-url, notify-key | is not encrypted; http is for this machine",
                "OTLP_ENDPOINT | http://otel.example.com | otlp-endpoint | is not encrypted; http is for this machine only",
                "NOTIFY_KEY | whsec_%%% | notify-url, notify-key | begins with whsec_, but what follows is not Base64.",
                "ON_DRIFT | fial | on-drift | MEMBERPORT_ON_DRIFT is 'fial'; it must be report, fail, or fail=",
                "METRICS_FILE | a\u0007b | metrics-file | MEMBERPORT_METRICS_FILE has a line end or another control character",
                "CONNECTIONS | 0 | connections | MEMBERPORT_CONNECTIONS is 0; it must be from 1 to",
            })
    void saysWhatARunWouldSayOfASetting(String setting, String value, String subject, String said) {
        CommandLineRun run = misled(setting, value);
        CommandLineRun checked = misled(setting, value);

        assertEquals(2, run.run("export", "--to", target("members.csv")), run.err());
        assertEquals(2, doctor(checked, "--to", target("members.csv")), checked.out());

        assertTrue(run.err().contains(said), run.err());
        assertEquals(List.of(subject), subjectsOfFailed(checked, "settings"));
        assertTrue(check(checked, "settings").path("detail").asText().contains(said), checked.out());
    }

    private CommandLineRun misled(String setting, String value) {
        return run().with("MEMBERPORT_NOTIFY_URL", "https://127.0.0.1:1/hook").with("MEMBERPORT_" + setting, value);
    }

    @Test
    void warnsOfAMetricsFileThatEachRunWouldWarnOf() throws IOException {
        Files.writeString(directory.resolve("notes.txt"), "not a metric\n");
        CommandLineRun missing = run();
        CommandLineRun others = run();
        CommandLineRun fine = run();

        assertEquals(0, doctor(missing, "--to", target("members.csv"), "--metrics-file", "none/m.prom"));
        assertEquals(0, doctor(others, "--to", target("members.csv"), "--metrics-file", "notes.txt"));
        assertEquals(0, doctor(fine, "--to", target("members.csv"), "--metrics-file", "m.prom"));

        for (CommandLineRun run : List.of(missing, others)) {
            assertEquals("warning", outcome(run, "metrics-file"));
        }
        assertTrue(check(missing, "metrics-file").path("detail").asText().contains("Its directory must exist"));
        assertTrue(check(others, "metrics-file").path("detail").asText().contains("is not one of Memberport's"));
        assertEquals(List.of(), checks(fine, "metrics-file"));
        assertEquals(List.of("notes.txt"), files());
    }

    @Test
    void warnsWithoutATarget() {
        CommandLineRun run = run();

        assertEquals(0, doctor(run));

        assertEquals("warning", outcome(run, "target"));
        assertEquals("ok", outcome(run, "access-token"));
    }

    @Test
    void warnsOfAVariableThatIsNoSetting() {
        CommandLineRun run = run().with("MEMBERPORT_REGOIN", "sesame")
                .with("MEMBERPORT_CSV_LAYOUT", "long")
                .with("MEMBERPORT_JDBC_PASSWORD_FILE", "none")
                .with("MEMBERPORT_CDS", "off");

        assertEquals(0, doctor(run, "--to", target("members.csv")));

        assertEquals(1, checks(run, "environment").size());
        JsonNode warning = check(run, "environment");
        assertEquals("MEMBERPORT_REGOIN", warning.path("subject").asText());
        assertTrue(warning.path("detail").asText().contains("'MEMBERPORT_REGION'"), warning.toString());
        assertFalse(run.out().contains("sesame"), run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "-q"})
    void saysItOnStandardOutputAndInShortOnStandardError(String verbosity) {
        CommandLineRun run = run().with("MEMBERPORT_CLIENT_SECRET", "");

        assertEquals(2, run.run("doctor", "--to", target("members.csv"), "--sensitive", "keep", verbosity));

        assertTrue(run.out().contains("  failed   settings      client-secret: The setting"), run.out());
        assertTrue(run.out().lines().allMatch(line -> line.length() <= 100 || line.contains(" from ")), run.out());
        assertTrue(run.out().endsWith("1 of 10 checks failed: exit code 2." + System.lineSeparator()), run.out());
        assertTrue(run.err().contains("memberport: 1 of 10 checks failed"), run.err());
        assertEquals(verbosity.equals("-v"), run.err().contains("    at io.memberport"), run.err());
    }

    @Test
    void hasTheFieldsThatScriptsKnow() {
        CommandLineRun run = run();

        doctor(run, "--to", garbage());

        assertEquals(Set.of("schemaVersion", "outcome", "settings", "checks", "error"), names(run.json()));
        for (JsonNode setting : run.json().path("settings")) {
            assertEquals(Set.of("name", "value", "secret", "origin", "source"), names(setting));
        }
        for (JsonNode check : run.json().path("checks")) {
            Set<String> expected = new TreeSet<>(Set.of("name", "subject", "outcome", "detail", "lastCommit"));
            if (check.path("outcome").asText().equals("failed")) {
                expected.add("error");
            }
            assertEquals(expected, names(check));
        }
    }

    private CommandLineRun run() {
        return new CommandLineRun(directory).against(SIMULATOR);
    }

    private static int doctor(CommandLineRun run, String... arguments) {
        List<String> all = new ArrayList<>(List.of("doctor", "--output", "json"));
        all.addAll(List.of(arguments));
        return run.run(all.toArray(String[]::new));
    }

    private String target(String name) {
        return directory.resolve(name).toString();
    }

    /** A file that is no database. */
    private String garbage() {
        Path file = directory.resolve("garbage.db");
        try {
            Files.writeString(file, "\1This is no database. ".repeat(100));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        return "jdbc:sqlite:" + file;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static long created() {
        return SIMULATOR.requests().stream()
                .filter(request -> request.resource() == Resource.CREATE)
                .count();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static List<JsonNode> checks(CommandLineRun run, String name) {
        return StreamSupport.stream(run.json().path("checks").spliterator(), false)
                .filter(check -> check.path("name").asText().equals(name))
                .toList();
    }

    private static JsonNode check(CommandLineRun run, String name) {
        return checks(run, name).get(0);
    }

    private static String outcome(CommandLineRun run, String name) {
        return check(run, name).path("outcome").asText();
    }

    private static List<String> subjectsOfFailed(CommandLineRun run, String name) {
        return checks(run, name).stream()
                .filter(check -> check.path("outcome").asText().equals("failed"))
                .map(check -> check.path("subject").asText())
                .toList();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void assertFailure(CommandLineRun run, int code, String kind) {
        assertEquals("failed", run.json().path("outcome").asText());
        assertEquals(kind, run.json().at("/error/kind").asText());
        assertEquals(code, run.json().at("/error/exitCode").asInt());
    }
}
