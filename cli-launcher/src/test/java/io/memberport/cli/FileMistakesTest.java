package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.memberport.cli.file.TextFile;
import io.memberport.cli.result.Failure;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.file.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what they are taken for, and places where none can be made. */
@Timeout(value = 300, threadMode = SEPARATE_THREAD)
class FileMistakesTest {

    @TempDir
    Path directory;

    private CommandLineRun run;

    @BeforeEach
    void prepare() {
        run = new CommandLineRun(directory);
    }

    private String refused(int exitCode, String... arguments) {
        assertEquals(exitCode, run.run(arguments), run.err());
        return run.err();
    }

    private String generate(String file) {
        assertEquals(8, run.run("simulate", "--members", "20", "--generate", file), run.err());
        return run.err();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void makePipe(String name) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "this machine has no named pipes");
        String pipe = directory.resolve(name).toString();
        assertEquals(0, new ProcessBuilder("/usr/bin/mkfifo", pipe).start().waitFor());
    }

    @Test
    void generatesNothingInThePlaceOfWhatIsNoFile() throws Exception {
        Files.createDirectory(directory.resolve("folder"));
        makePipe("pipe");

        String ofFolder = generate("folder");
        String ofPipe = generate("pipe");
        String ofStream = generate("-");

        assertTrue(ofFolder.contains(" is a directory; only a regular file can be replaced."), ofFolder);
        assertTrue(ofFolder.contains("Name one, export.json for example."), ofFolder);
        assertTrue(ofPipe.contains(" is a named pipe;"), ofPipe);
        assertTrue(ofStream.contains(" is no name for a file here;"), ofStream);
        assertEquals(List.of("folder", "pipe"), names());
    }

    @Test
    void namesTheDirectoryThatAGeneratedFileHasNot() throws IOException {
        String said = generate("none/export.json");

        assertTrue(said.contains("Cannot write "), said);
        assertTrue(said.contains(": there is no "), said);
        assertEquals(List.of(), names());
    }

    @Test
    void replacesAGeneratedFileAsAWholeAndForItsOwnerAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("export.json"), "former");
        Path link = Files.createSymbolicLink(directory.resolve("link.json"), file);

        assertEquals(0, run.run("simulate", "--members", "20", "--generate", link.toString()), run.err());

        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.readString(file).startsWith("{"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(List.of("export.json", "link.json"), names());
    }

    @Test
    void leavesTheFormerFileIfAWriteFails() throws IOException {
        Path file = Files.writeString(directory.resolve("export.json"), "former");

        assertThrows(
                IOException.class,
                () -> PrivateFile.replace(file, out -> {
                    out.write(1);
                    throw new IOException("No space left on device");
                }));

        assertEquals("former", Files.readString(file));
        assertEquals(List.of("export.json"), names());
    }

    @Test
    void saysWhyAFileCouldNotBeWritten() {
        String full = PrivateFile.unwritable(Path.of("x.json"), new IOException("No space left on device"))
                .toString();

        assertTrue(full.contains("Cannot write x.json: x.json: No space left on device. No file was replaced;"), full);
        assertTrue(full.contains("check whether the disk is full or over its quota, then run again."), full);
    }

    @Test
    void endsIfNoProcessWritesIntoThePipeOfASecret() throws Exception {
        makePipe("secret");

        MemberportException silent = assertThrows(
                MemberportException.class,
                () -> TextFile.read(directory.resolve("secret"), "The file", Duration.ofMillis(10)));

        assertEquals(FailureKind.CONFIGURATION, silent.kind());
        String said = silent.toString();
        assertTrue(
                said.contains("is a pipe or a device, and no process has written to it and closed it within "), said);
        assertTrue(said.contains("Make sure that a process does, or name a regular file."), said);
    }

    @Test
    void readsASecretFromAPipe() throws Exception {
        makePipe("secret");
        Path pipe = directory.resolve("secret");
        Process writer = new ProcessBuilder("/bin/sh", "-c", "printf sesame > \"$0\"", pipe.toString()).start();
        try {
            assertEquals("sesame", TextFile.read(pipe, "The file"));
        } finally {
            writer.destroy();
        }
    }

    @Test
    void neverReadsAnEndlessDeviceToItsEnd() {
        assumeTrue(Files.isReadable(Path.of("/dev/zero")));

        MemberportException endless =
                assertThrows(MemberportException.class, () -> TextFile.read(Path.of("/dev/zero"), "The file"));

        assertTrue(endless.toString().contains("is longer than 1 MiB."), endless.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.csv.manifest.json", ".x.csv.memberport.lock", ".x.csv.memberport.tmp"})
    void neverLoadsAFileThatTheTargetReplaces(String name) throws IOException {
        Path export = Files.writeString(directory.resolve(name), "{\"members\":[]}");

        String said = refused(2, "load", name, "--to", "csv:" + directory.resolve("x.csv"));

        assertTrue(said.contains(" has the name of a file that belongs to the target "), said);
        assertTrue(said.contains("Name another target, or rename the export."), said);
        assertEquals("{\"members\":[]}", Files.readString(export));
    }

    @Test
    void saysThatANameIsEmpty() {
        String said = refused(2, "load", "", "--to", "csv:" + directory.resolve("x.csv"));

        assertTrue(said.contains("FILE is empty. Give the path of a file."), said);
    }

    @Test
    void saysThatOptionsEndAtTwoDashes() {
        String said = refused(2, "load", "--", "export.json", "--to", "csv:x.csv");

        assertTrue(said.contains("stands after --, which ends the options. Put it before."), said);
    }

    @Test
    void takesATabFromTheSettingsFile() throws IOException {
        Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");
        Files.writeString(directory.resolve("memberport.yaml"), "option:\n  csv.delimiter: \"\\t\"\n");
        Path file = directory.resolve("x.csv");

        assertEquals(0, run.run("load", "export.json", "--to", "csv:" + file), run.err());

        assertTrue(Files.readString(file).startsWith("member_id\tvariable_id"));
    }

    @Test
    void distinguishesALackOfOpenFilesAndMemoryFromMistakes() {
        Throwable files =
                new NoClassDefFoundError("io/memberport/Any").initCause(new IOException("Too many open files"));
        Throwable memory = new ExceptionInInitializerError(new OutOfMemoryError());

        String ofFiles = Failure.of(files).message();
        String ofMemory = Failure.of(memory).message();

        assertTrue(ofFiles.contains("This process has reached its limit of open files"), ofFiles);
        assertTrue(ofFiles.contains("Raise the limit, with ulimit -n 1024 for"), ofFiles);
        assertTrue(ofMemory.contains("Out of memory."), ofMemory);
        assertEquals(1, Failure.of(files).exitCode());
    }
}
