package io.memberport.benchmarks;

import io.memberport.simulator.generator.ExportGenerator;
import io.memberport.testing.database.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Measures {@code memberport load} into PostgreSQL, from an export file, beside psql, from CSV files that have the same rows
 * ready made. In turns, each in a process of its own, on a server that this program starts: a first load, and then two
 * merges of full exports, one that changes nothing and one that changes a variable of every member. The scripts of psql are
 * in {@code benchmarks/postgres}. A first round, which does not count, makes sure that all come to the same tables.
 *
 * <p>Arguments, all optional: {@code --members N} (default 100000, about 1.26 GB, three times), {@code --rounds N} (default
 * 3), {@code --directory DIR} for exports and CSV files (default: a temporary one), {@code --launcher CLASSPATH} (default:
 * the executable jar of the build). The server's files are in a temporary directory anyway.
 */
public final class PostgresSideBySide {

    /** Room for some memory and few checkpoints; all else, and above all durability, is as PostgreSQL has it. */
    private static final String[] SERVER_OPTIONS = {"shared_buffers=512MB", "max_wal_size=4GB"};

    private static final Path SCRIPTS = Path.of("benchmarks", "postgres").toAbsolutePath();

    private static final String LOAD = "first load: memberport";
    private static final String COPY_INTO_KEYS = "first load: psql, keys before";
    private static final String COPY_THEN_KEYS = "first load: psql, keys after";

    /** An export that comes after the first one, and under which number. */
    private enum Merge {
        UNCHANGED("merge, nothing changed", 2),
        CHANGED("merge, one variable of each member changed", 3);

        private final String title;
        private final int syncId;

        Merge(String title, int syncId) {
            this.title = title;
            this.syncId = syncId;
        }

        private String byMemberport() {
            return title + ": memberport";
        }

        private String byPsql() {
            return title + ": psql";
        }
    }

    private final PostgresServer server;
    private final Workspace workspace;
    private final Launcher launcher;
    private final ExportGenerator.Spec spec;
    private final Path first;
    private final Map<Merge, Path> merges;
    private final Path ddl;

    private PostgresSideBySide(
            PostgresServer server, Workspace workspace, Launcher launcher, ExportGenerator.Spec spec) {
        this.server = server;
        this.workspace = workspace;
        this.launcher = launcher;
        this.spec = spec;
        this.first = workspace.resolve("first.json");
        this.merges = Map.of(
                Merge.UNCHANGED, workspace.resolve("unchanged.json"),
                Merge.CHANGED, workspace.resolve("changed.json"));
        this.ddl = workspace.resolve("tables.sql");
    }

