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
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Targets that several jobs write. Communities can share a target that keeps what it has; its own lock decides which job waits
 * or fails. Everything else is a mistake, and is refused before a job begins.
 */
public final class SharedTargets {

    /** The URL of a database in a file, which may begin with a drive, and what its tables are called if not as usual. */
    private static final Pattern DATABASE = Pattern.compile(
            "(?s)jdbc:(?:sqlite|duckdb|h2):(?:file:)?(?<file>(?:[A-Za-z]:)?[^:]+?)(?<tables> \\([^()]*\\*\\))?");

    private final CommandSession session;
    private final SinkCatalogue catalogue;
    private final List<Claim> claims = new ArrayList<>();

    /**
     * A target of a job.
     *
     * @param places what the target is made of, whatever it is called: two targets that have one in common are in each other's way
     */
    private record Claim(String job, String community, String target, boolean accumulates, Set<String> places) {}

    private SharedTargets(CommandSession session, SinkCatalogue catalogue) {
        this.session = session;
        this.catalogue = catalogue;
    }

    /** Refuses jobs that would write over each other. */
    public static void check(CommandSession session, SinkCatalogue catalogue, List<String> jobs) {
        if (jobs.size() > 1) {
            SharedTargets targets = new SharedTargets(session, catalogue);
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
        Claim claim;
        try (MemberSink sink = sink(target, settings)) {
            claim = new Claim(
                    job, Connection.community(settings), sink.description(), sink.accumulates(), places(sink));
        } catch (MemberportException wrong) {
            return; // The job itself tells, and the others run.
        }
        claims.stream()
                .filter(other -> !other.job().equals(job) && !Collections.disjoint(other.places(), claim.places()))
                .forEach(other -> requireHarmless(other, claim));
        claims.add(claim);
    }

    private Set<String> places(MemberSink sink) {
        List<Path> files = sink.files();
        return files.isEmpty()
                ? Set.of(place(sink.description()))
                : files.stream().map(file -> real(file, file.toString())).collect(Collectors.toSet());
    }

    private String place(String description) {
        Matcher database = DATABASE.matcher(description);
        if (!database.matches()) {
            return description;
        }
        try {
            Path file = session.process().workingDirectory().resolve(database.group("file"));
            String tables = database.group("tables");
            return real(file, description) + (tables == null ? "" : tables);
        } catch (InvalidPathException noFile) {
            return description;
        }
    }

    /** The path without links; something else if there is not even a directory. */
    private static String real(Path file, String otherwise) {
        try {
            Path directory = file.toAbsolutePath().resolveSibling(".").toRealPath();
            return Files.exists(file)
                    ? file.toRealPath().toString()
                    : directory.resolve(String.valueOf(file.getFileName())).toString();
        } catch (IOException none) {
            return otherwise;
        }
    }

    private MemberSink sink(String target, Settings settings) {
        MemberSinkProvider provider = catalogue.forTarget(target);
        Map<String, String> values =
                SinkOptionValues.of(catalogue, List.of(), settings).of(provider);
        return provider.create(
                target, SinkOptions.of(provider, values).with(NetworkOptions.network(settings, session.process())));
    }

    private static void requireHarmless(Claim first, Claim second) {
        String both = "The jobs " + first.job() + " and " + second.job() + " write ";
        String target = Printable.text(second.target());
        if (!first.places().equals(second.places())) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    both + "to " + Printable.text(first.target()) + " and " + target
                            + ", and a file that belongs to one of these targets has the name of one that belongs to the"
                            + " other. Give one of them another name.");
        }
        if (first.community().equals(second.community())) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    both + "the same community to the same target, " + target + ". Remove one of them.");
        }
        if (!first.accumulates() || !second.accumulates()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    both + "to the same target, " + target
                            + ", which always holds a whole snapshot, so each would replace the members of the other. Give"
                            + " each its own target.");
        }
    }
}
