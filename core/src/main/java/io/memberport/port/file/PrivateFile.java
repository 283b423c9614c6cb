package io.memberport.port.file;

import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.FileType;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
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
import java.util.HashSet;
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

    /** Deletes what has the name, whatever it is, and makes a new file, to be written. */
    public static FileChannel create(Path file) throws IOException {
        Files.deleteIfExists(file);
        return open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Opens the file that has the name, unchanged and whatever user owns it, or makes a new one; to be read and written. */
    public static FileChannel openOrCreate(Path file) throws IOException {
        // To be read, too: a pipe that has taken the name just now is then opened without waiting for another process.
        return open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /**
     * Opens a file of this user that has the name, with the rights that it has, or makes a new one; to be read and written.
     *
     * @throws UnusableFileException if something else has the name, or a file of another user
     */
    public static FileChannel openOrCreateOwn(Path file) throws IOException {
        requireOwn(file);
        FileChannel channel = openOrCreate(file);
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
    public static String read(Path file) throws IOException {
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
            throw new UnusableFileException(file + " belongs to another user, "
                    + owner.getName()
                    + ", who could read what is added to it. Remove it or name another place, then run again.");
        }
    }

    private static FileType requireRegular(Path file) throws IOException {
        FileType type = FileType.of(file, LinkOption.NOFOLLOW_LINKS);
        if (type != FileType.NONE && type != FileType.REGULAR) {
            throw new UnusableFileException(file + " is " + type.words()
                    + ", but Memberport needs a file of that name. Remove it or name another place, then run again.");
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
        try {
            T told;
            try (FileChannel channel = create(successor);
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

    /** A umask can take from the owner what something was made with, and it has to be opened again; a list can give it to others. */
    private static void giveToOwner(Path file, String permissions) throws IOException {
        Set<PosixFilePermission> wanted = PosixFilePermissions.fromString(permissions);
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null && !view.readAttributes().permissions().containsAll(wanted)) {
            // With the view, which does not follow links, this would open the file, which may not be opened.
            Files.setPosixFilePermissions(file, wanted);
        }
        AccessList.giveToOwner(file);
    }

    private static FileChannel open(Path file, StandardOpenOption... options) throws IOException {
        boolean isNew = Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
        Set<OpenOption> allOptions = new HashSet<>(Set.of(options));
        allOptions.add(LinkOption.NOFOLLOW_LINKS);
        FileChannel channel = FileChannel.open(file, allOptions, forOwner(file, "rw-------"));
        try {
            if (isNew) {
                giveToOwner(file, "rw-------");
            }
            return channel;
        } catch (NoSuchFileException gone) {
            // Another process that has the file has renamed or deleted it; the caller looks whether it is still there.
            return channel;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** What is said if a file cannot be written. The former one, if there was one, is still there. */
    public static MemberportException unwritable(Path file, IOException failure) {
        if (failure instanceof UnusableFileException) {
            return new MemberportException(FailureKind.TARGET, String.valueOf(failure.getMessage()), failure);
        }
        if (failure instanceof ClosedByInterruptException) {
            return new MemberportException(FailureKind.INTERRUPTED, "Interrupted while writing " + file + ".", failure);
        }
        return new MemberportException(
                FailureKind.TARGET,
                "Cannot write " + file + ": " + FileFailure.reason(failure, file) + ". No file was replaced; "
                        + FileFailure.advice(failure) + ", then run again.",
                failure);
    }

    private static FileAttribute<?>[] forOwner(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
