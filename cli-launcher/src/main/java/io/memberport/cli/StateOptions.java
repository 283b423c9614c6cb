package io.memberport.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where runs remember what they have started. */
final class StateOptions {

    @Option(
            names = "--state-directory",
            paramLabel = "DIRECTORY",
            description =
                    "Where a run remembers the export that it has started, so that the next one takes it up if this one"
                            + " does not get to its end. Default: memberport in $XDG_STATE_HOME, or in .local/state of the home"
                            + " directory.")
    @Nullable String directory;

    /** Empty if none is given, and this user has none. */
    Optional<Path> directory(Session session) {
        return session.settings()
                .findPath(Setting.STATE_DIRECTORY, directory)
                .map(Settings.GivenPath::path)
                .or(() -> byDefault(session.surroundings()));
    }

    static Optional<Path> byDefault(Surroundings surroundings) {
        return Optional.ofNullable(surroundings.stateHome()).map(home -> home.resolve("memberport"));
    }
}
