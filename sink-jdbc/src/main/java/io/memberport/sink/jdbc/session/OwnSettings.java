package io.memberport.sink.jdbc.session;

import io.memberport.sink.jdbc.dialect.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What a session has set for itself. A connection that belongs to the embedding program gets back what it had.
 *
 * @param restoring the statements that do it; none for a connection that ends
 * @param autoCommit whether each statement was a transaction of its own
 */
record OwnSettings(List<String> restoring, boolean autoCommit) {

    /**
     * Sets all that a run needs. Each statement commits by itself from here on, or locks would be taken in a transaction
     * that sees what was there before them.
     *
     * @param shared whether the connection is used after the session has ended
     */
    static OwnSettings set(Handle handle, SessionSettings settings, boolean shared) throws SQLException {
        Connection connection = handle.getConnection();
        boolean before = connection.getAutoCommit();
        if (!before) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        List<String> restoring = settings.set(handle);
        if (!shared) {
            settings.limitMemory(handle);
        }
        return new OwnSettings(shared ? restoring : List.of(), before || !shared);
    }

    /** Sets everything to what it was, as far as the connection still works, and closes. */
    void close(Handle handle) {
        try (handle) {
            restore(handle);
        }
    }

    private void restore(Handle handle) {
        try {
            restoring.forEach(handle::execute);
            if (!autoCommit) {
                handle.getConnection().setAutoCommit(false);
            }
        } catch (SQLException | RuntimeException broken) {
            // Its owner will find out, too.
        }
    }
}
