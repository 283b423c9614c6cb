package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberport.simulator.AlidaSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters beyond ASCII in the program as it is started, in locales that have none. A shell passes them on, byte by byte. */
class LocaleIT {

    private static final String ASCII_ONLY = "LC_ALL=C";
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String JAR = "'" + JAVA + "' -XX:TieredStopAtLevel=1 -Djava.io.tmpdir=. -jar '"
            + Path.of("target", "memberport.jar").toAbsolutePath() + "' ";

    @TempDir
    Path directory;

    @BeforeEach
    void makeExport() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "a shell passes on the bytes");
        Files.writeString(
                directory.resolve("export.json"),
                "{\"members\":[{\"memberId\":\"m\",\"variables\":[{\"id\":\"v\",\"name\":\"n\",\"dataType\":\"string\","
                        + "\"values\":[{\"value\":\"x\"}],\"effectiveDate\":\"2024-01-01T00:00:00Z\"}]}]}");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "LC_ALL=C, '', load export.json --to csv:m.csv --option schema=Köln, --option",
        "LC_ALL=POSIX, '', load export.json --to=csv:Köln.csv, --to",
        "LC_ALL=, '', load Köln.json --to csv:m.csv, Argument 2",
        "LC_ALL=xx_YY.ISO-8859-1, '', status b --community Köln, --community",
        "LC_ALL=C, MEMBERPORT_COMMUNITY=Köln, status b, MEMBERPORT_COMMUNITY",
        "LC_ALL=C, MEMBERPORT_CLIENT_SECRET=Schlüssel, status b, MEMBERPORT_CLIENT_SECRET",
        "LC_ALL=C, MEMBERPORT_JDBC_USER=Käthe, sinks, MEMBERPORT_JDBC_USER",
        "LC_ALL=C, MEMBERPORT_CLIENT_SECRET_FILE=Schlüssel, sinks, MEMBERPORT_CLIENT_SECRET_FILE",
    })
    void refusesTextThatJavaHasGarbled(String locale, String variable, String arguments, String origin)
            throws Exception {
        Ran ran = sh("unset LANG LC_CTYPE; export " + locale + " " + variable + "; " + JAR + arguments);

        assertEquals(2, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains(origin + " has letters beyond ASCII"), ran.err());
        assertTrue(ran.err().contains("Set LC_ALL=C.UTF-8 in the environment and run again."), ran.err());
        assertFalse(ran.err().contains("ssel"), ran.err());
        assertFalse(Files.exists(directory.resolve("m.csv")));
    }

    /** Whatever it is called. */
    @Test
    void refusesASecretThatJavaHasGarbledInAVariableThatTheSettingsFileNames() throws Exception {
        Files.writeString(
                directory.resolve("memberport.yaml"),
                "region: eu1\ncommunity: c\nclient-id: id\nclient-secret-env: ACME_SECRET\n");

        Ran ran = sh("unset LANG LC_CTYPE; export LC_ALL=C ACME_SECRET=Schlüssel; " + JAR + "status b");

        assertEquals(2, ran.exitCode(), ran.err());
        assertTrue(
                ran.err()
                        .contains(
                                "The variable that client-secret-env (memberport.yaml, line 4) names has letters beyond"
                                        + " ASCII"),
                ran.err());
        assertFalse(ran.err().contains("ssel"), ran.err());
    }

    @Test
    void refusesAWorkingDirectoryWhoseNameJavaHasGarbled() throws Exception {
        Ran ran = sh("mkdir Köln; cd Köln; export " + ASCII_ONLY + "; " + JAR + "load ../export.json --to csv:m.csv");

        assertEquals(2, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains("The working directory has letters beyond ASCII"), ran.err());
    }

    /** The file itself is read as UTF-8, but no file can get that name. */
    @Test
    void refusesNamesInTheSettingsFileThatNoFileCanHave() throws Exception {
        Files.writeString(directory.resolve("memberport.yaml"), "to: csv:Köln.csv\n");

        Ran ran = sh("export " + ASCII_ONLY + "; " + JAR + "load export.json");

        assertEquals(2, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains("to (memberport.yaml, line 1) has letters that file names cannot have"));
    }

    /** Latin-1, in a locale that is UTF-8. */
    @Test
    void refusesBytesThatAreNoUtf8() throws Exception {
        Ran ran = sh("export LC_ALL=C.UTF-8 MEMBERPORT_COMMUNITY=$(printf 'K\\366ln'); " + JAR + "status b");

        assertEquals(2, ran.exitCode(), ran.err());
        // Where the machine has no such locale, the other reason is right.
        assertTrue(
                ran.err().contains("MEMBERPORT_COMMUNITY has bytes that are not UTF-8. Write it in UTF-8.")
                        || ran.err().contains("beyond ASCII"),
                ran.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LC_ALL=", "LC_ALL=de_DE.ISO-8859-1"})
    void runsInUtf8FromTheStartScript(String locale) throws Exception {
        assumeUtf8IsThere();
        Ran ran = sh("mkdir Köln; cd Köln; unset LANG LC_CTYPE; export " + locale + "; " + script()
                + "load ../export.json --to jdbc:h2:./Zürich --to csv:Bücher.csv --option schema=Köln"
                + " && test -f Bücher.csv && test -f Zürich.mv.db && mv Zürich.mv.db ../db.mv.db");

        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().contains("Bücher.csv"), ran.out());
        assertEquals("Köln", schemaIn(directory.resolve("db")));
    }

    @Test
    void sendsNamesAndSecretsAsTheyAreFromTheStartScript() throws Exception {
        assumeUtf8IsThere();
        try (AlidaSimulator simulator = AlidaSimulator.builder()
                .community("Köln")
                .credentials("id", "Schlüssel", "key")
                .looks(0, 0)
                .start()) {
            Ran ran = sh("unset LANG LC_CTYPE; export LC_ALL=C MEMBERPORT_API_URL=" + simulator.apiUrl()
                    + " MEMBERPORT_CLIENT_ID=id MEMBERPORT_CLIENT_SECRET=Schlüssel MEMBERPORT_API_KEY=key; " + script()
                    + "export --community Köln --to csv:m.csv --state-directory state");

            assertEquals(0, ran.exitCode(), ran.err());
        }
    }

    private static String schemaIn(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + database);
                Statement statement = connection.createStatement();
                ResultSet schemas = statement.executeQuery(
                        "SELECT table_schema FROM information_schema.tables WHERE LOWER(table_name) = 'member_value'")) {
            assertTrue(schemas.next());
            return schemas.getString(1);
        }
    }

    private String script() throws IOException {
        Path home = DistributionIT.unpackedInto(directory.resolve("dist"));
        return "JAVA_HOME='" + System.getProperty("java.home") + "' MEMBERPORT_CDS=off sh '"
                + home.resolve("bin/memberport") + "' ";
    }

    private void assumeUtf8IsThere() throws Exception {
        Ran ran = sh("LC_ALL=C.UTF-8 locale charmap");
        assumeTrue(ran.out().contains("UTF-8"), "the machine has the locale C.UTF-8");
    }

    private record Ran(int exitCode, String out, String err) {}

    /** The script is written in UTF-8, so that no Java stands between its bytes and the program. */
    private Ran sh(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("run.sh"), script + "\n");
        Path out = directory.resolve("run.out");
        Path err = directory.resolve("run.err");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", file.toString())
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MEMBERPORT_") || name.endsWith("_OPTS"));
        builder.environment().put("TMPDIR", directory.toString());
        Process process = builder.start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        return new Ran(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
