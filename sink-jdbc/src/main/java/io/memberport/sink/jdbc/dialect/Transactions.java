package io.memberport.sink.jdbc.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Transactions, and the lock that keeps other runs away. What is here is what JDBC says; a subclass says where its database
 * is another way. Stateless.
 */
public class Transactions {

    /** Bounds how long statements wait for tables that another session has locked; where that is endless, or a day. */
    public void limitLockWaits(Handle handle, Duration longest) {}

    /**
     * Keeps other runs away until the connection ends.
     *
     * @param name of what is locked, within the database
     * @param patienceSeconds how long to wait for another run to end
     * @return false if another run is at work; true also where the database has no lock that outlives a transaction
     */
    public boolean lock(Handle handle, String name, int patienceSeconds) throws SQLException {
        return true;
    }

    /** Whether {@link #lock} keeps other runs away; where it does not, the second of two runs to commit fails. */
    public boolean keepsRunsAway() {
        return false;
    }

    /** What a server calls a connection, for {@link #endServerSession}; 0 where that does nothing. */
    public int serverSession(Connection connection) throws SQLException {
        return 0;
    }

    /**
     * Has the server end a connection of this user's that was given up, if it still has the lock of a name.
     *
     * @return whether it was there; it may take a moment to end
     */
    public boolean endServerSession(Handle handle, int serverSession, String name) {
        return false;
    }

    /** Lets other runs in again, on a connection that its owner may keep using. */
    public void unlock(Handle handle, String name) {}

    /** Stops what a connection is just doing, from another thread. */
    public void cancel(Connection connection, @Nullable Statement running) throws SQLException {
        if (running != null) {
            running.cancel();
        }
    }

    /** Starts the transaction that writes to the target. */
    public void begin(Handle handle) throws SQLException {
        handle.getConnection().setAutoCommit(false);
    }

    /** Ends it; when this returns, it is on stable storage. */
    public void commit(Handle handle) throws SQLException {
        Connection connection = handle.getConnection();
        connection.commit();
        connection.setAutoCommit(true);
    }

    public void rollback(Handle handle) throws SQLException {
        Connection connection = handle.getConnection();
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Sends a batch of rows to a staging table, in a transaction of its own. */
    public void sendBatch(Handle handle, PreparedStatement statement) throws SQLException {
        Connection connection = handle.getConnection();
        connection.setAutoCommit(false);
        statement.executeBatch();
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** Whether the connection takes no changes from any user: in a replica, for example. */
    public boolean isReadOnly(Handle handle) throws SQLException {
        return handle.getConnection().getMetaData().isReadOnly();
    }
}
