package io.memberport.sink.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;

/** The transactions of H2. */
final class H2Transactions extends Transactions {

    /** It writes what is committed within half a second, unless an administrator tells it to do so at once. */
    @Override
    void commit(Handle handle) throws SQLException {
        super.commit(handle);
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        } catch (SQLException refused) {
            if (!SqlFailures.isDenied(refused)) {
                throw refused;
            }
        }
    }
}
