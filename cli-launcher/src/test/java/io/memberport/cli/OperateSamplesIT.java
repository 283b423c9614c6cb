package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What the programs say of the files for schedulers that read them, if they are on this machine. */
@EnabledIfSystemProperty(named = "memberport.thorough", matches = "true")
class OperateSamplesIT {

    private static final Path SAMPLES =
            Path.of("..", "samples", "operate").toAbsolutePath().normalize();

    private static final Path OPERATION = Path.of("..", "docs", "operation.md");

    @TempDir
    Path directory;

    private record Ran(int exitCode, String output) {}

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private Ran run(String... command) throws IOException, InterruptedException {
        assumeTrue(isThere(command[0]), command[0] + " is not on this machine");
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
        Path folder = SAMPLES.resolve("systemd");
        try (Stream<Path> units = Files.walk(folder)) {
            for (Path unit : (Iterable<Path>) units.filter(Files::isRegularFile)::iterator) {
                Path copy = directory.resolve(folder.relativize(unit));
                Files.createDirectories(copy.getParent());
                Files.writeString(
                        copy, Files.readString(unit).replace("ExecStart=memberport ", "ExecStart=/bin/true "));
            }
        }
        return new String[] {
            "systemd-analyze",
            "verify",
            "./memberport@acme.service",
            "./memberport@nordic.service",
            "./memberport@acme.timer",
            "./memberport@nordic.timer"
        };
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

        Ran ran = run("systemd-analyze", "security", "--offline=true", "--threshold=15", "./memberport@acme.service");

        assertEquals(0, ran.exitCode(), ran.output());
    }

    @Test
    void pythonReadsItsDag() throws Exception {
        String dag = SAMPLES.resolve("airflow/memberport_dag.py").toString();

        Ran ran = run("python3", "-c", "import ast, sys; ast.parse(open(sys.argv[1]).read())", dag);

        assertEquals(0, ran.exitCode(), ran.output());
    }

    /** cron reads a line as five times, a user and a command, and takes a % for a line's end. */
    private static String cronCommand() throws IOException {
        String line = Files.readString(SAMPLES.resolve("cron/memberport"))
                .lines()
                .filter(text -> text.matches("[0-9*].*"))
                .findFirst()
                .orElseThrow();
        String[] fields = line.split("\\s+", 7);

        assertTrue(line.matches("(\\S+\\s+){5}[a-z]+\\s+[^%]+"), line);
        return fields[6];
    }

    /** With a program in the place of the distribution's that is called like it; standard output goes to a file. */
    private Ran night() throws IOException, InterruptedException {
        Path program = Files.writeString(directory.resolve("memberport"), "#!/bin/sh\necho ran\nexit 8\n");
        assertTrue(program.toFile().setExecutable(true));
        String command = "PATH=$PWD:$PATH; " + cronCommand().replace("/var/lib/memberport", directory.toString());
        return run("sh", "-c", command);
    }

    @Test
    void cronRunsAllJobsAndMailsNothingOfItsOwn() throws Exception {
        assumeTrue(isThere("flock"), "flock is not on this machine");

        assertEquals(new Ran(0, ""), night());
        assertEquals("ran\n", Files.readString(directory.resolve("results.jsonl")));
    }

    @Test
    void cronSaysThatTheRunOfAnEarlierNightHasNotEnded() throws Exception {
        assumeTrue(isThere("flock"), "flock is not on this machine");
        String lock = directory.resolve("run.lock").toString();
        Process earlier = new ProcessBuilder("flock", lock, "sh", "-c", "echo held; exec cat").start();
        try {
            assertEquals('h', earlier.getInputStream().read());

            String told = night().output();

            assertTrue(told.startsWith("memberport: The run of an earlier night has not ended"), told);
            assertEquals("", Files.readString(directory.resolve("results.jsonl")));
        } finally {
            earlier.getOutputStream().close();
            assertTrue(earlier.waitFor(60, TimeUnit.SECONDS), "does not end");
        }
    }

    /** Where a job has failed, and where the run has failed before a job began. */
    @Test
    void jqFindsWhatHasFailed() throws Exception {
        Files.writeString(directory.resolve("memberport.yaml"), "jobs: {acme: {to: csv:acme.csv}}");
        Matcher command = Pattern.compile("\\| (jq -r '.*')").matcher(Files.readString(OPERATION));
        assertTrue(command.find());

        for (String[] failing : new String[][] {{"--all", "acme 2 false"}, {"nordic", "run 2 false"}}) {
            CommandLineRun run = new CommandLineRun(directory);
            assertEquals(2, run.run("run", failing[0], "--output", "json"), run.err());
            Files.writeString(directory.resolve("result"), run.out());
            assumeTrue(isThere("jq"), "jq is not on this machine");

            assertEquals(new Ran(0, failing[1] + "\n"), run("sh", "-c", command.group(1) + " < result"));
        }
    }
}
