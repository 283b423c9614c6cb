package io.memberport.it;

import io.memberport.it.kill.KillPoint;
import java.util.List;
import java.util.stream.Stream;

/** Where a run into a database that holds an earlier export can be killed, in the order in which it comes there. */
final class DatabaseRunPoints {

    private static final String JDBC = "io.memberport.sink.jdbc.";
    private static final String POSTGRES = "org.postgresql.";

    static final KillPoint COMMIT = KillPoint.entering(JDBC + "JdbcRun", "commit");

    /** The first one sends no rows: it asks whether the server takes any in this way. */
    private static final KillPoint SENT = KillPoint.leaving(JDBC + "mariadb.InfileLoad", "send");

    /** Those that are the same with all databases. */
    private static final List<KillPoint> STAGING = List.of(
            KillPoint.entering(JDBC + "load.Staging", "create"), KillPoint.leaving(JDBC + "load.Staging", "create"));

    private static final List<KillPoint> SYNC_ROW = List.of(
            KillPoint.entering(JDBC + "sync.SyncLog", "insert"),
            KillPoint.leaving(JDBC + "sync.SyncLog", "insert"),
            KillPoint.leaving(JDBC + "sync.SyncLog", "setRows"));

    private DatabaseRunPoints() {}

    /** Of one database: where nothing is committed yet, and where all is. */
    record Points(List<KillPoint> before, List<KillPoint> after) {

        List<KillPoint> all() {
            return Stream.concat(before.stream(), after.stream()).toList();
        }

        /** Those of the commit itself, to be tried with each layout and mode. */
        List<KillPoint> ofTheCommit() {
            return List.of(before.get(before.size() - 1), after.get(0));
        }

        /** One of each part of a run, and those of the commit. */
        List<KillPoint> few() {
            return Stream.concat(
                            Stream.of(before.get(STAGING.size() - 1), before.get(STAGING.size() + 1), SYNC_ROW.get(1)),
                            ofTheCommit().stream())
                    .toList();
        }

        private static Points of(List<KillPoint> loading, KillPoint commits, KillPoint committed) {
            return new Points(
                    Stream.of(STAGING, loading, List.of(COMMIT), SYNC_ROW, List.of(commits))
                            .flatMap(List::stream)
                            .toList(),
                    List.of(committed, KillPoint.entering(JDBC + "JdbcRun", "close")));
        }
    }

    /**
     * PostgreSQL.
     *
     * @param commits the last of how many commits of the driver, whose {@code setAutoCommit} after each of them is another
     */
    static Points postgres(int commits) {
        return Points.of(
                List.of(
                        KillPoint.entering(POSTGRES + "copy.CopyManager", "copyIn"),
                        KillPoint.leaving(POSTGRES + "copy.CopyManager", "copyIn"),
                        KillPoint.leaving(JDBC + "postgres.CopyLoad", "append"),
                        KillPoint.entering(POSTGRES + "core.v3.QueryExecutorImpl", "endCopy"),
                        KillPoint.leaving(POSTGRES + "core.v3.QueryExecutorImpl", "endCopy")),
                KillPoint.entering(POSTGRES + "jdbc.PgConnection", "commit").time(commits),
                KillPoint.leaving(POSTGRES + "jdbc.PgConnection", "commit").time(commits));
    }

    /**
     * MariaDB, which takes rows by statements that commit themselves.
     *
     * @param commits how many times the sink says it
     */
    static Points mariaDb(int commits) {
        return Points.of(
                List.of(
                        KillPoint.entering(JDBC + "mariadb.InfileLoad", "append"),
                        SENT.time(2),
                        KillPoint.leaving(JDBC + "mariadb.InfileLoad", "finish")),
                KillPoint.entering(JDBC + "dialect.Transactions", "commit").time(commits),
                KillPoint.leaving(JDBC + "dialect.Transactions", "commit").time(commits));
    }

    /**
     * SQLite, which commits by a statement.
     *
     * @param commits how many times the sink says it, apart from what goes to the staging tables
     */
    static Points sqlite(int commits) {
        return Points.of(
                List.of(
                        KillPoint.entering("org.sqlite.core.CorePreparedStatement", "executeBatch"),
                        KillPoint.leaving("org.sqlite.core.CorePreparedStatement", "executeBatch")),
                KillPoint.entering(JDBC + "sqlite.SqliteTransactions", "commit").time(commits),
                KillPoint.leaving(JDBC + "sqlite.SqliteTransactions", "commit").time(commits));
    }

    /**
     * H2, which works in the process that is killed.
     *
     * @param commits as for {@link #sqlite}
     */
    static Points h2(int commits) {
        return Points.of(
                List.of(
                        KillPoint.entering("org.h2.jdbc.JdbcPreparedStatement", "executeBatch"),
                        KillPoint.leaving("org.h2.jdbc.JdbcPreparedStatement", "executeBatch")),
                KillPoint.entering(JDBC + "h2.H2Transactions", "commit").time(commits),
                KillPoint.leaving(JDBC + "h2.H2Transactions", "commit").time(commits));
    }
}
