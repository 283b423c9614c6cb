package io.memberport.sink.jdbc;

import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.port.ExportFileSource;
import io.memberport.port.Layout;
import io.memberport.testing.database.DatabaseServer;
import io.memberport.testing.database.MariaDbServer;
import io.memberport.testing.database.PostgresServer;
import io.memberport.testkit.TestExport;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A schema, or in MariaDB a database, and an account; each as new for every set of rights. */
public final class Place implements AutoCloseable {

    private static final AtomicInteger PLACES = new AtomicInteger();
    private static final String PASSWORD = "change-me";

    /** The databases that have accounts. */
    enum Product {
        POSTGRESQL,
        MARIADB,
        H2;

        String dialectName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A database, and who may do everything in it.
     *
     * @param name as it stands in statements
     */
    private record Administered(String url, String name, String user, String password, Runnable removal) {

        static Administered of(Product product) throws SQLException {
            return switch (product) {
                case POSTGRESQL -> of(PostgresServer.shared());
                case MARIADB -> of(MariaDbServer.shared());
                case H2 -> inMemory("accounts_" + PLACES.incrementAndGet());
            };
        }

        static Administered of(DatabaseServer server) {
            String name = server.newDatabase();
            return new Administered(
                    server.url(name), name, server.user(), server.password(), () -> server.dropDatabase(name));
        }

        private static Administered inMemory(String name) throws SQLException {
            String url = "jdbc:h2:mem:" + name;
            // Gone with this connection, unless others are left.
            Connection keeping = DriverManager.getConnection(url, "sa", PASSWORD);
            return new Administered(url, name, "sa", PASSWORD, () -> {
                try {
                    keeping.close();
                } catch (SQLException failed) {
                    throw new IllegalStateException(failed);
                }
            });
        }
    }

    private final Product product;
    private final Administered database;
    private String schema = "";
    private String account = "";

    private Place(Product product, Administered database) {
        this.product = product;
        this.database = database;
    }

    /** In a database of its own. */
    static Place in(Product product) throws SQLException {
        return prepared(new Place(product, Administered.of(product)));
    }

    /** The same on a server of the test's. */
    static Place on(MariaDbServer server) throws SQLException {
        return prepared(new Place(Product.MARIADB, Administered.of(server)));
    }

    private static Place prepared(Place place) throws SQLException {
        if (place.product == Product.POSTGRESQL) {
            // Else everybody has what is to be shown to be needed.
            place.administer("REVOKE ALL ON DATABASE " + place.database.name() + " FROM PUBLIC");
        }
        return place;
    }

    /** Makes schema and account, with these rights; {@code memberport}, {@code crm} and {@code members} get other names. */
    void set(List<String> statements) throws SQLException {
        clear();
        int number = PLACES.incrementAndGet();
        schema = "crm_" + number;
        account = "loader_" + number;
        administer("CREATE SCHEMA " + schema);
        administer(statements);
    }

    /** The same, and the tables of a layout. */
    void setWithTables(Layout layout, List<String> statements) throws SQLException {
        set(List.of());
        administer(List.of(JdbcMemberSink.to(database.url())
                .schema(schemaAsKept())
                .layout(layout)
                .build()
                .setupScript()
                .split(";\n")));
        administer(statements);
    }

    private String schemaAsKept() {
        return product == Product.H2 ? schema.toUpperCase(Locale.ROOT) : schema;
    }

    void administer(String... statements) throws SQLException {
        administer(List.of(statements));
    }

    void administer(List<String> statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(named(sql));
            }
        }
    }

    /** A statement with the names that there are in place of those in the documentation. */
    String named(String sql) {
        return sql.replaceAll("\\bmemberport\\b", account)
                .replaceAll("\\bcrm\\b", schema)
                .replaceAll("\\bDATABASE (\"?)members\\b", "DATABASE $1" + database.name());
    }

    /** A connection of the administrator's. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    /** A sink as the account has it. */
    JdbcMemberSink.Builder sink() {
        return sink("");
    }

    /**
     * The same.
     *
     * @param parameters what stands behind the URL
     */
    JdbcMemberSink.Builder sink(String parameters) {
        return sinkWithoutSchema(parameters).schema(schemaAsKept());
    }

    /** The same, into whatever schema the connection has. */
    JdbcMemberSink.Builder sinkWithoutSchema(String parameters) {
        String url = product == Product.MARIADB ? database.url().replace(database.name(), schema) : database.url();
        return JdbcMemberSink.to(url + parameters).credentials(account, PASSWORD);
    }

    /** Runs exports one after the other. */
    void run(JdbcMemberSink.Builder sink, List<TestExport> exports) {
        for (TestExport export : exports) {
            try (ExportFileSource file = export.asFile()) {
                ExportTransfer.forCommunity("community").run(file, null, List.of(sink.build()), ExportListener.NONE);
            }
        }
    }

    long commits() throws SQLException {
        return count("memberport_sync");
    }

    private long count(String table) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + schema + "." + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Every column of every table there is, and how many rows each table has. */
    List<String> content() throws SQLException {
        List<String> content = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = '"
                                + schemaAsKept() + "' ORDER BY table_name, column_name")) {
            while (row.next()) {
                String table = row.getString(1);
                content.add(table + "." + row.getString(2) + " " + count(table));
            }
        }
        return content;
    }

    private void clear() throws SQLException {
        if (schema.isEmpty()) {
            return;
        }
        administer("DROP SCHEMA " + schema + (product == Product.MARIADB ? "" : " CASCADE"));
        if (product == Product.POSTGRESQL) {
            administer("DROP OWNED BY " + account);
        }
        administer("DROP USER " + account);
        schema = "";
    }

    @Override
    public void close() throws SQLException {
        clear();
        database.removal().run();
    }
}
