package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.sink.UnknownVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables that look like settings and are none, as every command tells of them. */
class UnknownVariablesTest {

    @TempDir
    Path directory;

    @BeforeEach
    void makeExport() throws IOException {
        Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");
    }

    @ParameterizedTest
    @CsvSource({
        "MEMBERPORT_COMUNITY, MEMBERPORT_COMMUNITY",
        "MEMBERPORT_CLIENT_SECRTE_FILE, MEMBERPORT_CLIENT_SECRET_FILE",
        "MEMBERPORT_CSV_DELIMETER, MEMBERPORT_CSV_DELIMITER",
        "MEMBERPORT_JDBC_PASWORD, MEMBERPORT_JDBC_PASSWORD",
    })
    void areToldWithTheOneThatWasMeant(String variable, String meant) {
        for (String command : new String[] {
            "status b --region eu1",
            "inspect export.json",
            "load export.json --quiet --to csv:" + directory.resolve("m.csv"),
            "sinks"
        }) {
            CommandLineRun run = new CommandLineRun(directory).with(variable, "x");

            run.run(command.split(" "));

            String told = "The variable " + variable + ": There is no setting of that name (did you mean '" + meant;
            assertEquals(2, run.err().split(told.replace("(", "\\("), -1).length, command + ": " + run.err());
            assertTrue(run.err().contains("so it is ignored."), run.err());
        }
    }

    @Test
    void areToldBesideTheSettingThatIsMissingForThem() {
        CommandLineRun run = new CommandLineRun(directory).with("MEMBERPORT_COMUNITY", "x");

        assertEquals(2, run.run("status", "b", "--region", "eu1"));

        assertTrue(run.err().contains("There is no setting of that name (did you mean 'MEMBERPORT_COMMUNITY'?)"));
        assertTrue(run.err().contains("The setting community is missing."), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MEMBERPORT_CDS", "MEMBERPORT_CSV_LAYOUT", "MEMBERPORT_JDBC_PASSWORD_FILE"})
    void areNotThoseOfTheStartScriptAndOfSinks(String variable) {
        CommandLineRun run = new CommandLineRun(directory).with(variable, "long");

        assertEquals(0, run.run("inspect", "export.json"), run.err());

        assertFalse(run.err().contains(variable), run.err());
    }

    /** As in a container, which has no start script, and with {@code java -jar}. */
    @ParameterizedTest
    @CsvSource({"JDK_JAVA_OPTIONS, in JDK_JAVA_OPTIONS", "'', before -jar", "MEMBERPORT_JAVA_OPTS,"})
    void haveTheOptionsForJavaIfNoStartScriptReadsThem(String read, @Nullable String place) {
        CommandLineRun run = new CommandLineRun(directory).with("MEMBERPORT_JAVA_OPTS", "-Xmx64m");
        System.setProperty("memberport.java-options", read);
        try {
            assertEquals(0, run.run("inspect", "export.json"), run.err());
        } finally {
            System.clearProperty("memberport.java-options");
        }

        String told =
                "The variable MEMBERPORT_JAVA_OPTS: No start script reads it, so it is ignored. Give options for Java "
                        + place + ".";
        assertEquals(place != null, run.err().contains(told), run.err());
        assertEquals(place != null, run.err().contains("MEMBERPORT_JAVA_OPTS"), run.err());
    }

    @Test
    void areNotSetByTheStartScriptOfWindows() throws IOException {
        List<String> set = Pattern.compile("set \"([^=]+)=")
                .matcher(Files.readString(Path.of("src/dist/bin/memberport.bat")))
                .results()
                .map(variable -> variable.group(1))
                .toList();

        assertFalse(set.isEmpty());
        assertFalse(UnknownVariables.mayBeIn(Set.copyOf(set)), set::toString);
    }

    @Test
    void areNotThoseOfAPluginThatACommandDoesNotLoad() throws IOException {
        PluginSource.plain("com.acme", "acme", "\"written\"").jar(directory.resolve("plugins/acme.jar"));
        CommandLineRun run = new CommandLineRun(directory)
                .with("MEMBERPORT_PLUGINS", "plugins")
                .with("MEMBERPORT_ACME_NOTES", "x")
                .with("MEMBERPORT_REGOIN", "x");

        run.run("inspect", "export.json");
        assertFalse(run.err().contains("MEMBERPORT_ACME_NOTES"), run.err());
        assertTrue(run.err().contains("MEMBERPORT_REGOIN"), run.err());

        run.run("load", "export.json", "--to", "csv:" + directory.resolve("m.csv"));
        assertTrue(run.err().contains("MEMBERPORT_ACME_NOTES"), run.err());
    }

    @Test
    void areACheckOfTheDoctorAndNoWarningBesides() {
        CommandLineRun run = new CommandLineRun(directory).with("MEMBERPORT_REGOIN", "x");

        run.run("doctor");

        assertTrue(run.out().contains("MEMBERPORT_REGOIN"), run.out());
        assertFalse(run.err().contains("MEMBERPORT_REGOIN"), run.err());
    }
}
