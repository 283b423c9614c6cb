package io.memberport.cli.command;

import io.memberport.cli.file.FoundFile;
import io.memberport.cli.log.Logging;
import io.memberport.cli.plugin.Plugins;
import io.memberport.cli.process.Version;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.sink.SinkCatalogue;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where sinks come from that are not built in. */
public final class PluginOptions {

    @Option(
            names = "--plugins",
            paramLabel = "DIRECTORY",
            description = "Directory of plugins, which are sinks that are not built in. Each plugin is a jar or a "
                    + "folder of jars. Default: plugins in the directory of the distribution, if it exists.")
    @Nullable String directory;

    /** All sinks there are. Those of plugins stay usable until the session ends. */
    public SinkCatalogue sinks(CommandSession session) {
        Plugins plugins = session.keepOpen(folder(session)
                .map(folder -> Plugins.in(folder, Version.number(), Logging::follow))
                .orElseGet(Plugins::none));
        List<SinkCatalogue.Entry> all =
                Stream.concat(builtIn(session), plugins.sinks().stream()).toList();
        return new SinkCatalogue(all, plugins.problems());
    }

    /** Whether there may be sinks that are not built in, without loading any. */
    static boolean mayBeAny(CommandSession session) {
        return session.settings().find(Setting.PLUGINS).isPresent()
                || distributionFolder(session)
                        .filter(folder -> !Plugins.areNoneIn(folder))
                        .isPresent();
    }

    /** The sinks that need no plugin. */
    public SinkCatalogue builtInSinks(CommandSession session) {
        return new SinkCatalogue(builtIn(session).toList(), List.of());
    }

    private static Stream<SinkCatalogue.Entry> builtIn(CommandSession session) {
        return session.process().sinks().get().stream().map(SinkCatalogue.Entry::builtIn);
    }

    private Optional<Path> folder(CommandSession session) {
        Optional<Settings.GivenPath> given = session.settings().findPath(Setting.PLUGINS);
        if (given.isPresent()) {
            return Optional.of(existing(given.get()));
        }
        Optional<Path> found = distributionFolder(session);
        found.ifPresent(PluginOptions::checkFound);
        return found;
    }

    /** Code in it runs with all rights of the user. The distribution's own owner could change the program itself. */
    private static void checkFound(Path folder) {
        if (!Plugins.areNoneIn(folder)) {
            FoundFile.ofThisUser()
                    .orOfOwner(folder.resolveSibling("lib"))
                    .check(folder, "The plugin folder " + folder, "--plugins " + folder);
        }
    }

    /** The default directory of plugins. */
    public static Optional<Path> distributionFolder(CommandSession session) {
        return Optional.ofNullable(session.process().home())
                .map(home -> home.resolve("plugins"))
                .filter(Files::isDirectory);
    }

    private static Path existing(Settings.GivenPath given) {
        if (Files.isDirectory(given.path())) {
            return given.path();
        }
        throw new MemberportException(
                FailureKind.CONFIGURATION,
                given.origin() + " names " + given.path() + ", and "
                        + (Files.exists(given.path()) ? "that is no directory" : "there is no such directory")
                        + ". Name the directory that holds the plugins, or leave it out.");
    }
}
