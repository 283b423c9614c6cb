package io.memberport.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class SettingsTest {

    @TempDir
    Path directory;

    @ParameterizedTest(name = "flag {0}, environment {1}, file {2}: {3}")
    @CsvFileSource(resources = "precedence.csv", numLinesToSkip = 1, nullValues = "-")
    void takesTheStrongestValue(
            @Nullable String flag, @Nullable String environment, @Nullable String file, @Nullable String expected)
            throws IOException {
        Settings settings = settings(
                flag == null ? Map.of() : Map.of(Setting.REGION, flag),
                environment == null ? Map.of() : Map.of("MEMBERPORT_REGION", environment),
                file == null ? "" : "region: " + file);

        assertEquals(
                expected, settings.find(Setting.REGION).map(GivenValue::value).orElse(null));
    }

    @ParameterizedTest(name = "variable {0}, variable's file {1}, key {2}, key's file {3}: {4}")
    @CsvFileSource(resources = "secrets.csv", numLinesToSkip = 1, nullValues = "-")
    void takesTheStrongestSecret(
            @Nullable String variable,
            @Nullable String variableFile,
            @Nullable String key,
            @Nullable String keyFile,
            String expected)
            throws IOException {
        Map<String, String> environment = new HashMap<>();
        putUnlessNull(environment, "MEMBERPORT_CLIENT_SECRET", variable);
        putUnlessNull(environment, "MEMBERPORT_CLIENT_SECRET_FILE", fileWith(variableFile, "from-environment"));
        StringBuilder yaml = new StringBuilder();
        yaml.append(key == null ? "" : "client-secret: " + key + "\n");
        yaml.append(keyFile == null ? "" : "client-secret-file: " + fileWith(keyFile, "from-yaml") + "\n");
        Settings settings = settings(environment, yaml.toString());

        if (expected.equals("conflict")) {
            String message = configurationProblem(() -> settings.secret(Setting.CLIENT_SECRET));
            assertFalse(message.contains("sesame"), message);
        } else {
            assertEquals(expected, settings.requireSecret(Setting.CLIENT_SECRET));
        }
    }

    @ParameterizedTest(name = "{0}: flag {1}, environment {2}, job {3}, top {4}: {5}")
    @CsvFileSource(resources = "job-precedence.csv", numLinesToSkip = 1, nullValues = "-")
    void takesTheStrongestValueForAJob(
            Setting setting,
            @Nullable String flag,
            @Nullable String environment,
            @Nullable String job,
            @Nullable String top,
            @Nullable String expected)
            throws IOException {
        String key = setting.key() + ": ";
        Settings settings = settings(
                flag == null ? Map.of() : Map.of(setting, flag),
                environment == null ? Map.of() : Map.of(setting.environmentVariable(), environment),
                (top == null ? "" : key + top + "\n") + "jobs: {other: {" + key + "other}, acme: {"
                        + (job == null ? "" : key + job) + "}}");

        Settings own = settings.forJob("acme");

        assertEquals(expected, own.find(setting).map(GivenValue::value).orElse(null));
    }

    @ParameterizedTest(name = "variable {0}, job {1}, job's file {2}, job's variable {3}, top {4}: {5}")
    @CsvFileSource(resources = "job-secrets.csv", numLinesToSkip = 1, nullValues = "-")
    void takesTheStrongestSecretForAJob(
            @Nullable String environment,
            @Nullable String job,
            @Nullable String file,
            @Nullable String variable,
            @Nullable String top,
            String expected)
            throws IOException {
        Map<String, String> variables = new HashMap<>();
        putUnlessNull(variables, "MEMBERPORT_API_KEY", environment);
        putUnlessNull(variables, "ACME_KEY", variable);
        Settings settings = settings(
                        variables,
                        (top == null ? "" : "api-key: " + top + "\n") + "jobs:\n  acme:\n    to: a.csv\n"
                                + (job == null ? "" : "    api-key: " + job + "\n")
                                + (file == null ? "" : "    api-key-file: " + fileWith(file, "key") + "\n")
                                + (variable == null ? "" : "    api-key-env: ACME_KEY\n"))
                .forJob("acme");

        if (expected.equals("conflict")) {
            configurationProblem(() -> settings.secret(Setting.API_KEY));
        } else {
            assertEquals(expected, settings.secret(Setting.API_KEY).orElseThrow());
        }
    }

    /** Not the secret of all jobs in its place; and no quotation of what may be the secret itself. */
    @Test
    void refusesAVariableThatIsNotSet() throws IOException {
        Settings settings =
                settings(Map.of("MEMBERPORT_API_KEY", "shared"), "jobs:\n  acme:\n    api-key-env: sesame\n");

        String message = configurationProblem(() -> settings.forJob("acme").secret(Setting.API_KEY));

        assertEquals("api-key-env of job acme (memberport.yaml, line 3) names a variable that is not set.", message);
    }

    @Test
    void saysHowAJobIsGivenWhatItLacks() throws IOException {
        Settings job = settings(Map.of(), "jobs: {acme: {to: a.csv}}").forJob("acme");

        String setting = configurationProblem(() -> job.require(Setting.COMMUNITY));
        String secret = configurationProblem(() -> job.requireSecret(Setting.CLIENT_ID));

        assertTrue(setting.contains("community of the job acme is missing. Give it as community under"), setting);
        assertFalse(setting.contains("--community"), setting);
        assertTrue(secret.contains("client-id, client-id-file or client-id-env under the job"), secret);
    }

    @Test
    void readsThePathsOfAJobFromTheDirectoryOfTheFile() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("settings.yaml"), "jobs: {acme: {spool-directory: spool}}");
        Settings settings = Settings.load(Map.of(), Map.of(), directory, "elsewhere/settings.yaml");

        assertEquals(
                elsewhere.resolve("spool"),
                settings.forJob("acme")
                        .findPath(Setting.SPOOL_DIRECTORY)
                        .orElseThrow()
                        .path());
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "broken-settings.csv", numLinesToSkip = 1)
    void namesWhatIsWrongInTheFileAndWhere(String yaml, String expected) {
        String message = configurationProblem(() -> settings(Map.of(), yaml.replace("|", "\n")));

        assertTrue(message.contains("memberport.yaml"), message);
        assertTrue(message.contains(expected), message);
        assertFalse(message.contains("sesame"), message);
    }

    @Test
    void namesFlagVariableAndKeyOfAMissingSetting() throws IOException {
        Settings settings = settings(Map.of(), "");

        String message = configurationProblem(() -> settings.require(Setting.COMMUNITY));

        assertTrue(message.contains("--community"), message);
        assertTrue(message.contains("MEMBERPORT_COMMUNITY"), message);
        assertTrue(message.contains("community in memberport.yaml"), message);
    }

    @Test
    void namesVariableAndFileOfAMissingSecret() throws IOException {
        Settings settings = settings(Map.of(), "");

        String message = configurationProblem(() -> settings.requireSecret(Setting.API_KEY));

        assertTrue(message.contains("MEMBERPORT_API_KEY_FILE"), message);
        assertTrue(message.contains("api-key-file"), message);
        assertFalse(message.contains("--api-key"), message);
    }

    @Test
    void refusesAFileThatConfigNamesAndThatIsNotThere() {
        configurationProblem(() -> Settings.load(Map.of(), Map.of(), directory, "missing.yaml"));
    }

    @Test
    void readsAPathFromWhereItStands() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("settings.yaml"), "spool-directory: spool");
        Settings settings = Settings.load(Map.of(), Map.of(), directory, "elsewhere/settings.yaml");
        Settings flag =
                Settings.load(Map.of(Setting.SPOOL_DIRECTORY, "mine"), Map.of(), directory, "elsewhere/settings.yaml");

        assertEquals(
                elsewhere.resolve("spool"),
                settings.findPath(Setting.SPOOL_DIRECTORY).orElseThrow().path());
        assertEquals(
                directory.resolve("mine"),
                flag.findPath(Setting.SPOOL_DIRECTORY).orElseThrow().path());
    }

    @Test
    void readsTargetsAndOptions() throws IOException {
        Settings settings = settings(Map.of(), "to: [a.csv, b.csv]\noption:\n  layout: wide\n  csv.delimiter: ';'\n");

        assertEquals(
                List.of("a.csv", "b.csv"),
                settings.targetsInFile().stream().map(GivenValue::value).toList());
        assertEquals(
                List.of("wide", ";"),
                settings.fileOptions().values().stream().map(GivenValue::value).toList());
    }

    private Settings settings(Map<String, String> environment, String yaml) throws IOException {
        return settings(Map.of(), environment, yaml);
    }

    private Settings settings(Map<Setting, String> flags, Map<String, String> environment, String yaml)
            throws IOException {
        Files.writeString(directory.resolve("memberport.yaml"), yaml);
        return Settings.load(flags, environment, directory, null);
    }

    private @Nullable String fileWith(@Nullable String content, String name) throws IOException {
        if (content == null) {
            return null;
        }
        Files.writeString(directory.resolve(name), content + "\n");
        return name;
    }

    private static void putUnlessNull(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static String configurationProblem(Executable executable) {
        MemberportException failure = assertThrows(MemberportException.class, executable);
        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        return String.valueOf(failure.getMessage());
    }
}
