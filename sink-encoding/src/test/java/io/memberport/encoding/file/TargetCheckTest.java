package io.memberport.encoding.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has a name of the target and cannot be used: nothing is opened, and so nothing waits. */
@Tag("fault")
class TargetCheckTest {

    /** Of a user that no machine has. */
    private static final int STRANGER = 47_110_815;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameFile() throws IOException {
        file = directory.toRealPath().resolve("members.csv");
    }

    private static FileTarget<SmallManifest> target(Path file) {
        return new FileTarget<>(file, Disk.REAL, SmallManifest.class);
    }

    private static MemberportException failureOfOpen(FileTarget<SmallManifest> target) {
        return assertThrows(
                MemberportException.class,
                () -> target.open(replacement -> {
                    throw new AssertionError("opened");
                }));
    }

    /** A whole run. */
    private void replace() throws IOException {
        try (FileReplacement replacement = FileReplacement.start(TargetNames.of(file), Disk.REAL)) {
            replacement.file().append(ByteBuffer.wrap(new byte[] {'n', 'e', 'w'}));
            replacement.file().finish();
            replacement.commit(SmallManifest::of);
        }
        assertEquals("new", Files.readString(file));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(name -> String.valueOf(name.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /** The same from a look before the run and from the run itself. */
    private static MemberportException failure(FileTarget<SmallManifest> target) {
        MemberportException before = assertThrows(MemberportException.class, target::check);
        MemberportException opening = failureOfOpen(target);
        assertEquals(before.getMessage(), opening.getMessage());
        return opening;
    }

    private static void makePipe(Path pipe) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "this machine has no named pipes");
        assertEquals(
                0,
                new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor());
    }

    private static void assertSays(MemberportException failure, String... parts) {
        for (String part : parts) {
            assertTrue(String.valueOf(failure.getMessage()).contains(part), failure.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".members.csv.memberport.lock",
                "members.csv.manifest.json",
                ".members.csv.memberport.tmp",
                ".members.csv.memberport.manifest.tmp"
            })
    void refusesAPipeInPlaceOfAFileOfItsOwn(String name) throws Exception {
        makePipe(file.resolveSibling(name));

        MemberportException failure = failure(target(file));

        assertEquals(FailureKind.TARGET, failure.kind());
        assertSays(
                failure,
                file.resolveSibling(name) + " is a named pipe",
                ", but Memberport needs a file of that name for the target ",
                "Remove it or name another target, then run again.");
        assertTrue(target(file).shownManifest(SmallManifest.COMMUNITY).isEmpty());
        assertEquals(List.of(name), names(directory));
    }

    @ParameterizedTest
    @ValueSource(strings = {".members.csv.memberport.lock", "members.csv.manifest.json"})
    void refusesADirectoryAndALinkInPlaceOfAFileOfItsOwn(String name) throws IOException {
        Path taken = Files.createDirectory(file.resolveSibling(name));
        assertSays(failure(target(file)), taken + " is a directory");

        Files.delete(taken);
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "untouched");
        Files.createSymbolicLink(taken, elsewhere);

        assertSays(failure(target(file)), taken + " is a symbolic link");
        assertEquals("untouched", Files.readString(elsewhere));
    }

    @Test
    void refusesAPipeInPlaceOfTheTarget() throws Exception {
        makePipe(file);

        MemberportException failure = failure(target(file));

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertSays(
                failure,
                "is a named pipe",
                "it is replaced as a whole, so it must be a file or a name that is still free.",
                "Name another file.");
    }

    @Test
    void refusesANameThatLeavesNoRoomForTheNamesBesideIt() {
        MemberportException failure = failure(target(directory.resolve("m".repeat(240) + ".csv")));

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertSays(failure, " is too long: Memberport also needs the name ", "Name a target with a shorter name.");
    }

    /** As a container has it to which one file of the host has been given. */
    @Test
    void refusesAMountPointForItCannotBeReplaced() throws IOException {
        Files.writeString(file, "former");
        String table = "23 28 0:21 / /sys rw shared:7 - sysfs sysfs rw\n" + "645 28 254:1 /home/u/members.csv "
                + file.toString().replace(" ", "\\040") + " rw - ext4 /dev/vda1 rw\n";

        MemberportException failure = failure(target(FileOwner.ofProcess(), new MountTable(table)));

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertSays(
                failure,
                " is a mount point, which no other file can replace.",
                "Mount its directory instead of the file");
        assertEquals("former", Files.readString(file));
        assertEquals(List.of("members.csv"), names(directory));
    }

    @Test
    void knowsMountPointsWithBlanksInTheirNames() {
        MountTable table = new MountTable("645 28 254:1 / /data\\040of\\040us/m\\134x.csv rw - ext4 /dev/vda1 rw\n");

        assertTrue(table.contains(Path.of("/data of us/m\\x.csv")));
        assertFalse(table.contains(Path.of("/data of us")));
        assertTrue(MountTable.ofProcess().contains(Path.of("/proc")) || !Files.exists(Path.of("/proc/self/mountinfo")));
    }

    @Test
    void refusesAFileThatTheDirectoryLetsOnlyAnotherUserReplace() throws IOException {
        assumeTrue(FileOwner.isKnown(directory));
        Files.writeString(file, "former");
        Files.setAttribute(directory, "unix:mode", 01777);

        MemberportException failure = failure(target(STRANGER, new MountTable("")));

        assertEquals(FailureKind.TARGET, failure.kind());
        assertSays(failure, " belongs to another user, ", "Name a target in a directory of your own.");
        assertEquals("former", Files.readString(file));
    }

    /** As the one of a user is for all others. */
    @Test
    void saysWhoseLockItIsThatCannotBeOpened() throws IOException {
        Path lock = Files.createFile(TargetNames.of(file).lock());
        assumeTrue(FileOwner.isKnown(lock));
        Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(lock), "an administrator may open everything");

        MemberportException failure = failureOfOpen(target(file));

        assertEquals(FailureKind.TARGET_BUSY, failure.kind());
        assertSays(
                failure,
                "The lock file ",
                " belongs to another user, ",
                ", whose run is writing the target or was killed.",
                "Let it finish, or delete the lock file if there is no such run; then run again.");
    }

