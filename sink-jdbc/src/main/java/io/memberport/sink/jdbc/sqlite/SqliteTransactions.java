package io.memberport.sink.jdbc.sqlite;

import io.memberport.sink.jdbc.dialect.Transactions;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** The transactions of SQLite, begun and ended by statements. */
public final class SqliteTransactions extends Transactions {

    /** At once the only one to write, so that it does not fail later. */
    @Override
    public void begin(Handle handle) {
        handle.execute("BEGIN IMMEDIATE");
    }

    @Override
    public void commit(Handle handle) {
        handle.execute("COMMIT");
    }

    @Override
    public void rollback(Handle handle) throws SQLException {
        try {
            handle.execute("ROLLBACK");
        } catch (RuntimeException noTransaction) {
            // There is no way to ask.
        }
    }

    @Override
    public void sendBatch(Handle handle, PreparedStatement statement) throws SQLException {
        handle.execute("BEGIN");
        statement.executeBatch();
        handle.execute("COMMIT");
    }
}
