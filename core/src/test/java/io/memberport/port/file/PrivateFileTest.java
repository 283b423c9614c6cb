package io.memberport.port.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a file system as Windows has it: with backslashes and lists, and without POSIX permissions and file keys. */
class PrivateFileTest {

    private FileSystem windows;
    private Path folder;

    @BeforeEach
    void makeFileSystem() throws Exception {
        windows = Jimfs.newFileSystem(Configuration.windows().toBuilder()
                .setAttributeViews("basic", "owner", "dos", "acl", "user")
                .build());
        folder = Files.createDirectory(windows.getPath("C:\\panel"));
    }

    @AfterEach
    void closeFileSystem() throws Exception {
        windows.close();
    }

    private static AclFileAttributeView list(Path file) {
        return Files.getFileAttributeView(file, AclFileAttributeView.class);
    }

    private static AclEntry everything(UserPrincipal who, AclEntryFlag... flags) {
        return AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(who)
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .setFlags(flags)
                .build();
    }

    @Test
    void isItsOwnersAloneWhenItIsNew() throws Exception {
        Path file = folder.resolve("members.csv.tmp");
        try (FileChannel channel = PrivateFile.create(file)) {
            assertEquals(List.of(everything(list(file).getOwner())), list(file).getAcl());
            channel.write(ByteBuffer.wrap(new byte[] {1}));
        }
    }

    @Test
    void keepsTheListOfAFileThatIsThere() throws Exception {
        Path file = Files.createFile(folder.resolve("members.csv.lock"));
        List<AclEntry> given = List.of(everything(principal("colleague")));
        list(file).setAcl(given);

        PrivateFile.openOrCreate(file).close();

        assertEquals(given, list(file).getAcl());
    }

    @Test
    void isReplacedInOneStepByOneOfItsOwnersAlone() throws Exception {
        Path file = folder.resolve("export.properties");
        PrivateFile.replace(file, "first");
        PrivateFile.replace(file, "second");

        assertEquals("second", PrivateFile.read(file));
        assertEquals(List.of(everything(list(file).getOwner())), list(file).getAcl());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void isInADirectoryWhoseFilesAreItsOwnersAlone() throws Exception {
        Path state = folder.resolve("state");
        Path directory = state.resolve("memberport");

        PrivateFile.makeDirectory(directory);

        AclEntry entry =
                everything(list(directory).getOwner(), AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT);
        assertEquals(List.of(entry), list(directory).getAcl());
        assertEquals(List.of(entry), list(state).getAcl());
    }

    @Test
    void handsItsListOnToItsSuccessor() throws Exception {
        Path former = Files.createFile(folder.resolve("members.csv"));
        List<AclEntry> given = List.of(everything(list(former).getOwner()), everything(principal("analysts")));
        list(former).setAcl(given);
        Path successor = folder.resolve("members.csv.tmp");
        PrivateFile.create(successor).close();

        AccessList.inherit(former, successor);

        assertEquals(given, list(successor).getAcl());
    }

    @Test
    void doesNotLetAnotherUserSayWhoReadsItsSuccessor() throws Exception {
        Path planted = Files.createFile(folder.resolve("members.csv"));
        list(planted).setAcl(List.of(everything(principal("stranger"))));
        Files.setOwner(planted, principal("stranger"));
        Path successor = folder.resolve("members.csv.tmp");
        PrivateFile.create(successor).close();

        AccessList.inherit(planted, successor);

        assertEquals(
                List.of(everything(list(successor).getOwner())), list(successor).getAcl());
    }

    /** A stick, or a share of another system. */
    @Test
    void isMadeWhereThereAreNoListsToo() throws Exception {
        try (FileSystem plain = Jimfs.newFileSystem(Configuration.windows())) {
            Path file = plain.getPath("C:\\members.csv");

            PrivateFile.create(file).close();

            assertTrue(Files.exists(file));
            assertEquals(Set.of("basic"), plain.supportedFileAttributeViews());
        }
    }

    private UserPrincipal principal(String name) throws Exception {
        return windows.getUserPrincipalLookupService().lookupPrincipalByName(name);
    }
}