    private FileTarget<SmallManifest> target(int user, MountTable mounts) {
        Disk disk = new Disk() {
            @Override
            public FileChannel create(Path name) throws IOException {
                return Disk.REAL.create(name);
            }

            @Override
            public void rename(Path from, Path to) throws IOException {
                Disk.REAL.rename(from, to);
            }

            @Override
            public int user() {
                return user;
            }

            @Override
            public boolean isMountPoint(Path name) {
                return mounts.contains(name);
            }
        };
        return new FileTarget<>(file, disk, SmallManifest.class);
    }

    private static void giveToStranger(Path planted) throws IOException {
        assumeTrue(FileOwner.isKnown(planted) && FileOwner.ofProcess() == 0, "only a superuser may give files away");
        Files.setAttribute(planted, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
    }

    @Test
    void takesNoPermissionsFromAFileThatAnotherUserHasPlanted() throws IOException {
        Files.writeString(file, "planted");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        giveToStranger(file);
        Files.setAttribute(directory, "unix:mode", 01777);

        replace();

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(FileOwner.ofProcess(), FileOwner.of(file));
    }

    /** An administrator's run in a user's own directory, say. */
    @Test
    void leavesAFileToTheUserWhoseDirectoryItIsIn() throws IOException {
        Files.writeString(file, "former");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        giveToStranger(file);
        giveToStranger(directory);

        replace();

        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(STRANGER, FileOwner.of(file));
    }

    @Test
    void followsNoLinkThatAnotherUserHasPlanted() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim.csv"), "untouched");
        Files.createSymbolicLink(file, victim);
        giveToStranger(file);
        Files.setAttribute(directory, "unix:mode", 01777);

        MemberportException failure = failure(target(file));

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertSays(failure, " is a symbolic link of another user, ", "Name the file that you mean.");
        assertEquals("untouched", Files.readString(victim));
    }
}
