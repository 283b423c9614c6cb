package io.memberport.encoding.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Who a file belongs to, and whether another user may have planted it. Users are numbers, as on Unix; on other systems no
 * file counts as another user's.
 */
public final class FileOwner {

    /** The number of a user that cannot be found out. */
    public static final int UNKNOWN = -1;

    private static final int ROOT = 0;
    private static final int OTHERS_MAY_WRITE = 0022;
    private static final int STICKY = 01000;
    private static final Path THIS_PROCESS = Path.of("/proc/self");

    private FileOwner() {}

    /** The user of this process. */
    static int ofProcess() {
        try {
            return isKnown(THIS_PROCESS) && Files.exists(THIS_PROCESS)
                    ? (int) Files.getAttribute(THIS_PROCESS, "unix:uid")
                    : UNKNOWN;
        } catch (IOException | UnsupportedOperationException notToldHere) {
            return UNKNOWN;
        }
    }

    /** Whether this operating system tells. */
    static boolean isKnown(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    static int mode(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    static int of(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    /** The owner, for a message. */
    static String name(Path file) throws IOException {
        return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
    }

    /**
     * Whether a file may have been put there by another user, whom this one need not trust: it belongs to neither this user,
     * the owner of the directory nor the superuser, and the directory can be written by others than its owner.
     */
    public static boolean isStrangers(Path file, int user) throws IOException {
        if (user == UNKNOWN || !isKnown(file)) {
            return false;
        }
        Path directory = directoryOf(file);
        int owner = of(file);
        return owner != user && owner != ROOT && owner != of(directory) && (mode(directory) & OTHERS_MAY_WRITE) != 0;
    }

    /** Whether a directory keeps the user from replacing a file that is there, because it belongs to another one. */
    static boolean isProtected(Path file, int user) throws IOException {
        if (user == UNKNOWN || user == ROOT || !isKnown(file)) {
            return false;
        }
        Path directory = directoryOf(file);
        return (mode(directory) & STICKY) != 0 && of(file) != user && of(directory) != user;
    }

    private static Path directoryOf(Path file) throws IOException {
        return file.toAbsolutePath().resolveSibling("").toRealPath();
    }
}
