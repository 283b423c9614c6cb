package io.memberport.cli.file;

import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/** What is said if a file that the launcher itself makes cannot be made. */
public final class FileFailures {

    private FileFailures() {}

    /** The former file, if there was one, is still there. */
    public static MemberportException unwritable(Path file, IOException failure) {
        if (failure instanceof UnusableFileException) {
            return new MemberportException(FailureKind.TARGET, String.valueOf(failure.getMessage()), failure);
        }
        if (failure instanceof ClosedByInterruptException) {
            return new MemberportException(
                    FailureKind.INTERRUPTED,
                    "Interrupted while writing " + Printable.text(file.toString()) + ".",
                    failure);
        }
        return new MemberportException(
                FailureKind.TARGET,
                "Cannot write " + Printable.text(file.toString()) + ": " + reason(file, failure)
                        + ". No file was replaced; " + FileFailure.advice(failure) + ", then run again.",
                failure);
    }

    public static String reason(Path file, IOException failure) {
        return Printable.text(FileFailure.reason(failure, file));
    }
}
