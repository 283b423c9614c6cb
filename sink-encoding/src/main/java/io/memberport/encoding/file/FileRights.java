package io.memberport.encoding.file;

import io.memberport.port.file.AccessList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may do what with a file, on file systems that know owners, groups and others. */
final class FileRights {

    private static final Set<PosixFilePermission> OF_GROUP =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_EXECUTE);

    private static final Logger LOG = LoggerFactory.getLogger(FileRights.class);

    private FileRights() {}

    /**
     * Gives a file the rights of the one it replaces: permissions, and owner and group as far as this user may set them.
     * If the group cannot be the same, no group gets a right, since it would be another one that gets it. A file that
     * replaces none keeps its own, and so does one that replaces what another user may have planted: otherwise that user
     * would say who reads it.
     */
    static void inherit(Path former, Path successor) throws IOException {
        AccessList.inherit(former, successor);
        PosixFileAttributeView from =
                Files.getFileAttributeView(former, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributeView to =
                Files.getFileAttributeView(successor, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (from == null || to == null) {
            return;
        }
        PosixFileAttributes rights;
        try {
            rights = from.readAttributes();
        } catch (NoSuchFileException none) {
            return;
        }
        if (FileOwner.isKnown(former) && FileOwner.isStrangers(former, FileOwner.of(successor))) {
            LOG.warn(
                    "{} belonged to another user, {}, in a directory that others may write. Its permissions are not kept: the"
                            + " new file can be read by this user alone.",
                    former,
                    rights.owner().getName());
            return;
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(rights.permissions());
        if (!takesGroup(to, rights.group())) {
            permissions.removeAll(OF_GROUP);
        }
        // Before the owner changes, for after that it may not be allowed any more.
        Files.setPosixFilePermissions(successor, permissions);
        takeOwner(to, rights.owner());
    }

    private static boolean takesGroup(PosixFileAttributeView file, GroupPrincipal group) throws IOException {
        if (file.readAttributes().group().equals(group)) {
            return true;
        }
        try {
            file.setGroup(group);
            return true;
        } catch (IOException notAllowed) {
            return false;
        }
    }

    private static void takeOwner(PosixFileAttributeView file, UserPrincipal owner) throws IOException {
        if (!file.getOwner().equals(owner)) {
            try {
                file.setOwner(owner);
            } catch (IOException notAllowed) {
                // Only a superuser may give files away; this user has the data anyway.
            }
        }
    }
}
