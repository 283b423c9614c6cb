package io.memberport.benchmarks;

import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Measures {@code memberport load} into a database, from an export file, beside the database's own loader, from CSV files that
 * have the same rows ready made. In turns, each in a process of its own: a first load, and then a merge of a full export that
 * changes no value, if there is a script for it. The scripts are in a directory of {@code benchmarks} that is called after
 * the database. A first round, which does not count, makes sure that both come to the same tables.
 *
 * <p>Arguments: {@code --database mariadb|sqlite|duckdb|h2}; all others optional: {@code --members N} (default 24000, about 300
 * MB), {@code --rounds N} (default 3), {@code --directory DIR} for all files but a server's (default: a temporary one),
 * {@code --launcher CLASSPATH} (default: the executable jar of the build).
 */
public final class DatabaseSideBySide {

    private static final String LOAD = "first load: memberport";
    private static final String OWN_LOAD = "first load: its own loader";
    private static final String MERGE = "merge, nothing changed: memberport";
    private static final String OWN_MERGE = "merge, nothing changed: its own client";

    private final MeasuredDatabases databases;
    private final Workspace workspace;
    private final Launcher launcher;
    private final Path scripts;
    private final Path first;
    private final Path unchanged;
    private final boolean merges;

    private DatabaseSideBySide(
            MeasuredDatabases databases, Workspace workspace, Launcher launcher, ExportGenerator.Spec spec)
            throws IOException {
        this.databases = databases;
        this.workspace = workspace;
        this.launcher = launcher;
        this.scripts = Path.of("benchmarks", databases.name()).toAbsolutePath();
        this.merges = Files.exists(scripts.resolve("merge.sql"));
        this.first = Exports.write(spec, workspace.resolve("first.json"));
        this.unchanged = workspace.resolve("unchanged.json");
        ExportGenerator.of(spec.toBuilder().batchId("unchanged").build()).writeTo(unchanged);
    }

    /** Measures and prints medians. */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException, URISyntaxException {
        Arguments arguments = Arguments.of(
                args, Map.of("members", "24000", "rounds", "3"), Set.of("database", "directory", "launcher"));
        try (Workspace workspace = Workspace.of(arguments);
                MeasuredDatabases databases = MeasuredDatabases.of(arguments.text("database"), workspace)) {
            // The driver of DuckDB, which the executable jar does not have.
            Launcher launcher = Launcher.of(arguments).and(jarOfDriver(OrderedRows.URL));
            new DatabaseSideBySide(databases, workspace, launcher, Exports.spec(arguments.number("members")))
                    .measure(arguments.number("rounds"));
        }
    }

    private static Path jarOfDriver(String url) throws SQLException, URISyntaxException {
        return Path.of(DriverManager.getDriver(url)
                .getClass()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private void measure(int rounds) throws IOException, InterruptedException, SQLException {
        Path ddl = workspace.resolve("tables.sql");
        try (MeasuredDatabase any = databases.create("any")) {
            Files.writeString(
                    ddl, launcher.program(Map.of(), "ddl", "--to", any.url()).output(workspace));
        }
        writeRows();
        Results results = new Results(Files.size(first));
        for (int round = 0; round <= rounds; round++) {
            round(round, ddl, results);
            if (round == 0) {
                System.out.println("Both came to the same tables. Round 0 does not count.");
            }
        }
        System.out.println("\nMedians of whole-process wall time:");
        results.compare(LOAD, OWN_LOAD);
        if (merges) {
            results.compare(MERGE, OWN_MERGE);
        }
        System.out.println("memberport ran with " + Launcher.HEAP);
    }

    /** The rows as CSV files, in the order of the export, in which DuckDB keeps them. */
    private void writeRows() throws IOException, InterruptedException, SQLException {
        Path file = workspace.resolve("rows.duckdb");
        Files.deleteIfExists(file);
        launcher.program(Map.of(), "load", first.toString(), "--to", OrderedRows.URL + file, "--quiet")
                .measure(workspace);
        OrderedRows.write(file, workspace.directory(), databases.csv());
    }

    private void round(int round, Path ddl, Results results) throws IOException, InterruptedException, SQLException {
        try (MeasuredDatabase ours = databases.create("ours");
                MeasuredDatabase theirs = databases.create("theirs")) {
            theirs.script(ddl, workspace.directory()).measure(workspace);
            results.add(round, LOAD, load(first, ours).measure(workspace));
            results.add(round, OWN_LOAD, own(theirs, "load.sql"));
            requireSame(round, ours, theirs);
            if (merges) {
                results.add(round, MERGE, load(unchanged, ours).measure(workspace));
                results.add(round, OWN_MERGE, own(theirs, "merge.sql"));
                requireSame(round, ours, theirs);
            }
        }
    }

    private Program load(Path export, MeasuredDatabase database) {
        return launcher.program(databases.environment(), "load", export.toString(), "--to", database.url(), "--quiet");
    }

    private Measurement own(MeasuredDatabase database, String script) throws IOException, InterruptedException {
        return database.script(scripts.resolve(script), workspace.directory()).measure(workspace);
    }

    private static void requireSame(int round, MeasuredDatabase one, MeasuredDatabase other) throws SQLException {
        if (round > 0) {
            return;
        }
        String expected = one.fingerprint();
        Results.requireSameTables(expected, other.fingerprint());
        System.out.print(expected.toLowerCase(Locale.ROOT));
    }
}
