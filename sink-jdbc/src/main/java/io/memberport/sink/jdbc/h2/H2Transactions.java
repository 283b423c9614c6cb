package io.memberport.sink.jdbc.h2;

import io.memberport.sink.jdbc.dialect.Transactions;
import io.memberport.sink.jdbc.failure.DatabaseFault;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;

/**
 * The transactions of H2. A thread of its store writes every half second what there is, and that is what a killed process leaves. In the
 * middle of an {@code ALTER TABLE}, which copies the table and drops the old one, that can be without the table; in the middle of a
 * transaction it can, rarely, be half of that. So this thread does not write while either lasts. Only an administrator may say so.
 */
public final class H2Transactions extends Transactions {

    /** Milliseconds that are added to the setting, which outlives a killed process; the next run takes them off. */
    private static final int PAUSE = 600_000;

    @Override
    public void begin(Handle handle) throws SQLException {
        setWriteDelay(handle, ordinaryDelay(handle) + PAUSE);
        super.begin(handle);
    }

    /** The store writes what is committed only after its delay, unless an administrator tells it to do so at once. */
    @Override
    public void commit(Handle handle) throws SQLException {
        super.commit(handle);
        executeIfAllowed(handle, "CHECKPOINT SYNC");
        setWriteDelay(handle, ordinaryDelay(handle));
    }

    @Override
    public void rollback(Handle handle) throws SQLException {
        super.rollback(handle);
        if (delay(handle) >= PAUSE) {
            setWriteDelay(handle, ordinaryDelay(handle));
        }
    }

    private static int ordinaryDelay(Handle handle) {
        return delay(handle) % PAUSE;
    }

    /** Of a file that was just opened, H2 shows both what it does and what was set before; without a setting, what it does. */
    private static int delay(Handle handle) {
        return handle.createQuery("SELECT MAX(CAST(SETTING_VALUE AS INTEGER)) FROM INFORMATION_SCHEMA.SETTINGS"
                        + " WHERE SETTING_NAME = 'WRITE_DELAY'")
                .mapTo(int.class)
                .one();
    }

    private static void setWriteDelay(Handle handle, int milliseconds) throws SQLException {
        executeIfAllowed(handle, "SET WRITE_DELAY " + milliseconds);
    }

    private static void executeIfAllowed(Handle handle, String sql) throws SQLException {
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            if (!DatabaseFault.DENIED.isIn(refused)) {
                throw refused;
            }
        }
    }
}
