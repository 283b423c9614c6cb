package io.memberport.cli.file;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.Set;

/**
 * Says whether a file may be used that the program has found by itself: only if no other user can have put it there or
 * changed it. Settings name the folder of plugins, which run with all rights of the user, and the address that
 * secrets are sent to. A file that the user has named is the user's own decision.
 *
 * <p>Looked at are the file and its directory, and where the file is a link, both of the link and of what it leads to.
 * The administrator (root) may do anything in any case. Access control lists cannot be seen; file systems without POSIX
 * permissions are not looked at.
 */
public final class FoundFile {

    private static final Path SELF = Path.of("/proc/self");
    private static final Set<String> ADMINISTRATORS = Set.of("root", "0");
    /** The restricted deletion flag, with which no user can replace a file of another one in a directory. */
    private static final int STICKY = 01000;

    private final Set<UserPrincipal> trusted;

    /**
     * For a user.
     *
     * @param trusted whose files may be used beside the administrator's
     */
    FoundFile(Set<UserPrincipal> trusted) {
        this.trusted = Set.copyOf(trusted);
    }

    /** If it cannot be found out who that is, the administrator's files are left. */
    public static FoundFile ofThisUser() {
        try {
            return new FoundFile(Set.of(
                    Files.exists(SELF)
                            ? Files.getOwner(SELF)
                            : SELF.getFileSystem()
                                    .getUserPrincipalLookupService()
                                    .lookupPrincipalByName(System.getProperty("user.name"))));
        } catch (IOException | UnsupportedOperationException unknown) {
            return new FoundFile(Set.of());
        }
    }

    /** The same with files of the owner of a program, who can change what is run anyway. */
    public FoundFile orOfOwner(Path program) {
        try {
            Set<UserPrincipal> more = new HashSet<>(trusted);
            more.add(Files.getOwner(program));
            return new FoundFile(more);
        } catch (IOException | UnsupportedOperationException unknown) {
            return this;
        }
    }

    /**
     * Refuses a file that another user may have put there or changed, and one that is no regular file.
     *
     * @param subject what to call the file at the beginning of a message
     * @param byName how the user allows the file by naming it
     */
    public void check(Path file, String subject, String byName) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try {
            if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
                throw refused(subject, "is not a regular file", byName);
            }
            checkOne(file, subject, byName);
            if (Files.exists(file)) {
                checkOne(file.toRealPath(), subject, byName);
            }
        } catch (IOException unreadable) {
            throw refused(subject, "cannot be checked", byName);
        }
    }

    private void checkOne(Path file, String subject, String byName) throws IOException {
        PosixFileAttributes own = attributes(file);
        if (!isTrusted(own.owner())) {
            throw refused(subject, "belongs to another user", byName);
        }
        if (!own.isSymbolicLink() && isOpenToOthers(own)) {
            throw refused(subject, "can be changed by other users", byName);
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            return;
        }
        Path real = directory.toRealPath();
        PosixFileAttributes around = attributes(real);
        if (!isTrusted(around.owner())) {
            throw refused(subject, "is in a directory of another user", byName);
        }
        if (isOpenToOthers(around) && !isSticky(real)) {
            throw refused(subject, "is in a directory that other users can write", byName);
        }
    }

    private boolean isTrusted(UserPrincipal owner) {
        return trusted.contains(owner) || ADMINISTRATORS.contains(owner.getName());
    }

    private static boolean isOpenToOthers(PosixFileAttributes attributes) {
        Set<PosixFilePermission> permissions = attributes.permissions();
        return permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || (permissions.contains(PosixFilePermission.GROUP_WRITE) && !isGroupOfOwnerAlone(attributes));
    }

    /** A group that is called like the owner has no other members: many systems give each user such a group. */
    public static boolean isGroupOfOwnerAlone(PosixFileAttributes attributes) {
        return attributes.group().getName().equals(attributes.owner().getName());
    }

    private static boolean isSticky(Path directory) throws IOException {
        return ((int) Files.getAttribute(directory, "unix:mode") & STICKY) != 0;
    }

    private static PosixFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static MemberportException refused(String subject, String problem, String byName) {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                subject + " " + problem + ", so it is not used by default. If you trust it, name it with " + byName
                        + "; otherwise change its owner or permissions, or run elsewhere.");
    }
}
