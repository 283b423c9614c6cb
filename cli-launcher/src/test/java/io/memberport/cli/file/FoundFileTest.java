package io.memberport.cli.file;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberport.cli.CommandLineRun;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that the program finds by itself, with real owners and permissions. */
class FoundFileTest {

    private static final String ADVICE = "If you trust it, name it with --config ./memberport.yaml";

    @TempDir
    Path temporary;

    private Path directory;
    private Path file;

    @BeforeEach
    void make() throws IOException {
        assumeTrue(
                temporary.getFileSystem().supportedFileAttributeViews().contains("posix"), "permissions are POSIX's");
        directory = Files.createDirectory(temporary.resolve("work"));
        file = Files.writeString(directory.resolve("memberport.yaml"), "output: json\n");
        permit(directory, "rwxr-xr-x");
        permit(file, "rw-r--r--");
    }

    @Test
    void usesAFileThatOnlyTheUserCanChange() {
        assertTrue(run("sinks").json().isObject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--rw-", "rw--w--w-"})
    void refusesAFileThatOtherUsersCanChange(String permissions) throws IOException {
        permit(file, permissions);

        assertRefused("can be changed by other users");
        assertTakenByName();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwxr-x-wx"})
    void refusesAFileInADirectoryThatOtherUsersCanWrite(String permissions) throws IOException {
        permit(directory, permissions);

        assertRefused("is in a directory that other users can write");
        assertTakenByName();
    }

    /** As /tmp is: others can put files there, but not replace this one. */
    @Test
    void usesAFileOfTheUserInADirectoryInWhichOthersCannotReplaceIt() throws IOException {
        Files.setAttribute(directory, "unix:mode", 01777);

        assertEquals(0, new CommandLineRun(directory).run("sinks"));
    }

    @Test
    void looksAtWhatALinkLeadsTo() throws IOException {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Path real = Files.move(file, elsewhere.resolve("real.yaml"));
        Files.createSymbolicLink(file, real);
        permit(elsewhere, "rwxr-xr-x");
        assertEquals(0, new CommandLineRun(directory).run("sinks"));

        permit(elsewhere, "rwxrwxrwx");

        assertRefused("is in a directory that other users can write");
    }

    @Test
    void refusesAFileOfAnotherUser() throws IOException {
        assumeTrue(
                !Set.of("root", "0").contains(Files.getOwner(file).getName()) || canGiveAway(),
                "the user is not the administrator, or can make files of others");
        FoundFile ofNobody = new FoundFile(Set.of());

        MemberportException refused = assertThrows(
                MemberportException.class,
                () -> ofNobody.check(file, "The settings file memberport.yaml", "--config ./memberport.yaml"));

        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        assertTrue(String.valueOf(refused.getMessage()).contains("belongs to another user"), refused.getMessage());
        FoundFile ofOwner = new FoundFile(Set.of(Files.getOwner(file)));
        assertDoesNotThrow(() -> ofOwner.orOfOwner(directory).check(file, "", ""));
    }

    private boolean canGiveAway() {
        try {
            Files.setAttribute(file, "unix:uid", 65_534);
            return true;
        } catch (IOException | UnsupportedOperationException denied) {
            return false;
        }
    }

    @Test
    void refusesAPipeInThePlaceOfTheFile() throws Exception {
        Files.delete(file);
        Process mkfifo = new ProcessBuilder("mkfifo", file.toString()).start();
        assumeTrue(mkfifo.waitFor() == 0, "the system makes pipes");

        assertRefused("is not a regular file");
    }

    @Test
    void refusesAPluginFolderThatOtherUsersCanWrite() throws IOException {
        Files.createDirectory(directory.resolve("lib"));
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        CommandLineRun empty = new CommandLineRun(directory).withHome(directory);
        permit(plugins, "rwxrwxrwx");
        assertEquals(0, empty.run("sinks"), "there is nothing in it that would be run");
        Files.writeString(plugins.resolve("acme.jar"), "");

        CommandLineRun run = new CommandLineRun(directory).withHome(directory);

        assertEquals(2, run.run("sinks"));
        assertTrue(run.err().contains("The plugin folder"), run.err());
        assertTrue(run.err().contains("can be changed by other users"), run.err());
        assertTrue(run.err().contains("name it with --plugins"), run.err());
    }

    private void assertRefused(String problem) {
        CommandLineRun run = new CommandLineRun(directory);
        assertEquals(2, run.run("sinks"));
        assertTrue(run.err().contains("The settings file memberport.yaml " + problem), run.err());
        assertTrue(run.err().contains(ADVICE), run.err());
    }

    private void assertTakenByName() {
        assertTrue(run("sinks", "--config", "./memberport.yaml").json().isObject());
    }

    private CommandLineRun run(String... arguments) {
        CommandLineRun run = new CommandLineRun(directory);
        assertEquals(0, run.run(arguments), run.err());
        return run;
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
