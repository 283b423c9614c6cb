package io.memberport.error;

import java.io.IOException;
import java.io.InterruptedIOException;
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
     * The failure of a sink whose target consists of files, before its commit has changed one of them. If the thread was
     * interrupted, the kind is {@link FailureKind#INTERRUPTED}, and its interrupt status is set.
     *
     * @param action what failed, to go after "Cannot"
     * @param target the file or the directory
     * @param cause of the file system, or of a library whose messages quote no data
     */
    public static MemberportException ofTarget(String action, Path target, IOException cause) {
        if (Thread.currentThread().isInterrupted() || cause instanceof InterruptedIOException) {
            Thread.currentThread().interrupt();
            return new MemberportException(
                    FailureKind.INTERRUPTED,
                    "Interrupted while writing " + target + "; it is as it was before.",
                    cause);
        }
        return new MemberportException(
                FailureKind.TARGET,
                "Cannot " + action + " " + target + ": " + reason(cause, target) + ". It is as it was before; "
                        + advice(cause) + ", then run again.",
                cause);
    }

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
            return "name a place on a file system that can be written";
        }
        if (isForWantOfFiles(failure)) {
            return "allow more open files, ulimit -n 1024 for example";
        }
        return failure instanceof FileSystemException && !words.contains("space") && !words.contains("quota")
                ? "see to that"
                : "check whether the disk is full or over its quota";
    }

    /** Whether the process, or the machine, has as many files open as it may. */
    public static boolean isForWantOfFiles(Throwable failure) {
        return failure instanceof IOException
                && Objects.requireNonNullElse(failure.getMessage(), "").contains("oo many open files");
    }
}
