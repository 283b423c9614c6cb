package io.memberport.benchmarks;

import io.memberport.testing.database.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A database of a server, for as long as it is measured. */
record PostgresDatabase(PostgresServer server, String name) implements AutoCloseable {

    static PostgresDatabase create(PostgresServer server) {
        return new PostgresDatabase(server, server.newDatabase());
    }

    String url() {
        return server.url(name);
    }

    /**
     * {@code psql} without a user's own settings, which ends at the first error.
     *
     * @param directory where it looks for the files that a script names
     */
    Program psql(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1"));
        command.addAll(List.of(arguments));
        return new Program(
                command,
                Map.of(
                        "PGHOST",
                        "127.0.0.1",
                        "PGPORT",
                        Integer.toString(server.port()),
                        "PGUSER",
                        server.user(),
                        "PGPASSWORD",
                        server.password(),
                        "PGDATABASE",
                        name,
                        "PGCLIENTENCODING",
                        "UTF8"),
                directory);
    }

    /** Makes the server write all changed pages, so that the next measurement does not include them. */
    void checkpoint() throws SQLException {
        execute("CHECKPOINT");
    }

    /** Leaves autovacuum nothing to do, which would begin some time during a measurement. */
    void vacuum() throws SQLException {
        execute("VACUUM (ANALYZE) member, member_value");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What two databases have in common if their tables and indexes are the same, in whatever order the rows are. */
    String fingerprint() throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("member", "variable", "member_value")) {
                text.append(table)
                        .append(": ")
                        .append(single(
                                statement,
                                "SELECT COUNT(*) || ' rows, ' || SUM(CAST(CAST('x' || LEFT(MD5(CAST(t AS text)), 15) AS"
                                        + " bit(60)) AS bigint)) FROM " + table + " t"))
                        .append('\n');
            }
            text.append(single(
                    statement,
                    "SELECT STRING_AGG(indexdef, CHR(10) ORDER BY indexname) FROM pg_indexes WHERE schemaname ="
                            + " 'public'"));
        }
        return text.toString();
    }

    private static String single(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), server.user(), server.password());
    }

    /** Drops it. */
    @Override
    public void close() {
        server.dropDatabase(name);
    }
}
