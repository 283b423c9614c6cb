package io.memberport.sink.jdbc.h2;

import io.memberport.sink.jdbc.dialect.Transactions;
import io.memberport.sink.jdbc.failure.DatabaseFault;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;

/** The transactions of H2. */
public final class H2Transactions extends Transactions {

    /** It writes what is committed within half a second, unless an administrator tells it to do so at once. */
    @Override
    public void commit(Handle handle) throws SQLException {
        super.commit(handle);
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        } catch (SQLException refused) {
            if (!DatabaseFault.DENIED.isIn(refused)) {
                throw refused;
            }
        }
    }
}
