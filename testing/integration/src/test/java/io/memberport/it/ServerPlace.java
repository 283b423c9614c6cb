package io.memberport.it;

import io.memberport.testing.database.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database of a server, beside another one that the earlier export is kept in. */
abstract class ServerPlace implements Place {

    final String name;
    final String earlier;
    private final DatabaseServer server;
    private final String administrativeDatabase;

    /**
     * Makes neither of them.
     *
     * @param administrativeDatabase which every server of the kind has
     * @param name of letters and underscores
     */
    ServerPlace(DatabaseServer server, String administrativeDatabase, String name) {
        this.server = server;
        this.administrativeDatabase = administrativeDatabase;
        this.name = name;
        this.earlier = name + "_earlier";
    }

    /** As the user who may do everything. */
    final Connection administrate() throws SQLException {
        return administrate(server, administrativeDatabase);
    }

    static Connection administrate(DatabaseServer server, String database) throws SQLException {
        return DriverManager.getConnection(server.url(database), server.user(), server.password());
    }

    @Override
    public final String url() {
        return server.url(name);
    }

    @Override
    public final String earlierUrl() {
        return server.url(earlier);
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, PASSWORD);
    }
}
