package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jspecify.annotations.Nullable;

/**
 * One connection, and the thread that alone uses it. So whoever calls can be interrupted while the database works: what it
 * is doing is then cancelled, which no driver does by itself, and some would be broken by an interruption.
 */
final class Session implements AutoCloseable {

    private static final long CANCEL_AGAIN_MILLIS = 200;

    /** Something done on the connection. */
    @FunctionalInterface
    interface Work<T> {

        T on(Handle handle) throws SQLException;
    }

    /** Something done on the connection that has no result. */
    @FunctionalInterface
    interface Task {

        void on(Handle handle) throws SQLException;

        private Work<Boolean> asWork() {
            return handle -> {
                on(handle);
                return true;
            };
        }
    }

    private final String target;
    private final ExecutorService thread;
    private final Handle handle;
    private final Dialect dialect;
    private volatile @Nullable Statement running;
    private volatile boolean cancelled;
    private volatile boolean pastCancelling;

    private Session(String target, ExecutorService thread, Handle handle, Dialect dialect) {
        this.target = target;
        this.thread = thread;
        this.handle = handle;
        this.dialect = dialect;
        handle.getConfig(SqlStatements.class).addCustomizer(new Tracking());
    }

    /** Connects. */
    static Session open(Database database, String target) {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread created = new Thread(task, "memberport-jdbc");
            created.setDaemon(true);
            return created;
        });
        boolean opened = false;
        try {
            Session session = new Awaiting(target, () -> {}).of(thread.submit(() -> connect(database, target, thread)));
            opened = true;
            return session;
        } finally {
            if (!opened) {
                thread.shutdown();
            }
        }
    }

    private static Session connect(Database database, String target, ExecutorService thread) {
        Connection connection;
        Dialect dialect;
        try {
            connection = database.connect();
        } catch (SQLException refused) {
            throw SqlFailures.connecting(target, refused, database.meansBusy(refused));
        }
        Jdbi jdbi = Jdbi.create(new Single(database, connection));
        // Its own rendering of a failed statement shows what was bound.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        Handle handle = jdbi.open();
        try {
            dialect = database.dialect(connection);
            dialect.prepare(handle);
            return new Session(target, thread, handle, dialect);
        } catch (SQLException | RuntimeException failed) {
            handle.close();
            throw SqlFailures.of(target, Doing.SET_UP, null, failed);
        }
    }

    Dialect dialect() {
        return dialect;
    }

    /**
     * Does something on the connection and waits for it; if the calling thread is interrupted meanwhile, cancels it.
     *
     * @param doing what to say in a message: "could not " + it
     */
    <T> T call(Doing doing, Work<T> work) {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
        return new Awaiting(target, this::cancel).of(submit(doing, work));
    }

    /** The same without a result. */
    void run(Doing doing, Task task) {
        call(doing, task.asWork());
    }

    /** The same, whatever the calling thread's interrupt status, and without being cancelled: for cleaning up. */
    <T> T callRegardless(Doing doing, Work<T> work) {
        boolean interrupted = Thread.interrupted();
        boolean before = pastCancelling;
        cancelled = false;
        pastCancelling = true;
        try {
            return new Awaiting(target, () -> {}).of(submit(doing, work));
        } finally {
            pastCancelling = before;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void runRegardless(Doing doing, Task task) {
        callRegardless(doing, task.asWork());
    }

    private <T> Future<T> submit(Doing doing, Work<T> work) {
        return thread.submit(() -> {
            try {
                return work.on(handle);
            } catch (SQLException | RuntimeException failed) {
                throw SqlFailures.of(target, doing, dialect, failed);
            } catch (VirtualMachineError struck) {
                // Where it struck, the driver may have left a lock behind that whatever came next would wait for.
                thread.shutdown();
                throw struck;
            }
        });
    }

    private void cancel() {
        cancelled = true;
        if (pastCancelling) {
            return;
        }
        try {
            dialect.cancel(handle.getConnection(), running);
        } catch (SQLException notCancelled) {
            // It will be tried again until the work has ended.
        }
    }

    private static MemberportException interrupted() {
        return new MemberportException(FailureKind.INTERRUPTED, "Interrupted; nothing was committed.");
    }

    /** Whether it has ended; it also does when the virtual machine runs out of memory, with the connection as it is. */
    boolean isClosed() {
        return thread.isShutdown();
    }

    /** Ends the connection and the thread. Idempotent. */
    @Override
    public void close() {
        if (isClosed()) {
            return;
        }
        try {
            runRegardless(Doing.CLOSE, Handle::close);
        } finally {
            thread.shutdown();
        }
    }

    /** The one connection, which the database ends. */
    private record Single(Database database, Connection connection) implements ConnectionFactory {

        @Override
        public Connection openConnection() {
            return connection;
        }

        @Override
        public void closeConnection(Connection ended) throws SQLException {
            database.disconnect(ended);
        }
    }

    /** Knows the statement under way, and lets none begin after a cancellation. */
    private final class Tracking implements StatementCustomizer {

        @Override
        public void beforeExecution(PreparedStatement statement, StatementContext context) {
            running = statement;
            if (cancelled && !pastCancelling) {
                throw interrupted();
            }
        }

        @Override
        public void afterExecution(PreparedStatement statement, StatementContext context) {
            running = null;
        }
    }

    /**
     * Waits for what the thread does.
     *
     * @param cancel done when the waiting thread is interrupted, and again until the work has ended
     */
    private record Awaiting(String target, Runnable cancel) {

        <T> T of(Future<T> work) {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return interrupted ? work.get(CANCEL_AGAIN_MILLIS, TimeUnit.MILLISECONDS) : work.get();
                    } catch (InterruptedException first) {
                        interrupted = true;
                        cancel.run();
                    } catch (TimeoutException stillGoing) {
                        cancel.run();
                    }
                }
            } catch (ExecutionException failed) {
                throw interrupted ? interrupted() : SqlFailures.rethrown(target, failed.getCause());
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
