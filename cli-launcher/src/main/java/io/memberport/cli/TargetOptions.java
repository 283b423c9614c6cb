package io.memberport.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the members go. */
final class TargetOptions {

    @Option(
            names = "--to",
            paramLabel = "TARGET",
            description =
                    "Where the members go: csv:members.csv, or a path that ends in .csv or .csv.gz. Give it again for"
                            + " more targets; they share one download. 'memberport sinks' lists what there is.")
    List<String> targets = List.of();

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            description =
                    "Option for all targets that know it (layout=wide), or for one type (csv.layout=wide). May be given"
                            + " again. 'memberport sinks' lists them.")
    List<String> options = List.of();

    @Option(
            names = "--spool-directory",
            paramLabel = "DIRECTORY",
            description =
                    "Where a private copy of the export file is kept while a target that needs it (layout=wide) reads it"
                            + " twice. Default: the system's directory for temporary files.")
    @Nullable String spoolDirectory;

    /** The sinks of the targets given, or else of those in the settings file. */
    Targets open(Session session) {
        Settings settings = session.settings();
        List<String> names = targets.isEmpty()
                ? settings.fileTargets().stream().map(Given::value).toList()
                : targets;
        return open(session, names);
    }

    /** The sinks of these targets. */
    Targets open(Session session, List<String> names) {
        SinkCatalogue catalogue =
                new SinkCatalogue(session.surroundings().sinks().get());
        SinkOptionValues values =
                SinkOptionValues.of(catalogue, options, session.settings().fileOptions());
        return Targets.create(catalogue, names, values);
    }

    Optional<Path> spoolDirectory(Session session) {
        return session.settings()
                .find(Setting.SPOOL_DIRECTORY, spoolDirectory)
                .map(given -> Paths.resolve(session.surroundings().workingDirectory(), given.value(), given.origin()));
    }
}
