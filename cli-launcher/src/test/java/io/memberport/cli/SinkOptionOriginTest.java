package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.settings.OptionNames;
import io.memberport.port.SinkOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the options of a sink come from, and that secrets among them go nowhere else. */
class SinkOptionOriginTest {

    private final StubSinkProvider jdbc = new StubSinkProvider(
            "jdbc",
            SinkOption.value("user", "name", "nobody", "Who writes."),
            SinkOption.secret("password", "The password of the user."));

    @TempDir
    Path directory;

    private CommandLineRun run;

    @BeforeEach
    void makeExport() throws IOException {
        Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");
        run = new CommandLineRun(directory)
                .withSinks(jdbc, ProcessEnvironment.builtInSinks().get(0));
    }

    @ParameterizedTest(name = "--option {0}, variable {1}, settings file {2}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, nobody",
                "-, -, 'user: a', a",
                "-, -, 'jdbc.user: a', a",
                "-, '', 'jdbc.user: a', a",
                "-, b, 'jdbc.user: a', b",
                "-, ' ', 'jdbc.user: a', ' '",
                "user=c, b, 'jdbc.user: a', c",
                "jdbc.user=c, b, -, c",
            })
    void takesTheStrongestValue(
            @Nullable String flag, @Nullable String variable, @Nullable String entry, String expected)
            throws IOException {
        if (variable != null) {
            run.with("MEMBERPORT_JDBC_USER", variable);
        }
        if (entry != null) {
            Files.writeString(directory.resolve("memberport.yaml"), "option:\n  " + entry + "\n");
        }

        assertEquals(0, flag == null ? load("jdbc:x") : load("jdbc:x", "--option", flag), run.err());

        assertEquals(expected, jdbc.given("user"));
    }

    @ParameterizedTest(name = "variable {0}, variable's file {1}, key {2}, key's file {3}: {4}")
    @CsvFileSource(resources = "/io/memberport/cli/settings/secrets.csv", numLinesToSkip = 1, nullValues = "-")
    void takesTheStrongestSecret(
            @Nullable String variable,
            @Nullable String variableFile,
            @Nullable String key,
            @Nullable String keyFile,
            String expected)
            throws IOException {
        if (variable != null) {
            run.with("MEMBERPORT_JDBC_PASSWORD", variable);
        }
        if (variableFile != null) {
            Files.writeString(directory.resolve("one"), variableFile + "\n");
            run.with("MEMBERPORT_JDBC_PASSWORD_FILE", "one");
        }
        if (keyFile != null) {
            Files.writeString(directory.resolve("two"), keyFile + "\n");
        }
        settings(key == null ? "" : "jdbc.password: " + key, keyFile == null ? "" : "jdbc.password-file: two");

        int code = load("jdbc:x", "-vv");

        if (expected.equals("conflict")) {
            assertEquals(2, code, run.err());
            assertTrue(run.err().contains("remove one"), run.err());
        } else {
            assertEquals(0, code, run.err());
            assertEquals(expected, jdbc.given("password"));
        }
        assertSilent("sesame");
    }

    @Test
    void worksWithoutASecretThatIsNotGiven() {
        assertEquals(0, load("jdbc:x"), run.err());

        assertEquals("", jdbc.given("password"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "jdbc.password", "password-file", "jdbc.password-file"})
    void refusesASecretOnTheCommandLineAndSaysWhereItBelongs(String name) {
        assertEquals(2, load("jdbc:x", "--output", "json", "-v", "--option", name + "=sesame"));

        assertTrue(run.err().contains("MEMBERPORT_JDBC_PASSWORD_FILE"), run.err());
        assertTrue(run.err().contains("jdbc.password-file"), run.err());
        assertSilent("sesame");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "password-file"})
    void refusesASecretThatIsNotForOneTypeOfTarget(String name) throws IOException {
        settings(name + ": sesame");

        assertEquals(2, load("csv:" + directory.resolve("m.csv")));

        assertTrue(run.err().contains("memberport.yaml, line 2"), run.err());
        assertTrue(run.err().contains("jdbc.password"), run.err());
        assertSilent("sesame");
    }

    @Test
    void readsNoFileOfASecretThatTheTargetsDoNotNeed() throws IOException {
        settings("jdbc.password-file: missing");

        assertEquals(0, load("csv:" + directory.resolve("m.csv")), run.err());
        assertEquals(2, load("jdbc:x"));

        assertTrue(run.err().contains("jdbc.password-file (memberport.yaml, line 2)"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void listsASecretWithTheWaysToGiveItAndNeverItsValue(String format) throws IOException {
        run.with("MEMBERPORT_JDBC_PASSWORD", "sesame");
        settings("jdbc.password: sesame");

        assertEquals(0, run.run("sinks", "--output", format), run.err());

        for (String name : List.of(
                "MEMBERPORT_JDBC_PASSWORD", "MEMBERPORT_JDBC_PASSWORD_FILE", "jdbc.password", "jdbc.password-file")) {
            assertTrue(run.out().contains(name), name + " in " + run.out());
        }
        assertFalse(run.out().contains("--option jdbc.password"), run.out());
        assertSilent("sesame");
    }

    @Test
    void saysInJsonWhichOptionsAreSecret() {
        run.run("sinks", "--output", "json");

        assertFalse(run.json().at("/sinks/0/options/0/secret").asBoolean(true));
        assertEquals(
                "MEMBERPORT_JDBC_USER",
                run.json().at("/sinks/0/options/0/environment").asText());
        assertTrue(run.json().at("/sinks/0/options/0/environmentFile").isNull());
        assertTrue(run.json().at("/sinks/0/options/1/secret").asBoolean(false));
        assertEquals("secret", run.json().at("/sinks/0/options/1/type").asText());
        assertTrue(run.json().at("/sinks/0/options/1/default").isNull());
    }

    /** A plugin may be called like the beginning of a setting. */
    @Test
    void keepsTheVariableOfASettingFromASinkOfThatName() throws IOException {
        StubSinkProvider api = new StubSinkProvider(
                "api", SinkOption.secret("key", "What lets in."), SinkOption.value("url", "address", "none", "Where."));
        run = new CommandLineRun(directory)
                .withSinks(api)
                .with("MEMBERPORT_API_KEY", "sesame")
                .with("MEMBERPORT_API_URL", "https://example.org");

        assertEquals(0, load("api:x"), run.err());
        assertEquals("", api.given("key"));
        assertEquals("none", api.given("url"));

        settings("api.key: mine");
        assertEquals(0, load("api:x"), run.err());
        assertEquals("mine", api.given("key"));

        run.run("sinks");
        assertTrue(run.out().contains("Give it as api.key or api.key-file under 'option' in the settings file."));
    }

    @ParameterizedTest
    @CsvSource({"jdbc, user, MEMBERPORT_JDBC_USER", "my-db.v2+x, batch-size, MEMBERPORT_MY_DB_V2_X_BATCH_SIZE"})
    void namesTheVariableAfterSchemeAndOption(String scheme, String option, String variable) {
        assertEquals(
                variable, new OptionNames(scheme, option).environmentVariable().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"plugins, x, true", "poll, interval, false", "client, id-file, false", "java, opts, false"})
    void leavesVariablesAloneThatMeanSomethingElse(String scheme, String option, boolean isFree) {
        assertEquals(
                isFree, new OptionNames(scheme, option).environmentVariable().isPresent());
    }

    private void settings(String... entries) throws IOException {
        String options = String.join(
                "\n  ",
                List.of(entries).stream().filter(entry -> !entry.isEmpty()).toList());
        Files.writeString(
                directory.resolve("memberport.yaml"), options.isEmpty() ? "" : "option:\n  " + options + "\n");
    }

    private int load(String target, String... more) {
        List<String> arguments = new ArrayList<>(List.of("load", "export.json", "--to", target));
        arguments.addAll(List.of(more));
        return run.run(arguments.toArray(String[]::new));
    }

    private void assertSilent(String secret) {
        assertFalse((run.out() + run.err()).contains(secret), () -> run.out() + run.err());
    }
}
