package io.memberport.cli.file;

import io.memberport.cli.terminal.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * Files that only this user may read, where the file system knows such a thing. Links are never followed, and what is no
 * regular file or belongs to another user is not used.
 */
public final class PrivateFile {

    /**
     * What is to be in a file.
     *
     * @param <T> what its writer tells of it
     */
    @FunctionalInterface
    public interface Content<T> {
        T writeTo(OutputStream out) throws IOException;
    }

    private PrivateFile() {}

    /**
     * Opens the file that has the name, with the rights that it has, or makes a new one; to be read and written.
     *
     * @throws UnusableFileException if something else has the name, or a file of another user
     */
    public static FileChannel openOrCreate(Path file) throws IOException {
        requireOwn(file);
        // To be read, too: a pipe that has taken the name just now is then opened without waiting for another process.
        FileChannel channel = open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            // Another user may have taken the name between the look and the opening.
            requireOwn(file);
            return channel;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /**
     * Reads a file to its end.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws UnusableFileException if something else has the name
     */
    static String read(Path file) throws IOException {
        requireRegular(file);
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
        }
    }

    /** Makes sure that a name is free or has a regular file of this user. */
    public static void requireOwn(Path file) throws IOException {
        if (requireRegular(file) == FileType.NONE) {
            return;
        }
        UserPrincipal owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
        if (!owner.equals(userIn(file))) {
            throw new UnusableFileException(Printable.text(file.toString()) + " belongs to another user, "
                    + Printable.text(owner.getName())
                    + ", who could read what is added to it. Remove it or name another place, then run again.");
        }
    }

    private static FileType requireRegular(Path file) throws IOException {
        FileType type = FileType.of(file, LinkOption.NOFOLLOW_LINKS);
        if (type != FileType.NONE && type != FileType.REGULAR) {
            throw new UnusableFileException(Printable.text(file.toString()) + " is " + type.words()
                    + ", and Memberport keeps a file of that name. Remove it or name another place, then run again.");
        }
        return type;
    }

    /** Whom a new file there belongs to. Only the file system knows: a network can have other users than this machine. */
    private static UserPrincipal userIn(Path file) throws IOException {
        Path probe = Files.createTempFile(file.toAbsolutePath().getParent(), ".memberport", ".tmp");
        try {
            return Files.getOwner(probe, LinkOption.NOFOLLOW_LINKS);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /** Puts a text in the place of what has the name. */
    public static void replace(Path file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int unused = replace(file, out -> {
            out.write(bytes);
            return bytes.length;
        });
    }

    /**
     * Puts a content in the place of what has the name: a process that is killed meanwhile leaves the former one or this one,
     * and a failure leaves the former one and nothing beside it.
     *
     * @throws UnusableFileException if something else than a regular file has the name
     */
    public static <T> T replace(Path file, Content<T> content) throws IOException {
        requireRegular(file);
        Path successor = successorOf(file);
        Files.deleteIfExists(successor);
        try {
            T told;
            try (FileChannel channel = open(successor, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                told = content.writeTo(out);
                channel.force(true);
            }
            Files.move(successor, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return told;
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(successor);
            throw failed;
        }
    }

    /** Deletes what has the name, if something has, and what a killed process has not yet put in its place. */
    public static void delete(Path file) throws IOException {
        Files.deleteIfExists(successorOf(file));
        Files.deleteIfExists(file);
    }

    private static Path successorOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    /** Makes a directory that only this user may look into, and all that it is in. One that is there is left as it is. */
    public static void makeDirectory(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent != null && !Files.exists(parent)) {
            makeDirectory(parent);
        }
        if (!Files.exists(directory)) {
            Files.createDirectories(directory, forOwner(directory, "rwx------"));
            giveToOwner(directory, "rwx------");
        }
    }

    /** A umask can take from the owner what something was made with, and it has to be opened again. */
    private static void giveToOwner(Path file, String permissions) throws IOException {
        Set<PosixFilePermission> wanted = PosixFilePermissions.fromString(permissions);
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null && !view.readAttributes().permissions().containsAll(wanted)) {
            // With the view, which does not follow links, this would open the file, which may not be opened.
            Files.setPosixFilePermissions(file, wanted);
        }
    }

    /** Opens a file, and makes one that is made for this user alone. */
    static FileChannel open(Path file, OpenOption... options) throws IOException {
        boolean isNew = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        FileChannel channel = FileChannel.open(file, Set.of(options), forOwner(file, "rw-------"));
        try {
            if (isNew) {
                giveToOwner(file, "rw-------");
            }
            return channel;
        } catch (NoSuchFileException renamed) {
            // By another process that has the file, which is told apart later.
            return channel;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static FileAttribute<?>[] forOwner(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
