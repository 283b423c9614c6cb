package io.memberport.cli.doctor;

import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.StateOptions;
import io.memberport.cli.file.FileExportMemory;
import io.memberport.cli.terminal.Printable;
import io.memberport.port.StartedExport;
import io.memberport.port.file.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Checks whether a run could remember the export that it starts. A run that cannot still works. */
record StateCheckup(Checkup checkup) {

    private static final String STATE = "state";

    /**
     * Looks at the place, and at what is remembered there.
     *
     * @param memory of the job that is looked at, by the directory; empty if it is not known which job that is
     */
    void look(CommandSession session, Function<Path, Optional<FileExportMemory>> memory) {
        checkup.attempt(STATE, null, () -> StateOptions.directory(session))
                .ifPresent(directory -> checkup.add(directory
                        .map(there -> check(there, memory.apply(there)))
                        .orElseGet(() -> Check.warning(
                                STATE,
                                null,
                                "Runs cannot remember the exports that they start, because this user has no home directory."
                                        + " Name a directory with --state-directory."))));
    }

    private static Check check(Path directory, Optional<FileExportMemory> memory) {
        Path there = directory.toAbsolutePath();
        for (Path parent = there.getParent(); !Files.exists(there) && parent != null; parent = there.getParent()) {
            there = parent;
        }
        String subject = directory.toString();
        return Files.isDirectory(there) && Files.isWritable(there)
                ? checkMemory(subject, memory)
                : Check.warning(
                        STATE,
                        subject,
                        "Runs cannot remember the exports that they start: " + there
                                + (Files.isDirectory(there) ? " may not be written" : " is no directory")
                                + ". Name another one with --state-directory.");
    }

    private static Check checkMemory(String subject, Optional<FileExportMemory> memory) {
        Optional<StartedExport> remembered = Optional.empty();
        try {
            if (memory.isPresent()) {
                remembered = memory.get().read();
            }
        } catch (UnusableFileException unusable) {
            return Check.warning(
                    STATE, subject, "Runs cannot remember the exports that they start. " + unusable.getMessage());
        } catch (IOException unreadable) {
            // A run finds none either.
        }
        return Check.ok(
                STATE,
                subject,
                "Runs remember in it which export they have started. "
                        + remembered.map(StateCheckup::told).orElse("No export of this job is waiting to be written."));
    }

    private static String told(StartedExport export) {
        return "Export " + Printable.text(export.batchId()) + ", started at " + export.startedAt()
                + ", is not written yet; the next run resumes it if a new export would start from the same date.";
    }
}
