package io.memberport.it;

import io.memberport.it.kill.InitialContent;
import io.memberport.testing.database.MariaDbServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A database of a MariaDB server; its tables are made again from those of the earlier export for each run. */
final class MariaDbPlace extends ServerPlace {

    private static final String ADMINISTRATIVE_DATABASE = "mysql";

    /**
     * A database without tables.
     *
     * @param name of letters and underscores
     */
    MariaDbPlace(MariaDbServer server, String name) throws SQLException {
        super(server, ADMINISTRATIVE_DATABASE, name);
        try (Connection connection = administrate()) {
            Sql.execute(connection, "CREATE DATABASE " + earlier);
            Sql.execute(connection, "CREATE DATABASE " + name);
        }
    }

    /** Lets the user of all places in. */
    static MariaDbServer withUser(MariaDbServer server) throws SQLException {
        try (Connection connection = administrate(server, ADMINISTRATIVE_DATABASE)) {
            Sql.execute(connection, "CREATE USER " + USER + " IDENTIFIED BY '" + PASSWORD + "'");
            Sql.execute(connection, "GRANT ALL PRIVILEGES ON *.* TO " + USER);
        }
        return server;
    }

    @Override
    public void prepare(InitialContent start) throws SQLException {
        try (Connection connection = administrate()) {
            for (String table : tables(connection, name)) {
                Sql.execute(connection, "DROP TABLE " + name + "." + table);
            }
            if (start == InitialContent.EARLIER_EXPORT) {
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
        try (Connection connection = administrate()) {
            return tables(connection, name).stream()
                    .filter(table -> table.startsWith("memberport_stage"))
                    .toList();
        }
    }
}
