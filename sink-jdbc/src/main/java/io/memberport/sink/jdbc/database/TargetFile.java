package io.memberport.sink.jdbc.database;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.driver.FileKind;
import io.memberport.sink.jdbc.driver.FileUrls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file that a target is, and what can be known of it before a driver opens it.
 *
 * @param target what to call the target in messages
 * @param url with its parameters
 */
record TargetFile(Path path, String target, String url, FileUrls urls) {

    /** What file systems take for a name, less what databases put behind it for files beside their own. */
    private static final int LONGEST_NAME_BYTES = 240;

    boolean isAbsent() {
        return !Files.exists(path);
    }

    /** Makes sure that it is a file that the driver can take for its own, or one that it may make. */
    void requireUsable() {
        if (isAbsent()) {
            requireCreatable();
        } else if (!Files.isRegularFile(path)) {
            // A pipe would be waited for without end; links to files are fine.
            throw refused("is " + (Files.isDirectory(path) ? "a directory" : "a pipe or a device")
                    + ", not a database file. Name another target.");
        } else {
            requireOwnKind();
        }
    }

    private void requireCreatable() {
        String parameter = urls.parameterAgainstCreation(url);
        if (parameter != null) {
            throw refused("has no database yet, and its parameter " + parameter
                    + " forbids the driver to create one. Create it first, or remove the parameter.");
        }
        if (Files.isSymbolicLink(path)) {
            // The driver would make the file behind it, and every user could read it.
            throw refused("is a symbolic link that leads to no file. Remove it, or name another target.");
        }
        if (path.getFileName().toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME_BYTES) {
            throw refused(
                    "has a name that is too long for a file. Name one of at most " + LONGEST_NAME_BYTES + " bytes.");
        }
        requireNoOtherBeside();
    }

    /** A database that the user named by its file, and that would get another one beside it. */
    private void requireNoOtherBeside() {
        String name = path.getFileName().toString();
        if (urls.ending().isEmpty() || !name.endsWith(urls.ending())) {
            return;
        }
        Path named = path.resolveSibling(
                name.substring(0, name.length() - urls.ending().length()));
        FileKind kind = FileKind.of(named);
        if (kind != null && kind.isDatabase()) {
            throw notOurs(named, kind);
        }
    }

    private void requireOwnKind() {
        if (!urls.takesEmptyFile() && isEmpty()) {
            throw refused("is an empty file, which is no database of " + urls.product()
                    + ". Delete it, and the run creates a new one; or name another target.");
        }
        FileKind kind = FileKind.of(path);
        if (kind != null && kind != urls.kind()) {
            throw notOurs(path, kind);
        }
    }

    /** Removes a file that was made for a driver that would not have it. */
    void removeIfEmpty() {
        if (isEmpty()) {
            DatabaseFiles.deleteIfEmpty(path);
        }
    }

    private boolean isEmpty() {
        try {
            return Files.size(path) == 0;
        } catch (IOException notKnown) {
            return false;
        }
    }

    private MemberportException notOurs(Path file, FileKind kind) {
        return refused("cannot be written: the file " + file + " is " + kind.words() + ", not a database of "
                + urls.product() + ", and was not changed. " + kind.advice());
    }

    private MemberportException refused(String what) {
        return new MemberportException(FailureKind.CONFIGURATION, "The target " + target + " " + what);
    }

    /** Makes sure that a file that is to be made can be, as far as its directory goes. */
    void requireDirectory() {
        Path directory = directory();
        if (directory != null && !Files.isDirectory(directory)) {
            throw refused(
                    "is in the directory " + directory + ", which does not exist. Create it, or name another target.");
        }
    }

    /** Makes sure that it may be written, and its directory too, where its journal goes. */
    void requireWritable() {
        String parameter = urls.parameterAgainstWriting(url);
        if (parameter != null) {
            throw notWritable("its parameter " + parameter + " opens it for reading only. Remove the parameter.");
        }
        requireWritable(directory());
        requireWritable(path);
    }

    private @Nullable Path directory() {
        return path.toAbsolutePath().getParent();
    }

    private void requireWritable(@Nullable Path place) {
        if (place != null && Files.exists(place) && !Files.isWritable(place)) {
            throw notWritable(
                    isOnReadOnlyFileSystem(place)
                            ? "the file system of " + place + " is mounted for reading only. Name another target."
                            : "no permission for " + place
                                    + ". Give this user write permission for it, or name another target.");
        }
    }

    private MemberportException notWritable(String why) {
        return new MemberportException(FailureKind.TARGET, "The target " + target + " cannot be written: " + why);
    }

    private static boolean isOnReadOnlyFileSystem(Path place) {
        try {
            return Files.getFileStore(place).isReadOnly();
        } catch (IOException notKnown) {
            return false;
        }
    }
}
