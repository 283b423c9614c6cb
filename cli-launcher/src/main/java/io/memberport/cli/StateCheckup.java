package io.memberport.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Looks whether a run could remember the export that it starts. One that cannot works all the same. */
final class StateCheckup {

    private static final String STATE = "state";

    private final Checkup checkup;

    StateCheckup(Checkup checkup) {
        this.checkup = checkup;
    }

    void look(Session session, StateOptions options) {
        checkup.attempt(STATE, null, () -> options.directory(session))
                .ifPresent(directory -> checkup.add(directory
                        .map(StateCheckup::check)
                        .orElseGet(() -> Check.warning(
                                STATE,
                                null,
                                "Runs cannot remember the exports that they start, for this user has no home directory."
                                        + " Name a directory with --state-directory."))));
    }

    private static Check check(Path directory) {
        Path there = directory.toAbsolutePath();
        for (Path parent = there.getParent(); !Files.exists(there) && parent != null; parent = there.getParent()) {
            there = parent;
        }
        String subject = directory.toString();
        return Files.isDirectory(there) && Files.isWritable(there)
                ? Check.ok(STATE, subject, "Runs remember there which export they have started.")
                : Check.warning(
                        STATE,
                        subject,
                        "Runs cannot remember the exports that they start: " + there
                                + (Files.isDirectory(there) ? " may not be written" : " is no directory")
                                + ". Name another one with --state-directory.");
    }
}
