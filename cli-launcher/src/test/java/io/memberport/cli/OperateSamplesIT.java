package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What the programs say of the files for schedulers that read them, if they are on this machine. */
@EnabledIfSystemProperty(named = "memberport.thorough", matches = "true")
class OperateSamplesIT {

    private static final Path SAMPLES =
            Path.of("..", "samples", "operate").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    private record Ran(int exitCode, String output) {}

    private Ran run(String... command) throws IOException, InterruptedException {
        boolean isThere = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0])));
        assumeTrue(isThere, command[0] + " is not on this machine");
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "does not end");
            return new Ran(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    /** With a program in the place of the distribution's, which is not installed here. */
    private String[] units() throws IOException {
        for (String unit : List.of("memberport.service", "memberport.timer")) {
            Files.writeString(
                    directory.resolve(unit),
                    Files.readString(SAMPLES.resolve("systemd").resolve(unit))
                            .replace("/opt/memberport/bin/memberport", "/bin/true"));
        }
        return new String[] {"systemd-analyze", "verify", "./memberport.service", "./memberport.timer"};
    }

    @Test
    void systemdFindsNothingWrongWithItsUnits() throws Exception {
        Ran ran = run(units());

        assertEquals(0, ran.exitCode(), ran.output());
        assertEquals("", ran.output());
    }

    /** On its scale from 0 to 10, of which a run that needs the network and a compiler cannot have 0. */
    @Test
    void systemdFindsItsServiceLittleExposed() throws Exception {
        units();

        Ran ran = run("systemd-analyze", "security", "--offline=true", "--threshold=15", "./memberport.service");

        assertEquals(0, ran.exitCode(), ran.output());
    }

    @Test
    void pythonReadsItsDag() throws Exception {
        String dag = SAMPLES.resolve("airflow/memberport_dag.py").toString();

        Ran ran = run("python3", "-c", "import ast, sys; ast.parse(open(sys.argv[1]).read())", dag);

        assertEquals(0, ran.exitCode(), ran.output());
    }

    /** cron reads a line as five times, a user and a command, and takes a % for a line's end. */
    @Test
    void cronReadsItsTableWhereShellsReadItsCommand() throws Exception {
        String line = Files.readString(SAMPLES.resolve("cron/memberport"))
                .lines()
                .filter(text -> text.matches("[0-9*].*"))
                .findFirst()
                .orElseThrow();
        String[] fields = line.split("\\s+", 7);

        assertTrue(line.matches("(\\S+\\s+){5}[a-z]+\\s+[^%]+"), line);
        Ran ran = run("sh", "-n", "-c", fields[6]);
        assertEquals(0, ran.exitCode(), ran.output());
    }
}
