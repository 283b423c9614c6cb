package io.memberport.it;

import io.memberport.it.kill.InitialContent;
import io.memberport.testing.database.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A database of a PostgreSQL server, made again from a copy of the earlier export for each run. */
final class PostgresPlace extends ServerPlace {

    private static final String ADMINISTRATIVE_DATABASE = "postgres";

    /**
     * A database that is not there yet.
     *
     * @param name of letters and underscores
     */
    PostgresPlace(PostgresServer server, String name) throws SQLException {
        super(server, ADMINISTRATIVE_DATABASE, name);
        administer("CREATE DATABASE " + earlier + " OWNER " + USER);
    }

    /** Lets the user of all places in. */
    static PostgresServer withUser(PostgresServer server) throws SQLException {
        try (Connection connection = administrate(server, ADMINISTRATIVE_DATABASE)) {
            Sql.execute(connection, "CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD + "'");
        }
        return server;
    }

    private void administer(String statement) throws SQLException {
        try (Connection connection = administrate()) {
            Sql.execute(connection, statement);
        }
    }

    @Override
    public void prepare(InitialContent start) throws SQLException {
        administer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        administer("CREATE DATABASE " + name + " OWNER " + USER
                + (start == InitialContent.EARLIER_EXPORT ? " TEMPLATE " + earlier : ""));
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = super.connect();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return connection;
    }

    @Override
    public boolean isBusy() throws SQLException {
        try (Connection connection = connect()) {
            return !Sql.column(
                            connection,
                            "SELECT pid FROM pg_stat_activity WHERE datname = '" + name
                                    + "' AND backend_type = 'client backend' AND pid <> pg_backend_pid()")
                    .isEmpty();
        }
    }

    @Override
    public List<String> strays() throws SQLException {
        try (Connection connection = connect()) {
            return Sql.column(
                    connection,
                    "SELECT relname FROM pg_class WHERE relname LIKE 'memberport_stage%'"
                            + " UNION ALL SELECT 'lock ' || objid FROM pg_locks WHERE locktype = 'advisory'"
                            + " AND database = (SELECT oid FROM pg_database WHERE datname = '" + name + "')");
        }
    }
}
