package io.memberport.testing.database;

import io.memberport.testing.process.ServerInstance;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database server that listens on the loopback interface only, with one user, who may do everything and needs the
 * password. Its files are in a private temporary directory.
 *
 * <p>Closing it ends the process and deletes the files, and so does the end of the virtual machine, in whatever way that
 * ends. Safe for use by several threads.
 */
public abstract class DatabaseServer implements AutoCloseable {

    static final String USER = "memberport";

    private final ServerInstance instance;
    private final AtomicInteger databases = new AtomicInteger();

    DatabaseServer(ServerInstance instance) {
        this.instance = instance;
    }

    /**
     * The JDBC URL of a database, without user and password.
     *
     * @param database its name, of letters, digits and underscores
     */
    public abstract String url(String database);

    /** The name of the one user. */
    public final String user() {
        return USER;
    }

    /** The user's password, another one for each server. */
    public final String password() {
        return instance.password();
    }

    /** Where the server listens, on 127.0.0.1; the same for all its life. */
    public final int port() {
        return instance.port();
    }

    /**
     * Makes an empty database.
     *
     * @return its name, which no other database of this server has had
     * @throws IllegalStateException if the server refuses
     */
    public final String newDatabase() {
        String name = "database_" + databases.incrementAndGet();
        administer(statement -> statement.execute("CREATE DATABASE " + name));
        return name;
    }

    /**
     * Drops a database and ends the connections to it. Does nothing if there is none of this name.
     *
     * @param name of letters, digits and underscores
     * @throws IllegalStateException if the server refuses
     */
    public final void dropDatabase(String name) {
        if (!name.matches("\\w+")) {
            throw new IllegalArgumentException("Not a plain name: " + name);
        }
        administer(statement -> drop(name, statement));
    }

    abstract void drop(String name, Statement statement) throws SQLException;

    /** The database that every server of the kind has. */
    abstract String administrativeDatabase();

    /**
     * Ends the server with SIGKILL, as a crash would, and waits until it is gone. Does nothing if it is gone already.
     */
    public final void kill() {
        instance.kill();
    }

    /**
     * Starts a killed server again, on the same files and port, and waits until it has recovered.
     *
     * @throws IllegalStateException if it runs, or does not start
     */
    public final void restart() {
        instance.restart();
    }

    /**
     * Ends the server, without caring for the data, and deletes its files. A second call does nothing.
     *
     * @throws IllegalStateException if files cannot be deleted
     */
    @Override
    public final void close() {
        instance.close();
    }

    final ServerInstance instance() {
        return instance;
    }

    private void administer(Work work) {
        try (Connection connection = DriverManager.getConnection(url(administrativeDatabase()), USER, password());
                Statement statement = connection.createStatement()) {
            work.with(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("The server refuses: " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Work {

        void with(Statement statement) throws SQLException;
    }
}
