package io.memberport.port.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may use a file, on systems that keep a list for each file instead of POSIX permissions: on Windows. A new file there may be used by
 * all that the directory names. On other systems, and on volumes without such lists, nothing here does anything.
 */
public final class AccessList {

    private AccessList() {}

    /** Leaves its owner as the only user who may use a file, or a directory and what will be made in it. */
    public static void giveToOwner(Path file) throws IOException {
        AclFileAttributeView list = of(file);
        if (list != null) {
            AclEntry.Builder entry = AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(list.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class));
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                entry.setFlags(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT);
            }
            list.setAcl(List.of(entry.build()));
        }
    }

    /**
     * Gives a file the list of the one it replaces. Nothing changes if that belongs to another user, who would otherwise say who reads
     * the new one.
     */
    public static void inherit(Path former, Path successor) throws IOException {
        if (Files.exists(former, LinkOption.NOFOLLOW_LINKS)) {
            AclFileAttributeView from = of(former);
            AclFileAttributeView to = of(successor);
            if (from != null && to != null && from.getOwner().equals(to.getOwner())) {
                to.setAcl(from.getAcl());
            }
        }
    }

    private static @Nullable AclFileAttributeView of(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("acl")
                        && Files.getFileStore(file).supportsFileAttributeView(AclFileAttributeView.class)
                ? Files.getFileAttributeView(file, AclFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                : null;
    }
}
