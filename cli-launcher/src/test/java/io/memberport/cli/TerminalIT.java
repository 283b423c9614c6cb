package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberport.cli.result.ExitCode;
import io.memberport.cli.terminal.DisplayWidth;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The executable jar at a terminal and in a pipe. */
@Tag("fault")
class TerminalIT {

    private static final Path JAR = Path.of("target", "memberport.jar").toAbsolutePath();
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path directory;

    private Process start(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MEMBERPORT_") || name.equals("COLUMNS"));
        builder.environment().put("TERM", "xterm");
        return builder.start();
    }

    private static List<String> memberport(String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-Djava.io.tmpdir=.", "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String endOf(Process process, int exitCode) throws Exception {
        try {
            String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(ExecutableJar.PATIENCE_SECONDS, TimeUnit.SECONDS), "does not end");
            assertEquals(exitCode, process.exitValue(), shown);
            return shown;
        } finally {
            process.destroyForcibly();
        }
    }

    /** A terminal made by script(1), which is as wide as stty(1) says. */
    @ParameterizedTest
    @ValueSource(ints = {60, 80, 200})
    void drawsNoLineThatIsWiderThanTheTerminal(int columns) throws Exception {
        assumeTrue(Files.isExecutable(SCRIPT), "this machine has no script(1)");
        String target = "csv:" + "m".repeat(210) + ".csv";
        String demo = String.join(" ", memberport("demo", "--members", "20", "--to", target));

        Process process =
                start(List.of(SCRIPT.toString(), "-qec", "stty cols " + columns + "; exec " + demo, "/dev/null"));
        process.getOutputStream().close();
        String shown = endOf(process, 0);

        int widest = 0;
        for (String line : shown.split("\n", -1)) {
            List<String> drawn = List.of(line.split("\r", -1));
            // What a newline ends is no live line.
            for (String live : drawn.subList(0, drawn.size() - 1)) {
                boolean isLive = live.startsWith("Writing: ") || live.startsWith("Committing ");
                widest = isLive ? Math.max(widest, DisplayWidth.of(live)) : widest;
            }
        }
        assertEquals(columns - 1, widest, shown);
    }

    @ParameterizedTest
    @CsvSource({"inspect, 0", "load, 1"})
    void endsQuietlyIfTheReaderOfATextHasSeenEnough(String command, int exitCode) throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/fd/1")), "this machine does not tell what a pipe is");
        Files.writeString(directory.resolve("export.json"), "{\"id\":\"1\",\"members\":[]}");
        Path err = directory.resolve("err");
        List<String> line = command.equals("load")
                ? memberport("load", "export.json", "--to", "csv:members.csv")
                : memberport("inspect", "export.json");

        Process process = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectError(err.toFile())
                .start();
        process.getInputStream().close();
        try {
            assertTrue(process.waitFor(ExecutableJar.PATIENCE_SECONDS, TimeUnit.SECONDS), "does not end");
        } finally {
            process.destroyForcibly();
        }

        assertEquals(exitCode, process.exitValue(), Files.readString(err));
        boolean tells = Files.readString(err).contains("The result could not be written to standard output.");
        assertEquals(exitCode == ExitCode.UNEXPECTED, tells, Files.readString(err));
        assertFalse(Files.readString(err).contains("Exception"));
    }
}
