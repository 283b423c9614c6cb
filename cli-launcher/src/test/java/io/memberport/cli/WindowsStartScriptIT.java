package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start script of the unpacked distribution for Windows, with the Java that runs the tests. */
@EnabledOnOs(OS.WINDOWS)
class WindowsStartScriptIT {

    @TempDir
    Path directory;

    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        home = DistributionIT.unpackedInto(directory.resolve("a directory"));
    }

    /** Where another user may have put a program of that name. */
    @Test
    void runsTheJavaOfThePathAndNoneOfTheWorkingDirectory() throws Exception {
        Files.writeString(directory.resolve("java.exe"), "no program");
        Files.writeString(directory.resolve("findstr.exe"), "no program");

        String shown = run(Map.of("JAVA_HOME", ""));

        assertTrue(shown.startsWith("0 memberport "), shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"MEMBERPORT_JAVA_OPTS", "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
    void letsTheUserChooseTheCollector(String variable) throws Exception {
        String shown = run(Map.of(variable, "-Xmx64m -XX:+UseParallelGC"));

        assertTrue(shown.startsWith("0 ") && shown.contains("memberport "), shown);
    }

    @Test
    void saysWhatIsWrongWithAnOldJava() throws Exception {
        Path old = javaThatDoesNotStart();
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"1.8.0_402\"\n");

        String shown = run(Map.of("JAVA_HOME", old.toString()));

        assertTrue(shown.startsWith("2 ") && shown.contains("is Java 1.8.0_402; 17 or newer is needed"), shown);
    }

    @Test
    void saysThatAJavaDoesNotStart() throws Exception {
        String shown = run(Map.of("JAVA_HOME", javaThatDoesNotStart().toString()));

        assertTrue(shown.startsWith("2 ") && shown.contains("does not start. Install Java 17 or newer"), shown);
    }

    private Path javaThatDoesNotStart() throws IOException {
        Path java = directory.resolve("java (x86)");
        Files.createDirectories(java.resolve("bin"));
        Files.writeString(java.resolve("bin").resolve("java.exe"), "no program");
        return java;
    }

    /** Exit code, blank, both outputs of the command that tells the version. */
    private String run(Map<String, String> variables) throws IOException, InterruptedException {
        String java = System.getProperty("java.home");
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("bin").resolve("memberport.bat").toString(), "--version")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(?i)MEMBERPORT_.*|.*_OPTS|.*_OPTIONS"));
        builder.environment()
                .merge("Path", Path.of(java, "bin").toString(), (old, own) -> own + File.pathSeparator + old);
        builder.environment().put("JAVA_HOME", java);
        builder.environment().putAll(variables);
        builder.environment().values().removeIf(String::isEmpty);
        Process process = builder.start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
        return process.exitValue() + " " + shown;
    }
}
