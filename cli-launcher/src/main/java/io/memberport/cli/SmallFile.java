package io.memberport.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/**
 * A few properties in a file for this user alone. Whoever reads it sees all that was last written or all that was written
 * before, even if the process that writes it is killed. Written by one process at a time, which is the caller's to see to.
 */
final class SmallFile {

    private SmallFile() {}

    /** Empty if there is no such file, or it is none of properties. */
    static Optional<Properties> read(Path path) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            properties.load(reader);
            return Optional.of(properties);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /**
     * Writes it, in place of a former one perhaps.
     *
     * @param comment its first line
     */
    static void write(Path path, Properties properties, String comment) throws IOException {
        Path beside = path.resolveSibling(path.getFileName() + ".tmp");
        Files.deleteIfExists(beside);
        Files.createFile(beside, forOwner(path, "rw-------"));
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE);
                BufferedWriter writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
            properties.store(writer, comment);
            channel.force(true);
        }
        Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes a directory for this user alone, with all that it is in. One that is there is left as it is. */
    static void makeDirectory(Path path) throws IOException {
        Files.createDirectories(path, forOwner(path, "rwx------"));
    }

    private static FileAttribute<?>[] forOwner(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
