package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memberport.cli.result.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules for personal data, from flags and from the settings file. */
class PrivacyRulesTest {

    private static final String KEY = "a key for tests that is long enough!";
    private static final String ASHA = "8b2a700d:";

    @TempDir
    private Path directory;

    @BeforeEach
    void writeExport() throws IOException {
        Files.writeString(directory.resolve("export.json"), """
                {"id":"batch","exportDate":"2026-06-01T02:00:00Z","members":[{"memberId":"m-1","variables":[
                {"id":"1","name":"Email","dataType":"string","isSensitive":true,"values":[{"value":"asha@example.com"}]},
                {"id":"2","name":"Phone","dataType":"string","isSensitive":true,"values":[{"value":"0123"}]},
                {"id":"3","name":"Age","dataType":"double","isSensitive":false,"values":[{"value":42}]},
                {"id":"4","name":"Notes","dataType":"string","values":[{"value":"none"},{"value":null}]}]}]}
                """);
    }

    private void settings(String yaml) throws IOException {
        Files.writeString(directory.resolve("memberport.yaml"), yaml.replace("DIRECTORY", directory.toString()));
    }

    /** The command runs in this process, so a relative path would start elsewhere. */
    private String target(String file) {
        return "csv:" + directory.resolve(file);
    }

    private CommandLineRun load(int exitCode, String... more) {
        CommandLineRun run = new CommandLineRun(directory);
        return load(run, exitCode, more);
    }

    private CommandLineRun load(CommandLineRun run, int exitCode, String... more) {
        List<String> arguments = new ArrayList<>(List.of("load", "export.json", "-q", "--to", target("members.csv")));
        arguments.addAll(List.of(more));
        assertEquals(exitCode, run.run(arguments.toArray(String[]::new)), run::err);
        return run;
    }

    /** The first value of each variable, by name. */
    private Map<String, String> values(String file) throws IOException {
        Map<String, String> values = new TreeMap<>();
        Files.readAllLines(directory.resolve(file)).stream().skip(1).forEach(line -> {
            String[] cells = line.split(",", -1);
            values.putIfAbsent(cells[2], cells[7]);
        });
        return values;
    }

    @Test
    void warnsOnceOfSensitiveVariablesThatNoRuleSpeaksOf() throws IOException {
        String said = load(0).err();
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains("3 variables that are sensitive, or of which the export does not say"), said);
        assertTrue(said.contains("Say what becomes of them with --sensitive: drop, hash, mask or keep."), said);
        assertEquals("asha@example.com", values("members.csv").get("Email"));

