package io.memberport.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only this user may read, where the file system knows such a thing. Links are never followed. */
final class PrivateFile {

    private PrivateFile() {}

    /** Opens the file that has the name, with the rights that it has, or makes a new one; to be read and written. */
    static FileChannel openOrCreate(Path file) throws IOException {
        return open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
    }

    /** Puts a text in the place of what has the name: whoever is killed meanwhile leaves the former one or this one. */
    static void replace(Path file, String text) throws IOException {
        Path successor = successorOf(file);
        Files.deleteIfExists(successor);
        try (FileChannel channel = open(successor, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(successor, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes what has the name, if something has, and what a killed process has not yet put in its place. */
    static void delete(Path file) throws IOException {
        Files.deleteIfExists(successorOf(file));
        Files.deleteIfExists(file);
    }

    private static Path successorOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    /** Makes a directory that only this user may look into, and all that it is in. One that is there is left as it is. */
    static void makeDirectory(Path directory) throws IOException {
        Files.createDirectories(directory, forOwner(directory, "rwx------"));
    }

    private static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), forOwner(file, "rw-------"));
    }

    private static FileAttribute<?>[] forOwner(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
