package io.memberport.sink.csv;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Opens files that only this user may read, where the file system knows such a thing. Never follows a link. */
final class PrivateFile {

    private static final Set<PosixFilePermission> OF_OWNER = PosixFilePermissions.fromString("rw-------");

    private PrivateFile() {}

    /** Deletes what has the name, whatever it is, and makes a new file. */
    static FileChannel create(Path file) throws IOException {
        Files.deleteIfExists(file);
        return open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /** Opens the file that has the name, unchanged, or makes a new one. */
    static FileChannel openOrCreate(Path file) throws IOException {
        // To be read, too: a pipe that has taken the name just now is then opened without waiting for another process.
        return open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS));
    }

    private static FileChannel open(Path file, Set<OpenOption> options) throws IOException {
        boolean isNew = Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
        FileChannel channel = FileChannel.open(file, options, attributes(file));
        try {
            if (isNew) {
                giveToOwner(file);
            }
        } catch (NoSuchFileException deleted) {
            // The holder of a lock deletes its file; the one who looks whether it is still there will see.
            return channel;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
        return channel;
    }

    /** A umask can take from the owner what the file was made with, and it has to be opened again. */
    private static void giveToOwner(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null && !view.readAttributes().permissions().containsAll(OF_OWNER)) {
            // With the view, which does not follow links, this would open the file, which may not be opened.
            Files.setPosixFilePermissions(file, OF_OWNER);
        }
    }

    private static FileAttribute<?>[] attributes(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OF_OWNER)}
                : new FileAttribute<?>[0];
    }
}
