package io.memberport.cli.doctor;

import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.SpoolOptions;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks whether a private copy of an export file could be kept. */
record SpoolCheckup(Checkup checkup) {

    private static final String SPOOL = "spool";

    /** Where copies go by default. */
    static Path byDefault() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    void skip() {
        checkup.add(Check.skipped(SPOOL, null, "No target needs the file twice, so no copy of it is kept."));
    }

    void look(CommandSession session) {
        checkup.attempt(SPOOL, null, () -> SpoolOptions.directory(session).orElseGet(SpoolCheckup::byDefault))
                .ifPresent(directory -> checkup.make(SPOOL, directory.toString(), () -> check(directory)));
    }

    private static Check check(Path directory) {
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "A private copy of the export cannot be made in " + directory + ", which "
                            + (Files.isDirectory(directory) ? "may not be written" : "is no directory")
                            + ". Name another one with --spool-directory, or make this one writable.");
        }
        return Check.ok(SPOOL, directory.toString(), "Can be written; " + free(directory) + ".");
    }

    private static String free(Path directory) {
        try {
            return Printable.bytes(Files.getFileStore(directory).getUsableSpace())
                    + " are free there, and a copy is as large as the download";
        } catch (IOException unknown) {
            return "how much space is free there is unknown";
        }
    }
}
