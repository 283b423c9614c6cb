package io.memberport.sink.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What has a name in a directory. Only regular files are opened: opening a pipe waits for another process. */
enum FileType {
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
    String words() {
        return words;
    }

    /** Follows no link and opens nothing. */
    static FileType of(Path file) throws IOException {
        BasicFileAttributes present;
        try {
            present = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException none) {
            return NONE;
        }
        if (present.isRegularFile()) {
            return REGULAR;
        }
        if (present.isDirectory()) {
            return DIRECTORY;
        }
        return present.isSymbolicLink() ? LINK : ofOther(file);
    }

    private static FileType ofOther(Path file) throws IOException {
        if (!FileOwner.isKnown(file)) {
            return DEVICE;
        }
        return switch (FileOwner.mode(file) & TYPE_BITS) {
            case PIPE_BITS -> PIPE;
            case SOCKET_BITS -> SOCKET;
            default -> DEVICE;
        };
    }
}
