package io.memberport.cli.command;

import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where runs remember what they have started. */
public final class StateOptions {

    @Option(
            names = "--state-directory",
            paramLabel = "DIRECTORY",
            description = "Directory where a run remembers the export that it started. If the run does not finish, the "
                    + "next run resumes that export. Default: memberport in $XDG_STATE_HOME, or in "
                    + ".local/state of the home"
                    + " directory.")
    @Nullable String directory;

    /** Empty if none is given, and this user has none. */
    public static Optional<Path> directory(CommandSession session) {
        return session.settings()
                .findPath(Setting.STATE_DIRECTORY)
                .map(Settings.GivenPath::path)
                .or(() -> byDefault(session.process()));
    }

    public static Optional<Path> byDefault(ProcessEnvironment process) {
        return Optional.ofNullable(process.stateHome()).map(home -> home.resolve("memberport"));
    }
}
