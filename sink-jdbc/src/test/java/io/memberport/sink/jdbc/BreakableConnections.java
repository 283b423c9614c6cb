package io.memberport.sink.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections that can be lost, all at once, as when the network goes. */
final class BreakableConnections implements DataSource {

    private final TestDatabase database;
    private final List<Connection> open = new ArrayList<>();

    BreakableConnections(TestDatabase database) {
        this.database = database;
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        Connection connection = database.connect();
        open.add(connection);
        return connection;
    }

    synchronized void breakAll() throws SQLException {
        for (Connection connection : open) {
            connection.close();
        }
        open.clear();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
