package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has the name of a file and cannot be used as one: nothing is opened, and so nothing waits. */
@Tag("fault")
@Timeout(value = 300, threadMode = SEPARATE_THREAD)
class UnusableFileTest {

    /** Of a user that no machine has. */
    private static final int STRANGER = 47_110_815;

    private static AlidaSimulator simulator;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws IOException {
        simulator = AlidaSimulator.builder()
                .export(ExportGenerator.Spec.builder().members(20).variables(5).build())
                .looks(0, 0)
                .start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private static void makePipe(Path pipe) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "this machine has no named pipes");
        assertEquals(
                0,
                new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor());
    }

    private CommandLineRun download(int exitCode, String... options) {
        CommandLineRun run = new CommandLineRun(directory).against(simulator);
        Stream<String> arguments = Stream.concat(
                Stream.of(
                        "download",
                        simulator.batchId(),
                        "--file",
                        directory.resolve("export.json").toString()),
                Stream.of(options));
        assertEquals(exitCode, run.run(arguments.toArray(String[]::new)), run.err());
        return run;
    }

    private static void assertSays(CommandLineRun run, String... parts) {
        for (String part : parts) {
            assertTrue(run.err().contains(part), run.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"export.json.part", "export.json.part.state"})
    void downloadsNothingIntoAPipe(String name) throws Exception {
        makePipe(directory.resolve(name));

        assertSays(
                download(8),
                name + " is a named pipe",
                ", but Memberport needs a file of that name.",
                "Remove it or name another place, then run again.");
    }

    @Test
    void downloadsNothingThroughALink() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "untouched");
        Files.createSymbolicLink(directory.resolve("export.json.part"), victim);

        assertSays(download(8), "export.json.part is a symbolic link");

        assertEquals("untouched", Files.readString(victim));
    }

    @Test
    void replacesNoPipeByADownloadEvenByForce() throws Exception {
        makePipe(directory.resolve("export.json"));

        assertSays(
                download(2, "--force"),
                "is a named pipe",
                ", and a download can replace a file only. Name another file.");
    }

    /** The download would stay theirs. */
    @ParameterizedTest
    @ValueSource(strings = {"export.json.part", "export.json.part.state"})
    void downloadsNothingIntoAFileOfAnotherUser(String name) throws IOException {
        Path planted = Files.writeString(directory.resolve(name), "planted");
        giveToStranger(planted);

        assertSays(
                download(8),
                " belongs to another user, ",
                ", who could read what is added to it. Remove it or name another place, then run again.");

        assertEquals("planted", Files.readString(planted));
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(planted), left.toList());
        }
    }

    private static void giveToStranger(Path planted) throws IOException {
        assumeTrue(planted.getFileSystem().supportedFileAttributeViews().contains("unix"));
        try {
            Files.setAttribute(planted, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException notAllowed) {
            assumeTrue(false, "only a superuser may give files away");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".lock"})
    void exportsWithoutAMemoryThatIsAPipe(String ending) throws Exception {
        exportAgain();
        Path folder = directory.resolve(".state/memberport/in-flight");
        Path lock;
        try (Stream<Path> files = Files.list(folder)) {
            lock = files.findFirst().orElseThrow();
        }
        Path memory = lock.resolveSibling(String.valueOf(lock.getFileName()).replace(".lock", "") + ending);
        Files.deleteIfExists(memory);
        makePipe(memory);

        CommandLineRun run = exportAgain();

        assertSays(run, "The export cannot be remembered. ", memory + " is a named pipe");
        if (ending.isEmpty()) {
            CommandLineRun doctor = new CommandLineRun(directory).against(simulator);
            doctor.run("doctor", "--to", target());
            String shown = doctor.out().replaceAll("\\s+", " ");
            assertTrue(shown.contains("Runs cannot remember the exports that they start. "), shown);
        }
    }

    private String target() {
        return "csv:" + directory.resolve("members.csv");
    }

    private CommandLineRun exportAgain() {
        CommandLineRun run = new CommandLineRun(directory).against(simulator);
        assertEquals(0, run.run("export", "--to", target()), run.err());
        return run;
    }

    @ParameterizedTest
    @CsvSource({"load, export.pipe", "inspect, export.pipe", "inspect, /dev/null", "inspect, ."})
    void readsFilesOnly(String command, String file) throws Exception {
        makePipe(directory.resolve("export.pipe"));
        CommandLineRun run = new CommandLineRun(directory);
        Stream<String> target = command.equals("load") ? Stream.of("--to", target()) : Stream.of();

        int code = run.run(Stream.concat(Stream.of(command, file), target).toArray(String[]::new));

        assertEquals(2, code, run.err());
        assertSays(
                run,
                ", but an export must be a regular file, because it may have to be read twice.",
                "Write it to a file first, and name that file.");
    }

    @Test
    void keepsNoCopyInADirectoryThatIsAPipe() throws Exception {
        Path export = directory.resolve("export.json");
        download(0);
        makePipe(directory.resolve("spool"));
        CommandLineRun run = new CommandLineRun(directory).against(simulator);

        int code = run.run(
                "export",
                "--to",
                target(),
                "--option",
                "layout=wide",
                "--spool-directory",
                "spool",
                "--batch-id",
                simulator.batchId());

        assertEquals(8, code, run.err());
        assertSays(run, "A private copy of the export cannot be made in ", "Name a directory that exists");
        assertTrue(Files.exists(export));
    }

    /** Before the file is read: it is no export, and that would be the next thing to say. */
    @Test
    void readsNothingForATargetThatCannotBeWritten() throws IOException {
        Files.writeString(directory.resolve("export.json"), "no export");
        CommandLineRun run = new CommandLineRun(directory);

        int code = run.run("load", "export.json", "--to", "csv:" + directory.resolve("none/members.csv"));

        assertEquals(2, code, run.err());
        assertSays(run, "The directory of the target ", " does not exist. Create it, or name another one.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"export.csv", "link.csv"})
    void neverReplacesTheExportThatItLoads(String name) throws IOException {
        Path export = Files.writeString(directory.resolve("export.csv"), "no export");
        Files.createSymbolicLink(directory.resolve("link.csv"), export);
        CommandLineRun run = new CommandLineRun(directory);

        int code = run.run("load", "export.csv", "--to", "csv:" + directory.resolve(name));

        assertEquals(2, code, run.err());
        assertSays(run, " is the export file itself, which it would replace.", " Name another target.");
        assertEquals("no export", Files.readString(export));
    }
}
