package io.memberport.cli.command;

import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.sink.SinkCatalogue;
import io.memberport.cli.sink.SinkOptionValues;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOptions;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Targets that several jobs write. Communities can share a target that keeps what it has; its own lock decides which job waits
 * or fails. Everything else is a mistake, and is refused before a job begins.
 */
public final class SharedTargets {

    /** A path, or the URL of a database in a file. */
    private static final Pattern FILE =
            Pattern.compile("(?s)(?:jdbc:(?:sqlite|duckdb|h2):(?:file:)?)?(?<file>[^:;?]+)(?:[;?].*)?");

    private final CommandSession session;
    private final SinkCatalogue catalogue;
    private final Map<String, Claim> claims = new HashMap<>();

    /** The first job that writes a target. */
    private record Claim(String job, String community) {}

    private SharedTargets(CommandSession session) {
        this.session = session;
        this.catalogue = new PluginOptions().sinks(session);
    }

    /** Refuses jobs that would write over each other. */
    public static void check(CommandSession session, List<String> jobs) {
        if (jobs.size() > 1) {
            SharedTargets targets = new SharedTargets(session);
            jobs.forEach(targets::add);
        }
    }

    private void add(String job) {
        Settings settings = session.settings().forJob(job);
        for (GivenValue target : settings.targetsInFile()) {
            add(job, target.value(), settings);
        }
    }

    private void add(String job, String target, Settings settings) {
        String community;
        String description;
        boolean accumulates;
        try (MemberSink sink = sink(target, settings)) {
            community = Connection.community(settings);
            description = sink.description();
            accumulates = sink.accumulates();
        } catch (MemberportException wrong) {
            return; // The job itself tells, and the others run.
        }
        Claim first = claims.putIfAbsent(identity(description), new Claim(job, community));
        if (first != null && !first.job().equals(job)) {
            refuse(first, job, description, first.community().equals(community), accumulates);
        }
    }

    /** A file by its directory without links, whatever it is called; anything else as it is. */
    private String identity(String description) {
        Matcher found = FILE.matcher(description);
        if (!found.matches()) {
            return description;
        }
        try {
            Path file = session.process()
                    .workingDirectory()
                    .resolve(found.group("file"))
                    .toAbsolutePath();
            return file.resolveSibling(".").toRealPath() + "/" + file.getFileName();
        } catch (IOException | InvalidPathException noFile) {
            return description;
        }
    }

    private MemberSink sink(String target, Settings settings) {
        MemberSinkProvider provider = catalogue.forTarget(target);
        Map<String, String> values =
                SinkOptionValues.of(catalogue, List.of(), settings).of(provider);
        return provider.create(
                target, SinkOptions.of(provider, values).with(NetworkOptions.network(settings, session.process())));
    }

    private static void refuse(Claim first, String job, String target, boolean isSame, boolean accumulates) {
        String both = "The jobs " + first.job() + " and " + job + " write ";
        if (isSame) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    both + "the same community to the same target, " + Printable.text(target)
                            + ". Remove one of them.");
        }
        if (!accumulates) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    both + "to the same target, " + Printable.text(target)
                            + ", which always holds a whole snapshot, so each would replace the members of the other. Give"
                            + " each its own target.");
        }
    }
}
