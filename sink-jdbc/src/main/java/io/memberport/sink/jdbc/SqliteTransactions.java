package io.memberport.sink.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** The transactions of SQLite, begun and ended by statements. */
final class SqliteTransactions extends Transactions {

    /** At once the only one to write, so that it does not fail later. */
    @Override
    void begin(Handle handle) {
        handle.execute("BEGIN IMMEDIATE");
    }

    @Override
    void commit(Handle handle) {
        handle.execute("COMMIT");
    }

    @Override
    void rollback(Handle handle) throws SQLException {
        try {
            handle.execute("ROLLBACK");
        } catch (RuntimeException noTransaction) {
            // There is no way to ask.
        }
    }

    @Override
    boolean hasTransactionalDdl() {
        return true;
    }

    @Override
    void sendBatch(Handle handle, PreparedStatement statement) throws SQLException {
        handle.execute("BEGIN");
        statement.executeBatch();
        handle.execute("COMMIT");
    }
}
