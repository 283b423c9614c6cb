package io.memberport.cli.command;

import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a file is kept that is read twice. */
public final class SpoolOptions {

    @Option(
            names = "--spool-directory",
            paramLabel = "DIRECTORY",
            description =
                    "Directory for a private copy of the export file. A run makes one if a target has to read the "
                            + "file twice (layout=wide). Default: the system's directory for temporary files.")
    @Nullable String directory;

    /** Empty for the system's. */
    public static Optional<Path> directory(CommandSession session) {
        return session.settings().findPath(Setting.SPOOL_DIRECTORY).map(Settings.GivenPath::path);
    }
}
