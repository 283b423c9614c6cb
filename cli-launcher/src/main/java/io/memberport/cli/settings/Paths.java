package io.memberport.cli.settings;

import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.FileType;
import io.memberport.error.MemberportException;
import io.memberport.port.ShownTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths as users write them. */
public final class Paths {

    private Paths() {}

    /**
     * Resolves a path.
     *
     * @param origin what to call the path in a message; the path itself is not quoted
     */
    public static Path resolve(Path base, String path, String origin) {
        ProcessText.ofThisProcess().checkName(path, origin);
        if (path.isBlank()) {
            throw new MemberportException(FailureKind.CONFIGURATION, origin + " is empty. Give the path of a file.");
        }
        try {
            return base.resolve(path);
        } catch (InvalidPathException notAPath) {
            throw new MemberportException(FailureKind.CONFIGURATION, origin + " is not a path.");
        }
    }

    /** An export file to read, which must be there. */
    public static Path exportFile(Path base, String path) {
        Path file = resolve(base, path, "FILE");
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            // The user may have given the target here.
            String shown = Printable.text(ShownTarget.of(path).text());
            FileType type = typeOf(file);
            if (type != FileType.NONE && type != FileType.REGULAR) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        shown + " is " + type.words() + ", but an export must be a regular file, because it may "
                                + "have to be read twice. Write it to a file first, and name that file.");
            }
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "There is no readable file " + shown + ". Name an export file on this machine.");
        }
        return file;
    }

    private static FileType typeOf(Path file) {
        try {
            return FileType.of(file);
        } catch (IOException unreadable) {
            return FileType.NONE;
        }
    }
}
