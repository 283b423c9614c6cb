package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberport.cli.result.ExitCode;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What killed runs leave of the libraries that drivers unpack, and what the next run does about it. */
@Tag("fault")
class DriverLibrariesIT {

    private static final String SQLITE = "jdbc:sqlite:members.db";
    private static final String DUCKDB = "jdbc:duckdb:members.duckdb";
    private static final String LOCK = "lock";

    @TempDir
    Path directory;

    private Path temporary;
    private Path duckDb;
    private List<String> script = List.of();
    private final List<Process> started = new ArrayList<>();
    private ServerSocket silentApi;

    @BeforeEach
    void unpack() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the start script needs a POSIX shell");
        silentApi = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        temporary = Files.createDirectory(directory.resolve("temporary files"));
        Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");
        Path home = DistributionIT.unpackedInto(directory.resolve("unpacked"));
        script = List.of("/bin/sh", home.resolve("bin/memberport").toString());
        Path driver = Path.of(DuckDBDriver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        duckDb = Files.createSymbolicLink(home.resolve("lib/duckdb.jar"), driver);
    }

    @AfterEach
    void endProcesses() throws Exception {
        for (Process process : started) {
            process.destroyForcibly();
            assertTrue(process.waitFor(ExecutableJar.PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        silentApi.close();
        Files.delete(duckDb);
    }

    @ParameterizedTest
    @CsvSource({"true, " + SQLITE, "true, " + DUCKDB, "false, " + SQLITE})
    void theNextRunRemovesWhatAKilledOneHasUnpacked(boolean isScript, String target) throws Exception {
        List<String> program = isScript ? script : jar();
        Process killed = exporting(program, target, Map.of("TMPDIR", temporary.toString()));
        Path own = awaitLibrary(temporary, killed);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
        killed.destroyForcibly();
        assertTrue(killed.waitFor(ExecutableJar.PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertTrue(namesIn(own).size() > 1, "killed before it has left something");

        succeed(start(program, Map.of("TMPDIR", temporary.toString()), "sinks"));

        assertEquals(List.of(LOCK), namesIn(own));
        assertEquals(List.of(own.getFileName().toString()), namesIn(temporary));
    }

    /** Java's own hooks, which would remove them, do not run to the end then. */
    @Test
    void anInterruptedRunRemovesWhatItHasUnpacked() throws Exception {
        Process interrupted = exporting(script, SQLITE, Map.of("TMPDIR", temporary.toString()));
        Path own = awaitLibrary(temporary, interrupted);

        interrupted.destroy();

        assertTrue(interrupted.waitFor(ExecutableJar.PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(ExitCode.INTERRUPTED, interrupted.exitValue());
        assertEquals(List.of(LOCK), namesIn(own));
    }

    @Test
    void aRunLeavesAloneWhatAnotherOneInProgressHasUnpacked() throws Exception {
        Process inProgress = exporting(script, SQLITE, Map.of("TMPDIR", temporary.toString()));
        Path own = awaitLibrary(temporary, inProgress);
        List<String> before = namesIn(own);

        succeed(start(script, Map.of("TMPDIR", temporary.toString()), "sinks"));

        assertEquals(before, namesIn(own));
    }

    /** In the way that messages advise if the usual place is of no use. */
    @Test
    void unpacksBelowTheTemporaryDirectoryThatTheUserNames() throws Exception {
        Path named = Files.createDirectory(directory.resolve("named"));
        String options = "-Xmx256m\n-Djava.io.tmpdir=" + named + "\n";

        Process run =
                exporting(script, DUCKDB, Map.of("TMPDIR", temporary.toString(), "MEMBERPORT_JAVA_OPTS", options));

        Path own = awaitLibrary(named, run);
        assertEquals(List.of(own.getFileName().toString()), namesIn(named));
    }

    /** Other users could put a library of theirs there, which is then run. */
    @Test
    void doesNotUnpackIntoADirectoryThatOthersCanWrite() throws Exception {
        succeed(start(script, Map.of("TMPDIR", temporary.toString()), "sinks"));
        Path own = temporary.resolve(namesIn(temporary).get(0));
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));

        succeed(start(script, Map.of("TMPDIR", temporary.toString()), "load", "export.json", "--to", DUCKDB));

        assertEquals(List.of(LOCK), namesIn(own));
    }

    /** Reading it would wait for another process. */
    @Test
    void doesNotUseAPipeThatHasTheName() throws Exception {
        succeed(start(script, Map.of("TMPDIR", temporary.toString()), "sinks"));
        Path own = temporary.resolve(namesIn(temporary).get(0));
        Files.delete(own.resolve(LOCK));
        Files.delete(own);
        assertEquals(0, new ProcessBuilder("mkfifo", own.toString()).start().waitFor());

        succeed(start(script, Map.of("TMPDIR", temporary.toString()), "load", "export.json", "--to", SQLITE));
    }

    /** What it leads to may be a directory with files that no run may remove. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void doesNotFollowALinkThatHasTheName(boolean isScript) throws Exception {
        List<String> program = isScript ? script : jar();
        succeed(start(program, Map.of("TMPDIR", temporary.toString()), "sinks"));
        Path own = temporary.resolve(namesIn(temporary).get(0));
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(own, elsewhere);
        Files.writeString(elsewhere.resolve("diary"), "dear diary");
        Files.createSymbolicLink(own, elsewhere);

        succeed(start(program, Map.of("TMPDIR", temporary.toString()), "sinks"));

        assertTrue(namesIn(elsewhere).contains("diary"));
    }

    private List<String> jar() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                Path.of("target", "memberport.jar").toAbsolutePath().toString());
    }

    /** A run that has looked at its target, and waits for the API. */
    private Process exporting(List<String> program, String target, Map<String, String> environment) throws IOException {
        return start(program, environment, "export", "--to", target);
    }

    private Process start(List<String> program, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(File.createTempFile("run", ".out", directory.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("MEMBERPORT_") || name.endsWith("_OPTS"));
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "MEMBERPORT_CDS", "off",
                        "MEMBERPORT_STATE_DIRECTORY", directory.resolve("state").toString(),
                        "MEMBERPORT_API_URL", "http://127.0.0.1:" + silentApi.getLocalPort(),
                        "MEMBERPORT_COMMUNITY", "community",
                        "MEMBERPORT_CLIENT_ID", "id",
                        "MEMBERPORT_CLIENT_SECRET", "sesame",
                        "MEMBERPORT_API_KEY", "key"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static void succeed(Process process) throws InterruptedException {
        assertTrue(process.waitFor(ExecutableJar.PATIENCE_SECONDS, TimeUnit.SECONDS), "does not end");
        assertEquals(0, process.exitValue());
    }

    /** The one directory in there, once it has a library. */
    private static Path awaitLibrary(Path directory, Process process) throws Exception {
        for (int i = 0; i < ExecutableJar.PATIENCE_SECONDS * 20 && process.isAlive(); i++) {
            for (String name : namesIn(directory)) {
                Path own = directory.resolve(name);
                if (namesIn(own).stream().anyMatch(file -> file.endsWith(".so") || file.contains("lib"))) {
                    return own;
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no library was unpacked");
    }

    private static List<String> namesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