    /** Measures and prints medians. */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        Arguments arguments =
                Arguments.of(args, Map.of("members", "100000", "rounds", "3"), Set.of("directory", "launcher"));
        Launcher launcher = Launcher.of(arguments);
        try (Workspace workspace = Workspace.of(arguments)) {
            Program.requireClient("psql", workspace);
            try (PostgresServer server = PostgresServer.start(SERVER_OPTIONS)) {
                new PostgresSideBySide(server, workspace, launcher, Exports.spec(arguments.number("members")))
                        .measure(arguments.number("rounds"));
            }
        }
    }

    private void measure(int rounds) throws IOException, InterruptedException, SQLException {
        prepare();
        Results results = new Results(Files.size(first));
        for (int round = 0; round <= rounds; round++) {
            round(round, results);
            if (round == 0) {
                System.out.println("All came to the same tables. Round 0 does not count.");
            }
        }
        summarise(results);
    }

    private void prepare() throws IOException, InterruptedException, SQLException {
        Exports.write(spec, first);
        ExportGenerator.of(spec.toBuilder().batchId("unchanged").build()).writeTo(exportOf(Merge.UNCHANGED));
        Exports.writeChanged(spec.toBuilder().batchId("changed").build(), exportOf(Merge.CHANGED));
        String script =
                launcher.program(Map.of(), "ddl", "--to", server.url("any")).output(workspace);
        Files.writeString(ddl, script);
        writeRows(first, csvOf("first"));
        // Nothing but the row of the commit differs, which comes when there is a commit.
        linkRows(csvOf("first"), csvOf(Merge.UNCHANGED));
        writeRows(exportOf(Merge.CHANGED), csvOf(Merge.CHANGED));
    }

    private Path exportOf(Merge merge) {
        return merges.getOrDefault(merge, first);
    }

    private Path csvOf(String name) {
        return workspace.resolve("csv-" + name);
    }

    private Path csvOf(Merge merge) {
        return csvOf(merge.name().toLowerCase(Locale.ROOT));
    }

    /** Writes the rows of an export as CSV files, in the order of the export. */
    private void writeRows(Path export, Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        try (PostgresDatabase database = PostgresDatabase.create(server)) {
            load(export, database).measure(workspace);
            database.psql(
                            directory,
                            "-c",
                            "\\copy member to 'member.csv' with (format csv)",
                            "-c",
                            "\\copy (SELECT member_id FROM member) to 'member_id.csv' with (format csv)",
                            "-c",
                            "\\copy variable to 'variable.csv' with (format csv)",
                            "-c",
                            "\\copy member_value to 'member_value.csv' with (format csv)",
                            "-c",
                            "\\copy memberport_sync to 'memberport_sync.csv' with (format csv)")
                    .measure(workspace);
        }
    }

    private static void linkRows(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String file : List.of("member_id.csv", "variable.csv", "member_value.csv")) {
            Files.deleteIfExists(to.resolve(file));
            Files.createSymbolicLink(to.resolve(file), from.resolve(file));
        }
    }

    private void round(int round, Results results) throws IOException, InterruptedException, SQLException {
        try (PostgresDatabase ours = PostgresDatabase.create(server);
                PostgresDatabase theirs = PostgresDatabase.create(server)) {
            results.add(round, LOAD, measured(load(first, ours), ours));
            copyIntoKeys(round, results, ours);
            theirs.psql(SCRIPTS, "-f", ddl.toString(), "-f", "drop-keys.sql").measure(workspace);
            results.add(round, COPY_THEN_KEYS, measured(script(theirs, csvOf("first"), "copy-then-keys.sql"), theirs));
            requireSame(round, ours, theirs);
            for (Merge merge : Merge.values()) {
                ours.vacuum();
                results.add(round, merge.byMemberport(), measured(load(exportOf(merge), ours), ours));
                writeCommit(ours, merge);
                theirs.vacuum();
                Program script = script(theirs, csvOf(merge), "merge.sql", "-v", "sync_id=" + merge.syncId);
                results.add(round, merge.byPsql(), measured(script, theirs));
                requireSame(round, ours, theirs);
            }
        }
    }

    /**
     * Into a database that is not used afterwards: its indexes have grown row by row, and are larger than the
     * sink's.
     */
    private void copyIntoKeys(int round, Results results, PostgresDatabase ours)
            throws IOException, InterruptedException, SQLException {
        try (PostgresDatabase keyed = PostgresDatabase.create(server)) {
            keyed.psql(SCRIPTS, "-f", ddl.toString()).measure(workspace);
            results.add(round, COPY_INTO_KEYS, measured(script(keyed, csvOf("first"), "copy-into-keys.sql"), keyed));
            requireSame(round, ours, keyed);
        }
    }

    private Measurement measured(Program program, PostgresDatabase database)
            throws IOException, InterruptedException, SQLException {
        database.checkpoint();
        return program.measure(workspace);
    }

    private Program load(Path export, PostgresDatabase database) {
        return launcher.program(
                Map.of("MEMBERPORT_JDBC_USER", server.user(), "MEMBERPORT_JDBC_PASSWORD", server.password()),
                "load",
                export.toString(),
                "--to",
                database.url(),
                "--quiet");
    }

    private static Program script(PostgresDatabase database, Path csv, String script, String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "-f";
        all[arguments.length + 1] = SCRIPTS.resolve(script).toString();
        return database.psql(csv, all);
    }

    /** For psql to write the same row of the commit. */
    private void writeCommit(PostgresDatabase ours, Merge merge) throws IOException, InterruptedException {
        ours.psql(
                        csvOf(merge),
                        "-c",
                        "\\copy (SELECT * FROM memberport_sync WHERE sync_id = " + merge.syncId
                                + ") to 'memberport_sync.csv' with (format csv)")
                .measure(workspace);
    }

    private static void requireSame(int round, PostgresDatabase one, PostgresDatabase other) throws SQLException {
        if (round > 0) {
            return;
        }
        Results.requireSameTables(one.fingerprint(), other.fingerprint());
    }

    private static void summarise(Results results) {
        System.out.println("\nMedians of whole-process wall time:");
        results.compare(LOAD, COPY_INTO_KEYS, COPY_THEN_KEYS);
        for (Merge merge : Merge.values()) {
            results.compare(merge.byMemberport(), merge.byPsql());
        }
        System.out.println("memberport ran with " + Launcher.HEAP);
    }
}
