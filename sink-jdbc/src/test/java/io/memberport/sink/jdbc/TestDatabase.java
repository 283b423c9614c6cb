package io.memberport.sink.jdbc;

import io.memberport.sink.jdbc.database.DatabaseProduct;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.testing.database.DatabaseServer;
import io.memberport.testing.database.MariaDbServer;
import io.memberport.testing.database.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A database of its own, empty at first.
 *
 * @param product what it is
 * @param user null where no login is needed
 */
record TestDatabase(
        Product product,
        String url,
        @Nullable String user,
        @Nullable String password,
        Runnable removal) {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    enum Product {
        POSTGRESQL,
        MARIADB,
        SQLITE,
        H2,
        DUCKDB,
        ANSI
    }

    /**
     * Makes one.
     *
     * @param directory for those that are files
     */
    static TestDatabase create(Product product, Path directory) {
        return switch (product) {
            case POSTGRESQL -> schema(PostgresServer.shared());
            case MARIADB -> onServer(product, MariaDbServer.shared());
            case SQLITE -> file(product, "jdbc:sqlite:" + directory.resolve("members.db"));
            case H2 -> file(product, "jdbc:h2:" + directory.resolve("members"));
            case DUCKDB -> file(product, "jdbc:duckdb:" + directory.resolve("members.duckdb"));
            case ANSI -> file(product, "jdbc:hsqldb:file:" + directory.resolve("members"));
        };
    }

    private static TestDatabase onServer(Product product, DatabaseServer server) {
        String name = server.newDatabase();
        return new TestDatabase(
                product, server.url(name), server.user(), server.password(), () -> server.dropDatabase(name));
    }

    /** A schema instead of a database, which takes PostgreSQL far longer to make. */
    private static TestDatabase schema(DatabaseServer server) {
        String name = "schema_" + SCHEMAS.incrementAndGet();
        String database = server.url("postgres");
        execute(server, database, "CREATE SCHEMA " + name);
        return new TestDatabase(
                Product.POSTGRESQL,
                database + "?currentSchema=" + name,
                server.user(),
                server.password(),
                () -> execute(server, database, "DROP SCHEMA " + name + " CASCADE"));
    }

    private static void execute(DatabaseServer server, String url, String statement) {
        try (Connection connection = DriverManager.getConnection(url, server.user(), server.password());
                Statement executing = connection.createStatement()) {
            executing.execute(statement);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static TestDatabase file(Product product, String url) {
        return new TestDatabase(product, url, null, null, () -> {});
    }

    /** A connection that is nothing of the sink's. */
    Connection connect() throws SQLException {
        return user == null
                ? DriverManager.getConnection(url)
                : DriverManager.getConnection(url, user, String.valueOf(password));
    }

    /** What a sink needs besides the URL. */
    Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        if (user != null) {
            options.put("user", user);
            options.put("password", String.valueOf(password));
        }
        if (product == Product.ANSI) {
            options.put("dialect", "ansi");
        }
        return options;
    }

    String dialectName() {
        return product.name().toLowerCase(Locale.ROOT);
    }

    Dialect dialect() {
        return DatabaseProduct.named(dialectName()).sql().dialect();
    }

    /** The file that it is; null if it is in a server or in memory. */
    @Nullable Path file() {
        return DatabaseProduct.named(dialectName()).driver().file(url);
    }

    /** Where its tables are; null for anywhere. */
    @Nullable String schema(Connection connection) throws SQLException {
        return product == Product.POSTGRESQL ? connection.getSchema() : null;
    }

    /** Whether its file does not exist yet. */
    boolean isAbsent() {
        Path file = file();
        return file != null && !Files.exists(file);
    }
}
