package io.memberport.error;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The type of a file. Only regular files should be opened: opening a pipe waits for another process. */
public enum FileType {
    NONE("nothing"),
    REGULAR("a file"),
    DIRECTORY("a directory"),
    LINK("a symbolic link"),
    PIPE("a named pipe"),
    SOCKET("a socket"),
    DEVICE("a device");

    private static final int TYPE_BITS = 0170000;
    private static final int PIPE_BITS = 0010000;
    private static final int SOCKET_BITS = 0140000;

    private final String words;

    FileType(String words) {
        this.words = words;
    }

    /** To go after "is". */
    public String words() {
        return words;
    }

    /**
     * Looks at a name, and opens nothing.
     *
     * @param options whether a link is followed; it is unless {@link LinkOption#NOFOLLOW_LINKS} is given
     */
    public static FileType of(Path file, LinkOption... options) throws IOException {
        BasicFileAttributes present;
        try {
            present = Files.readAttributes(file, BasicFileAttributes.class, options);
        } catch (NoSuchFileException none) {
            return NONE;
        }
        if (present.isRegularFile()) {
            return REGULAR;
        }
        if (present.isDirectory()) {
            return DIRECTORY;
        }
        return present.isSymbolicLink() ? LINK : ofOther(file, options);
    }

    private static FileType ofOther(Path file, LinkOption... options) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return DEVICE;
        }
        return switch ((int) Files.getAttribute(file, "unix:mode", options) & TYPE_BITS) {
            case PIPE_BITS -> PIPE;
            case SOCKET_BITS -> SOCKET;
            default -> DEVICE;
        };
    }
}