        assertEquals("", load(0, "--sensitive", "keep").err());
        assertTrue(load(0, "--drop", "Email").err().contains("2 variables that are sensitive"), "the other two");
        assertEquals("", load(0, "--only", "Age").err());
        assertTrue(load(0, "--only", "E*", "--only", "Age").err().contains("1 variable that is sensitive"), "let in");
    }

    @Test
    void doesWhatTheFlagsSay() throws IOException {
        CommandLineRun run = load(
                new CommandLineRun(directory).with("MEMBERPORT_HASH_KEY", KEY),
                0,
                "--sensitive",
                "mask",
                "--hash",
                "Email",
                "--drop",
                "type:double",
                "--output",
                "json");

        Map<String, String> values = values("members.csv");
        assertEquals(List.of("Email", "Notes", "Phone"), List.copyOf(values.keySet()));
        assertTrue(String.valueOf(values.get("Email")).startsWith(ASHA), values.toString());
        assertEquals("***", values.get("Phone"));
        JsonNode privacy = run.json().at("/targets/0/privacy");
        assertEquals(1, privacy.path("droppedValues").asInt());
        assertEquals(4, privacy.path("variables").size());
        int written = 0;
        for (JsonNode variable : privacy.path("variables")) {
            written += variable.path("action").asText().equals("drop")
                    ? 0
                    : variable.path("values").asInt();
        }
        assertEquals(
                run.json().path("values").asInt(),
                written + privacy.path("droppedValues").asInt());
        String text = load(new CommandLineRun(directory), 0, "--drop", "Email", "--mask", "Phone")
                .out();
        assertTrue(text.contains("1 variable dropped, 1 variable masked (1 value not written)"), text);
    }

    @Test
    void doesWhatTheSettingsFileSaysForEachTarget() throws IOException {
        Files.writeString(directory.resolve("key"), KEY + "\n");
        settings("""
                hash-key-file: key
                to: ["csv:DIRECTORY/members.csv", "csv:DIRECTORY/other.csv", "csv:DIRECTORY/third.csv.gz"]
                privacy:
                  sensitive: hash
                  unstated: drop
                  member-id: hash
                  targets:
                    "csv:DIRECTORY/other.csv":
                      only: [Age, Email]
                      sensitive: mask
                      mask-text: (not shown)
                    "csv:DIRECTORY/third.csv.gz": {drop: [Email, Phone], otherwise: keep}
                """);
        CommandLineRun run = new CommandLineRun(directory);
        assertEquals(0, run.run("load", "export.json", "-q"), run::err);

        assertEquals(
                List.of("Age", "Email", "Phone"),
                List.copyOf(values("members.csv").keySet()));
        assertTrue(String.valueOf(values("members.csv").get("Email")).startsWith(ASHA));
        assertTrue(Files.readAllLines(directory.resolve("members.csv")).get(1).startsWith(ASHA), "member id");
        assertEquals(Map.of("Age", "42", "Email", "(not shown)"), values("other.csv"));
        assertTrue(Files.readAllLines(directory.resolve("other.csv")).get(1).startsWith("m-1,"), "member id");
    }

    @Test
    void aFlagIsAddedToTheSettingsFile() throws IOException {
        settings("privacy: {drop: Email, only: [Email, Phone, Age], sensitive: drop}");
        load(0, "--drop", "Age", "--only", "Phone", "--only", "Age", "--sensitive", "keep");
        assertEquals(Map.of("Phone", "0123"), values("members.csv"));
    }

    @Test
    void refusesARuleForAVariableThatIsNotThere() throws IOException {
        String said = load(ExitCode.USAGE, "--drop", "Emial").err();
        assertTrue(said.contains("The privacy rules are for variables that the export does not have: Emial."), said);
        assertTrue(said.contains("Use 'missing: allow' under 'privacy' in the settings file."), said);
        assertFalse(Files.exists(directory.resolve("members.csv")));
        assertTrue(load(ExitCode.USAGE, "--only", "Ag*s").err().contains("Ag*s"));

        settings("privacy: {missing: allow, sensitive: keep}");
        load(0, "--drop", "Emial");
    }

    @Test
    void needsAKeyForHashes() throws IOException {
        String missing = load(ExitCode.USAGE, "--hash", "Email").err();
        assertTrue(missing.contains("The setting hash-key is missing."), missing);
        CommandLineRun run = new CommandLineRun(directory).with("MEMBERPORT_HASH_KEY", "secret");
        String shortOne = load(run, ExitCode.USAGE, "--hash", "Email").err();
        assertTrue(shortOne.contains("has fewer than 32 bytes, so it can be found out by trying."), shortOne);
        assertTrue(shortOne.contains("Make one with 'openssl rand -hex 32'"), shortOne);
        assertFalse(shortOne.contains("secret"), shortOne);
        String flag = load(ExitCode.USAGE, "--hash-key", KEY).err();
        assertTrue(flag.contains("Do not give a secret on the command line"), flag);
        assertFalse(flag.contains(KEY), flag);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    privacy: {sensitive: hsh} | privacy sensitive (memberport.yaml, line 1) is 'hsh'
                    privacy: {sensitve: hash} | line 1: 'privacy' has no 'sensitve' (did you mean 'sensitive'?).
                    privacy: {drop: ['type:text']} | the types are string, double, datetime, identifier, enum, set
                    privacy: {sensitive: [keep, drop]} | line 1: 'privacy sensitive' must be one value, and there are 2
                    privacy: {drop: [[Email]]} | must be a single value, not a list or a mapping
                    privacy: [drop] | 'privacy' must be a mapping
                    privacy: {drop: {Email: yes}} | line 1: 'privacy drop' must be a value or a list of values.
                    privacy: {member-id: drop} | it must be keep or hash
                    privacy: {dropped-names: hash} | it must be keep or drop
                    privacy: {missing: maybe} | it must be refuse or allow
                    privacy: {targets: {cvs: {drop: Email}}} | privacy targets cvs (memberport.yaml, line 1) has a policy for 'cvs', which is no target and no type of targets
                    privacy: {targets: {csv: {drop: {names: [Email]}}}} | line 1: 'privacy targets csv drop' must be a value
                    privacy: {targets: {csv: {sensitve: drop}}} | line 1: 'privacy targets csv' has no 'sensitve'
                    privacy: {sensitive: []} | must be one value, and there are 0
                    privacy: {targets: {csv: Email}} | must be a mapping, 'drop: Email' for example
                    """)
    void refusesWhatMeansNothing(String yaml, String message) throws IOException {
        settings(yaml);
        String said = load(ExitCode.USAGE).err();
        assertTrue(said.contains(message), said);
        assertFalse(Files.exists(directory.resolve("members.csv")));
    }

    @Test
    void inspectShowsWhatEachVariableGetsAndWhy() throws IOException {
        settings("privacy: {targets: {jdbc: {sensitive: keep}}}");
        CommandLineRun text = new CommandLineRun(directory);
        assertEquals(0, text.run("inspect", "export.json", "--privacy", "--drop", "Email", "--mask", "N*"));
        assertTrue(text.out().contains("jdbc: policy "), text.out());
        assertTrue(text.out().contains("all other targets: policy "), text.out());
        assertTrue(text.out().contains("the rule for N*"), text.out());
        assertFalse(text.out().contains("asha"), text.out());

        CommandLineRun json = new CommandLineRun(directory);
        assertEquals(
                0,
                json.run("inspect", "export.json", "--privacy", "--drop", "Email", "--mask", "N*", "--output", "json"));
        JsonNode email = json.json().at("/policies/1/variables/0");
        assertEquals("Email", email.path("name").asText());
        assertEquals("drop", email.path("action").asText());
        assertEquals("the rule for Email", email.path("reason").asText());
        assertEquals("mask", json.json().at("/policies/1/variables/3/action").asText());
    }

    @Test
    void doctorShowsWhatEachVariableOfAnExportFileGets() throws IOException {
        settings("privacy: {sensitive: drop, mask: ['N*']}");
        CommandLineRun text = new CommandLineRun(directory);
        text.run("doctor", "--export-file", "export.json", "--to", "members.csv");
        assertTrue(text.out().contains("Personal data\nall targets: policy "), text.out());
        assertTrue(text.out().contains("the rule for N*"), text.out());
        assertFalse(text.out().contains("asha"), text.out());

        CommandLineRun json = new CommandLineRun(directory);
        json.run("doctor", "--export-file", "export.json", "--to", "members.csv", "--output", "json");
        CommandLineRun inspect = new CommandLineRun(directory);
        inspect.run("inspect", "export.json", "--privacy", "--output", "json");
        for (String field : List.of("batchId", "policies")) {
            assertEquals(inspect.json().path(field), json.json().path("privacy").path(field), field);
        }

        CommandLineRun missing = new CommandLineRun(directory);
        missing.run("doctor", "--export-file", "exprot.json", "--to", "members.csv");
        assertTrue(missing.out().contains("failed   export-file"), missing.out());
        assertFalse(missing.out().contains("Personal data"), missing.out());
    }

    @Test
    void aListOfNothingLetsNothingIn() throws IOException {
        settings("privacy: {only: []}");
        load(0);
        assertEquals(Map.of("", ""), values("members.csv"), "a member without variables");
    }

    /** Otherwise what is meant for a target would be lost by another way to write it. */
    @Test
    void aPolicyIsForItsTargetHoweverThatIsWritten() throws IOException {
        settings("privacy: {sensitive: keep, targets: {'csv:DIRECTORY/./members.csv': {sensitive: drop}}}");
        load(0);
        assertEquals(Map.of("Age", "42"), values("members.csv"));
        CommandLineRun run = new CommandLineRun(directory);
        assertEquals(0, run.run("load", "export.json", "-q", "--to", directory.resolve("members.csv") + ""), run::err);
        assertEquals(Map.of("Age", "42"), values("members.csv"));
    }

    @Test
    void aKeyIsNeededOnlyForWhatIsHashedInThisRun() throws IOException {
        settings("privacy: {targets: {s3: {sensitive: hash}}}");
        load(0, "--drop", "Email");
        CommandLineRun inspect = new CommandLineRun(directory);
        assertEquals(0, inspect.run("inspect", "export.json", "--privacy", "--mask", "Emial"), inspect::err);
        assertTrue(inspect.out().contains("s3: policy unknown without the hash key"), inspect.out());
        assertTrue(inspect.out().contains("Rules for variables that the file does not have: Emial"), inspect.out());
    }
}
