package io.memberport.sink.jdbc.postgres;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.failure.DatabaseFault;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether connections to PostgreSQL lead to a pooler that gives each transaction another session of the server.
 * Then locks and staging tables are not where they were made, and stay in sessions of others.
 */
final class Pooler {

    private static final String SESSION = "SELECT pg_catalog.pg_backend_pid()";

    /** A server, or a pooler that has no session left, may keep a second connection waiting. */
    private static final long PATIENCE_SECONDS = 20;

    private static final int QUESTIONS = 3;

    private Pooler() {}

    /** The session of the server that a connection has. */
    private static int session(Handle handle) {
        return handle.createQuery(SESSION).mapTo(Integer.class).one();
    }

    /**
     * Makes sure that a connection keeps its session, also when another one wants it. Poolers give away the session that was
     * used last, or all in turn, so the two ask in turns, and one of them more than once.
     */
    static void requireNone(Handle handle, ConnectionFactory another, String target) throws SQLException {
        int first = session(handle);
        Connection other = second(another);
        try (other) {
            boolean isShared = false;
            for (int i = 1; i < QUESTIONS; i++) {
                isShared |= session(handle) != first;
            }
            if (other != null && !isShared) {
                other.setAutoCommit(false);
                isShared = session(other) == first || session(handle) != first;
                other.rollback();
            }
            if (isShared) {
                throw refused(target);
            }
        }
    }

    private static MemberportException refused(String target) {
        return new MemberportException(
                FailureKind.TARGET,
                "The target " + target + " cannot be written. " + DatabaseFault.POOLER.advice()
                        + " Nothing was committed.");
    }

    /** Another connection; null if there is none to be had soon. It is then closed when it comes. */
    private static @Nullable Connection second(ConnectionFactory another) throws SQLException {
        CompletableFuture<Connection> coming = new CompletableFuture<>();
        Thread thread = new Thread(() -> connect(another, coming), "memberport-jdbc-second");
        thread.setDaemon(true);
        thread.start();
        try {
            return coming.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            return null;
        } catch (TimeoutException waiting) {
            return abandon(coming);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return abandon(coming);
        }
    }

    private static @Nullable Connection abandon(CompletableFuture<Connection> coming) throws SQLException {
        if (!coming.cancel(false) && !coming.isCompletedExceptionally()) {
            coming.join().close();
        }
        return null;
    }

    private static void connect(ConnectionFactory another, CompletableFuture<Connection> coming) {
        try {
            Connection connection = another.openConnection();
            if (!coming.complete(connection)) {
                connection.close();
            }
        } catch (SQLException | RuntimeException refused) {
            coming.completeExceptionally(refused);
        }
    }

    private static int session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SESSION)) {
            row.next();
            return row.getInt(1);
        }
    }
}
