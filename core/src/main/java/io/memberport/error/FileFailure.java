package io.memberport.error;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * Says in words why the operating system could not do something with a file, and what to do about it. One rule for all
 * files, so that no message has a path or the name of a class alone. For failures of the file system only: the message of
 * another one could quote data.
 */
public final class FileFailure {

    private FileFailure() {}

    /**
     * The reason, with the path that it is about; to go after a colon, and without a full stop.
     *
     * @param file what was being used, for failures that name no file
     */
    public static String reason(IOException failure, Path file) {
        if (!(failure instanceof FileSystemException named)) {
            return file + ": " + Objects.requireNonNullElse(failure.getMessage(), "input or output error");
        }
        String path = Objects.requireNonNullElse(named.getFile(), file.toString());
        if (failure instanceof AccessDeniedException) {
            return "no permission for " + path;
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no " + path;
        }
        return path + ": " + Objects.requireNonNullElse(named.getReason(), ofClass(named));
    }

    /** What the JDK has a class for comes without words. */
    private static String ofClass(FileSystemException failure) {
        if (failure instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        if (failure instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        return failure instanceof FileSystemLoopException
                ? "symbolic links that lead in a circle"
                : "input or output error";
    }

    /** What may help; to go after a colon or a semicolon, and without a full stop. */
    public static String advice(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "give this user write permission for the directory";
        }
        String said = failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
        String words = Objects.requireNonNullElse(said, "").toLowerCase(Locale.ROOT);
        if (words.contains("read-only")) {
            return "name a place on a file system that may be written";
        }
        if (isForWantOfFiles(failure)) {
            return "allow more open files, ulimit -n 1024 for example";
        }
        return failure instanceof FileSystemException && !words.contains("space") && !words.contains("quota")
                ? "see to that"
                : "see whether the disk is full or over its quota";
    }

    /** Whether the process, or the machine, has as many files open as it may. */
    public static boolean isForWantOfFiles(Throwable failure) {
        return failure instanceof IOException
                && Objects.requireNonNullElse(failure.getMessage(), "").contains("oo many open files");
    }
}
