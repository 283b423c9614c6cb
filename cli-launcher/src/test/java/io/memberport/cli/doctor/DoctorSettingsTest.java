package io.memberport.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memberport.cli.CommandLineRun;
import io.memberport.cli.StubSinkProvider;
import io.memberport.cli.command.LimitOptions;
import io.memberport.cli.command.RateOptions;
import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Setting;
import io.memberport.export.PollSchedule;
import io.memberport.file.DocumentLimits;
import io.memberport.http.ResumePolicy;
import io.memberport.port.SinkOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What 'memberport doctor' shows of settings: where each comes from, and of secrets only that. Nothing here is reached. */
class DoctorSettingsTest {

    @TempDir
    Path directory;

    @Test
    void showsEverySettingOnce() {
        CommandLineRun run = run();

        doctor(run);

        List<String> expected = new ArrayList<>(List.of("config"));
        Arrays.stream(Setting.values()).map(Setting::key).forEach(expected::add);
        expected.addAll(List.of("to", "acme.user", "acme.password"));
        assertEquals(expected, run.json().path("settings").findValuesAsText("name"));
    }

    @ParameterizedTest(name = "flag {0}, environment {1}, file {2}: {3} by {4} from {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                "one, two, three, one, flag, --community",
                "-, two, three, two, environment, MEMBERPORT_COMMUNITY",
                "-, -, three, three, file, 'community (memberport.yaml, line 1)'",
                "-, '', three, three, file, 'community (memberport.yaml, line 1)'",
                "-, -, -, -, none, -",
            })
    void tellsWhereASettingComesFrom(
            @Nullable String flag,
            @Nullable String environment,
            @Nullable String file,
            @Nullable String value,
            String origin,
            @Nullable String source)
            throws IOException {
        CommandLineRun run = run();
        if (environment != null) {
            run.with("MEMBERPORT_COMMUNITY", environment);
        }
        if (file != null) {
            Files.writeString(directory.resolve("memberport.yaml"), "community: " + file);
        }

        doctor(run, flag == null ? new String[0] : new String[] {"--community", flag});

        assertSetting(run, "community", value, origin, source);
        assertSetting(run, "config", file == null ? null : "memberport.yaml", file == null ? "none" : "default", null);
    }

    @ParameterizedTest
    @CsvSource({"MEMBERPORT_REGION, region", "MEMBERPORT_DEADLINE, 'deadline, poll-interval'"})
    void showsTheOtherSettingsThoughOneHasAControlCharacter(String variable, String subject) {
        CommandLineRun run = run().with(variable, "eu1\u0007").with("MEMBERPORT_MIN_RATE", "2KiB");

        assertEquals(2, run.run("doctor", "--output", "json"));

        assertSetting(run, "min-rate", "2KiB", "environment", "MEMBERPORT_MIN_RATE");
        assertTrue(run.json().path("checks").findValuesAsText("subject").contains(subject), run.out());
    }

    @Test
    void tellsWhereTargetsAndOptionsOfSinksComeFrom() throws IOException {
        Files.writeString(directory.resolve("memberport.yaml"), "to: acme:x\noption:\n  acme.user: me\n");
        CommandLineRun fromFile = run();
        CommandLineRun fromEnvironment = run().with("MEMBERPORT_ACME_USER", "you");
        CommandLineRun fromFlag = run();

        fromFile.run("doctor", "--output", "json");
        doctor(fromEnvironment);
        doctor(fromFlag, "--option", "user=they");

        assertSetting(fromFile, "to", "acme:x", "file", "to (memberport.yaml, line 1)");
        assertSetting(fromFile, "acme.user", "me", "file", "option acme.user (memberport.yaml, line 3)");
        assertSetting(fromEnvironment, "to", "acme:x", "flag", "--to");
        assertSetting(fromEnvironment, "acme.user", "you", "environment", "MEMBERPORT_ACME_USER");
        assertSetting(fromFlag, "acme.user", "they", "flag", "--option user");
    }

    @Test
    void showsDefaultsAsTheyAre() {
        CommandLineRun run = run();

        doctor(run);

        assertSetting(run, "deadline", "12h", "default", null);
        assertSetting(run, "poll-interval", "2s", "default", null);
        assertSetting(run, "acme.user", "nobody", "default", null);
        assertEquals(
                PollSchedule.DEFAULT.deadline(),
                given(ShownSettings.DEFAULT_DEADLINE).duration());
        assertEquals(
                PollSchedule.DEFAULT.intervals().first(),
                given(ShownSettings.DEFAULT_POLL_INTERVAL).duration());
        assertSetting(run, "max-file-size", "1TiB", "default", null);
        assertSetting(run, "min-rate", "1KiB", "default", null);
        assertEquals(
                DocumentLimits.DEFAULT,
                DocumentLimits.DEFAULT
                        .withDocumentBytes(given(LimitOptions.DEFAULT_FILE_SIZE).bytes())
                        .withMemberBytes(Math.toIntExact(
                                given(LimitOptions.DEFAULT_MEMBER_SIZE).bytes()))
                        .withCompressionRatio(Integer.parseInt(LimitOptions.DEFAULT_COMPRESSION_RATIO)));
        assertEquals(
                ResumePolicy.DEFAULT,
                ResumePolicy.DEFAULT
                        .withSlowestBytesPerSecond(
                                given(RateOptions.DEFAULT_RATE).bytes())
                        .withWindow(given(RateOptions.DEFAULT_WINDOW).duration()));
    }

    @ParameterizedTest(name = "variable {0}, variable's file {1}, key {2}, key's file {3}: {4} from {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                "sesame, -, sesame, -, environment, MEMBERPORT_CLIENT_SECRET",
                "-, sesame, -, sesame, environment, MEMBERPORT_CLIENT_SECRET_FILE",
                "-, -, sesame, -, file, 'client-secret (memberport.yaml, line 1)'",
                "-, -, -, sesame, file, 'client-secret-file (memberport.yaml, line 1)'",
                "sesame, sesame, -, -, environment, MEMBERPORT_CLIENT_SECRET and MEMBERPORT_CLIENT_SECRET_FILE",
                "-, -, -, -, none, -",
            })
    void tellsOfASecretOnlyWhereItComesFrom(
            @Nullable String variable,
            @Nullable String variableFile,
            @Nullable String key,
            @Nullable String keyFile,
            String origin,
            @Nullable String source)
            throws IOException {
        CommandLineRun run = run();
        if (variable != null) {
            run.with("MEMBERPORT_CLIENT_SECRET", variable);
        }
        if (variableFile != null) {
            run.with("MEMBERPORT_CLIENT_SECRET_FILE", variableFile);
        }
        Files.writeString(
                directory.resolve("memberport.yaml"),
                (key == null ? "" : "client-secret: " + key + "\n")
                        + (keyFile == null ? "" : "client-secret-file: " + keyFile + "\n"));

        doctor(run, "-vv");

        assertSetting(run, "client-secret", null, origin, source);
        assertTrue(setting(run, "client-secret").path("secret").asBoolean());
        assertFalse((run.out() + run.err()).contains("sesame"), run.out() + run.err());
    }

    /** Nor how long one is. */
    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void showsTheSameWhateverASecretIs(String format) {
        List<String> shown = new ArrayList<>();
        for (String secret : List.of("sesame", "sesame".repeat(20))) {
            CommandLineRun run = run().with("MEMBERPORT_CLIENT_ID", secret)
                    .with("MEMBERPORT_CLIENT_SECRET", secret)
                    .with("MEMBERPORT_API_KEY", secret)
                    .with("MEMBERPORT_ACME_PASSWORD", secret);
            run.run("doctor", "--to", "acme:x", "--output", format);
            shown.add(run.out());
        }

        assertEquals(shown.get(0), shown.get(1));
        assertFalse(shown.get(0).contains("sesame"), shown.get(0));
        assertTrue(shown.get(0).contains("MEMBERPORT_ACME_PASSWORD"), shown.get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://me:sesame@api.example.com",
                "me:sesame@api.example.com",
                "me:sesame//1@api.example.com",
                "https://api.example.com/?key=sesame",
                "https://api.example.com/#sesame"
            })
    void hidesWhatMayBeAPasswordInAnAddress(String address) {
        CommandLineRun run = run().with("MEMBERPORT_API_URL", address).with("MEMBERPORT_ACME_USER", address);

        assertEquals(2, doctor(run, "-vv", "--to", "acme://me:sesame@host/x;password=sesame"));

        assertFalse((run.out() + run.err()).contains("sesame"), run.out() + run.err());
    }

    /** With nothing that could be reached: the required settings are not all there. */
    private CommandLineRun run() {
        return new CommandLineRun(directory)
                .withSinks(new StubSinkProvider(
                        "acme",
                        SinkOption.value("user", "name", "nobody", "Who writes."),
                        SinkOption.secret("password", "Of the user.")));
    }

    private static int doctor(CommandLineRun run, String... arguments) {
        List<String> all = new ArrayList<>(List.of("doctor", "--output", "json", "--to", "acme:x"));
        all.addAll(List.of(arguments));
        return run.run(all.toArray(String[]::new));
    }

    private static GivenValue given(String value) {
        return new GivenValue(value, "a default", GivenValue.Rank.FILE);
    }

    private static JsonNode setting(CommandLineRun run, String name) {
        for (JsonNode setting : run.json().path("settings")) {
            if (setting.path("name").asText().equals(name)) {
                return setting;
            }
        }
        throw new AssertionError("no setting " + name + " in " + run.out());
    }

    private static void assertSetting(
            CommandLineRun run, String name, @Nullable String value, String origin, @Nullable String source) {
        JsonNode setting = setting(run, name);
        assertEquals(value, setting.path("value").textValue());
        assertEquals(origin, setting.path("origin").asText());
        assertEquals(source, setting.path("source").textValue());
    }
}
