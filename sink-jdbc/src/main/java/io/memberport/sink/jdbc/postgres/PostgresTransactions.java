package io.memberport.sink.jdbc.postgres;

import io.memberport.sink.jdbc.dialect.Transactions;
import io.memberport.sink.jdbc.failure.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The transactions of PostgreSQL, and its advisory locks. */
public final class PostgresTransactions extends Transactions {

    private static final String LOCKED = "55P03";

    @Override
    public void limitLockWaits(Handle handle, Duration longest) {
        handle.execute("SET lock_timeout = " + longest.toMillis());
    }

    @Override
    public boolean lock(Handle handle, String name, int patienceSeconds) {
        if (patienceSeconds == 0) {
            return handle.createQuery("SELECT pg_try_advisory_lock(hashtextextended(?, 0))")
                    .bind(0, name)
                    .mapTo(Boolean.class)
                    .one();
        }
        handle.execute("SET lock_timeout = '" + patienceSeconds + "s'");
        try {
            handle.createQuery("SELECT 1 FROM (SELECT pg_advisory_lock(hashtextextended(?, 0))) l")
                    .bind(0, name)
                    .mapTo(Integer.class)
                    .one();
            return true;
        } catch (RuntimeException failed) {
            SQLException sql = SqlFailures.sqlOf(failed);
            if (sql != null && LOCKED.equals(sql.getSQLState())) {
                return false;
            }
            throw failed;
        }
    }

    @Override
    public int serverSession(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    /** A server does not see that a connection is given up as long as something in between keeps it open. */
    @Override
    public boolean endServerSession(Handle handle, int serverSession, String name) {
        return !handle.createQuery(
                        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND"
                                + " pid = ? AND ((classid::bigint << 32) | objid::bigint) = hashtextextended(?, 0)")
                .bind(0, serverSession)
                .bind(1, name)
                .mapTo(Boolean.class)
                .list()
                .isEmpty();
    }

    @Override
    public boolean keepsRunsAway() {
        return true;
    }

    @Override
    public void unlock(Handle handle, String name) {
        handle.createQuery("SELECT pg_advisory_unlock(hashtextextended(?, 0))")
                .bind(0, name)
                .mapTo(Boolean.class)
                .one();
        handle.execute("RESET lock_timeout");
    }

    /** By a second connection, as libpq does; it also ends a copy that waits. */
    @Override
    public void cancel(Connection connection, @Nullable Statement running) throws SQLException {
        connection.unwrap(PGConnection.class).cancelQuery();
    }

    /** With memory for the comparison of all rows, which takes twice as long in the 4 MB that are the default. */
    @Override
    public void begin(Handle handle) throws SQLException {
        super.begin(handle);
        handle.createQuery("SELECT set_config('work_mem', '64MB', true)"
                        + " WHERE pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('64MB')")
                .mapTo(String.class)
                .findOne();
    }

    /** In a transaction, which drivers can be told to make read only, too. */
    @Override
    public boolean isReadOnly(Handle handle) throws SQLException {
        begin(handle);
        try {
            return handle.createQuery("SELECT current_setting('transaction_read_only') = 'on'")
                    .mapTo(Boolean.class)
                    .one();
        } finally {
            rollback(handle);
        }
    }
}
