package io.memberport.sink.jdbc.database;

import io.memberport.port.file.AccessList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;

/** The files that embedded databases live in. They hold personal data, so only this user may read those made here. */
final class DatabaseFiles {

    private static final String FILE_OWNER_ONLY = "rw-------";
    private static final String DIRECTORY_OWNER_ONLY = "rwx------";

    /** What makes a database where it is told to. */
    @FunctionalInterface
    interface Creation {

        void in(Path file) throws SQLException;
    }

    private DatabaseFiles() {}

    /** Makes an empty file; if it cannot be made, the driver says why, in its own words. */
    static void createPrivate(Path file) {
        try {
            Files.createFile(file, owned(file, FILE_OWNER_ONLY));
            AccessList.giveToOwner(file);
        } catch (IOException notCreated) {
            // See above.
        }
    }

    /** Makes a directory, if it is not there. */
    static void createPrivateDirectory(Path directory) {
        try {
            Files.createDirectory(directory, owned(directory, DIRECTORY_OWNER_ONLY));
            AccessList.giveToOwner(directory);
        } catch (IOException thereOrNotPossible) {
            // The database makes it as it likes, or says why it cannot.
        }
    }

    /** Has a database made in a directory that only this user may look into, and moves it from there when it is private. */
    static void createInPrivate(Path file, Creation creation) throws SQLException {
        Path directory = null;
        try {
            // Relative like the file: the path of the working directory can have what begins parameters in a URL.
            Path parent = file.getParent();
            directory = Files.createTempDirectory(
                    parent == null ? Path.of("") : parent, ".memberport-", owned(file, DIRECTORY_OWNER_ONLY));
            AccessList.giveToOwner(directory);
            Path made = directory.resolve(file.getFileName());
            creation.in(made);
            setOwnerOnly(made);
            Files.move(made, file);
        } catch (IOException notCreated) {
            // The driver says why, when it makes the file itself; another process may have made it meanwhile.
        } finally {
            if (directory != null) {
                deleteIfEmpty(directory.resolve(file.getFileName()));
                deleteIfEmpty(directory);
            }
        }
    }

    /** Deletes a file, or a directory unless something is in it. */
    static void deleteIfEmpty(Path place) {
        try {
            Files.deleteIfExists(place);
        } catch (IOException stays) {
            // It is in use, or was left by a process that was killed: the database clears it away.
        }
    }

    private static void setOwnerOnly(Path file) throws IOException {
        if (knowsUsers(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(FILE_OWNER_ONLY));
        }
        AccessList.giveToOwner(file);
    }

    private static FileAttribute<?>[] owned(Path place, String permissions) {
        return knowsUsers(place)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean knowsUsers(Path place) {
        return place.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
