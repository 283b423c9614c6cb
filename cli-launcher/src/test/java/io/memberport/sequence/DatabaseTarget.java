package io.memberport.sequence;

import io.memberport.testing.database.DatabaseServer;
import io.memberport.testing.database.MariaDbServer;
import io.memberport.testing.database.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real database, empty at first.
 *
 * @param file null where it is none
 */
record DatabaseTarget(
        Database kind,
        String url,
        String user,
        String password,
        @Nullable Path file,
        Runnable removal) implements Target {

    private static final AtomicInteger MADE = new AtomicInteger();

    static DatabaseTarget make(Database kind, Path directory) {
        return switch (kind.product()) {
            case POSTGRESQL -> schema(kind, PostgresServer.shared());
            case MARIADB -> database(kind, MariaDbServer.shared());
            case SQLITE -> file(kind, "jdbc:sqlite:", directory.resolve("members.db"), "");
            case H2 -> file(kind, "jdbc:h2:", directory.resolve("members.mv.db"), ".mv.db");
            case DUCKDB -> file(kind, "jdbc:duckdb:", directory.resolve("members.duckdb"), "");
            case ANSI -> inMemory(kind, "jdbc:hsqldb:mem:members_" + MADE.incrementAndGet());
        };
    }

    /** A schema is made far more quickly than a database. */
    private static DatabaseTarget schema(Database kind, DatabaseServer server) {
        String name = "sequence_" + MADE.incrementAndGet();
        String url = server.url("postgres");
        execute(url, server.user(), server.password(), "CREATE SCHEMA " + name);
        return new DatabaseTarget(
                kind,
                url + "?currentSchema=" + name,
                server.user(),
                server.password(),
                null,
                () -> execute(url, server.user(), server.password(), "DROP SCHEMA " + name + " CASCADE"));
    }

    private static DatabaseTarget database(Database kind, DatabaseServer server) {
        String name = server.newDatabase();
        return new DatabaseTarget(
                kind, server.url(name), server.user(), server.password(), null, () -> server.dropDatabase(name));
    }

    private static DatabaseTarget file(Database kind, String scheme, Path file, String ending) {
        String path = file.toString();
        String url = scheme + path.substring(0, path.length() - ending.length());
        return new DatabaseTarget(kind, url, "", "", file, () -> {});
    }

    private static DatabaseTarget inMemory(Database kind, String url) {
        return new DatabaseTarget(kind, url, "SA", "", null, () -> execute(url, "SA", "", "SHUTDOWN"));
    }

    private static void execute(String url, String user, String password, String sql) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    Connection connect() throws SQLException {
        return user.isEmpty() ? DriverManager.getConnection(url) : DriverManager.getConnection(url, user, password);
    }

    @Override
    public List<String> options() {
        return kind.allOptions();
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        if (!user.isEmpty()) {
            environment.put("MEMBERPORT_JDBC_USER", user);
        }
        if (!password.isEmpty()) {
            environment.put("MEMBERPORT_JDBC_PASSWORD", password);
        }
        return environment;
    }

    @Override
    public SortedMap<String, Object> read() throws SQLException {
        if (file != null && !Files.exists(file)) {
            return new TreeMap<>();
        }
        try (Connection connection = connect()) {
            return new DatabaseReader(kind, connection).read();
        }
    }

    @Override
    public void close() {
        removal.run();
    }
}
