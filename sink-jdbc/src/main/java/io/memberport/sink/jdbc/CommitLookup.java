package io.memberport.sink.jdbc;

import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.database.Database;
import io.memberport.sink.jdbc.dialect.Trait;
import io.memberport.sink.jdbc.failure.Operation;
import io.memberport.sink.jdbc.session.JdbcSession;
import io.memberport.sink.jdbc.sync.SyncLog;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Finds out, on another connection, what has become of a commit that was not answered. */
record CommitLookup(Database database, String target, SyncLog sync, String runId) {

    private static final Duration PAUSE = Duration.ofMillis(500);

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
        try (JdbcSession other = connect(Instant.now().plus(database.waits().former()))) {
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

    /** Tries until it works, or the time is over, or the thread is interrupted; then throws what went wrong last. */
    private JdbcSession connect(Instant end) {
        while (true) {
            try {
                return JdbcSession.open(database, target);
            } catch (MemberportException unreachable) {
                if (Instant.now().isAfter(end)) {
                    throw unreachable;
                }
                pause(unreachable);
            }
        }
    }

    private static void pause(MemberportException unreachable) {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unreachable;
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
