package io.memberport.sink.jdbc;

import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.database.Database;
import io.memberport.sink.jdbc.dialect.Trait;
import io.memberport.sink.jdbc.failure.Operation;
import io.memberport.sink.jdbc.session.JdbcSession;
import io.memberport.sink.jdbc.session.Reconnection;
import io.memberport.sink.jdbc.sync.SyncLog;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** Finds out, on another connection, what has become of a commit that was not answered. */
record CommitLookup(Database database, String target, SyncLog sync, String runId) {

    /** What there is to know. */
    enum Fate {
        COMMITTED,
        NOT_COMMITTED,
        UNKNOWN
    }

    /**
     * Looks for the commit's row first: if it is there, nothing else matters. If it is not, the transaction may still be
     * in progress, and the lock is free only when it has ended, one way or the other.
     *
     * @param former the session of the commit, which is closed or given up
     * @param failed why this has to be found out; gets what fails here too
     */
    Fate find(JdbcSession former, MemberportException failed) {
        try (JdbcSession other =
                Reconnection.open(database, target, database.waits().former())) {
            if (other.callRegardless(Operation.READ, this::isThere)) {
                // Or it would keep the next run away.
                end(other, former);
                return Fate.COMMITTED;
            }
            if (!hasEnded(other, former)) {
                return Fate.UNKNOWN;
            }
            return other.callRegardless(Operation.READ, this::isThere) ? Fate.COMMITTED : Fate.NOT_COMMITTED;
        } catch (MemberportException notFoundOut) {
            failed.addSuppressed(notFoundOut);
            return Fate.UNKNOWN;
        }
    }

    private boolean isThere(Handle handle) throws SQLException {
        return sync.hasRun(handle, runId);
    }

    private boolean hasEnded(JdbcSession other, JdbcSession former) {
        if (!other.product().sql().dialect().has(Trait.LOCKS_RUNS)) {
            return !former.isLost() || database.file() != null;
        }
        // After so long it has nothing more to do than to wait for what this run does not say any more.
        return lock(other) || end(other, former);
    }

    /** Has the server end what is left of the commit's session; returns whether that has ended. */
    private boolean end(JdbcSession other, JdbcSession former) {
        boolean ending = !Thread.currentThread().isInterrupted()
                && other.callRegardless(
                        Operation.LOCK,
                        handle -> other.transactions().endServerSession(handle, former.serverSession(), lockName()));
        return ending && lock(other);
    }

    private boolean lock(JdbcSession other) {
        int patience = Thread.currentThread().isInterrupted()
                ? 0
                : (int) database.waits().former().toSeconds();
        return other.callRegardless(
                Operation.LOCK, handle -> other.transactions().lock(handle, lockName(), patience));
    }

    private String lockName() {
        return OpenTables.lockName(sync.names());
    }
}
