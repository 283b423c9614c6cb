package io.memberport.it;

import io.memberport.testdatabases.MariaDbServer;
import io.memberport.testkit.kill.Start;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** A database of a MariaDB server; its tables are made anew from those of the earlier export for each run. */
final class MariaDbPlace implements Place {

    private final MariaDbServer server;
    private final String name;
    private final String earlier;

    /**
     * A database without tables.
     *
     * @param name of letters and underscores
     */
    MariaDbPlace(MariaDbServer server, String name) throws SQLException {
        this.server = server;
        this.name = name;
        this.earlier = name + "_earlier";
        try (Connection connection = administrate(server)) {
            Sql.execute(connection, "CREATE DATABASE " + earlier);
            Sql.execute(connection, "CREATE DATABASE " + name);
        }
    }

    /** Lets the user of all places in. */
    static MariaDbServer withUser(MariaDbServer server) throws SQLException {
        try (Connection connection = administrate(server)) {
            Sql.execute(connection, "CREATE USER " + USER + " IDENTIFIED BY '" + PASSWORD + "'");
            Sql.execute(connection, "GRANT ALL PRIVILEGES ON *.* TO " + USER);
        }
        return server;
    }

    private static Connection administrate(MariaDbServer server) throws SQLException {
        return DriverManager.getConnection(server.url("mysql"), server.user(), server.password());
    }

    @Override
    public String url() {
        return server.url(name);
    }

    @Override
    public String earlierUrl() {
        return server.url(earlier);
    }

    @Override
    public void prepare(Start start) throws SQLException {
        try (Connection connection = administrate(server)) {
            for (String table : tables(connection, name)) {
                Sql.execute(connection, "DROP TABLE " + name + "." + table);
            }
            if (start == Start.EARLIER_EXPORT) {
                for (String table : tables(connection, earlier)) {
                    Sql.execute(connection, "CREATE TABLE " + name + "." + table + " LIKE " + earlier + "." + table);
                    Sql.execute(
                            connection,
                            "INSERT INTO " + name + "." + table + " SELECT * FROM " + earlier + "." + table);
                }
            }
        }
    }

    private static List<String> tables(Connection connection, String database) throws SQLException {
        return Sql.column(
                connection, "SELECT table_name FROM information_schema.tables WHERE table_schema = '" + database + "'");
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, PASSWORD);
    }

    @Override
    public boolean isBusy() throws SQLException {
        try (Connection connection = connect()) {
            return !Sql.column(
                            connection,
                            "SELECT id FROM information_schema.processlist WHERE db = '" + name
                                    + "' AND id <> CONNECTION_ID()")
                    .isEmpty();
        }
    }

    @Override
    public List<String> strays() throws SQLException {
        try (Connection connection = administrate(server)) {
            return tables(connection, name).stream()
                    .filter(table -> table.startsWith("memberport_stage"))
                    .toList();
        }
    }
}
