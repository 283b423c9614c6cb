package io.memberport.sink.jdbc.session;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.database.Database;
import io.memberport.sink.jdbc.database.DatabaseProduct;
import io.memberport.sink.jdbc.database.TimeLimits;
import io.memberport.sink.jdbc.dialect.Transactions;
import io.memberport.sink.jdbc.failure.Operation;
import io.memberport.sink.jdbc.failure.SqlFailures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
 * One connection, and the thread that alone uses it. So a caller can be interrupted while the database works: what it
 * does is then cancelled, which no driver does by itself, and some would be broken by an interruption. And a caller
 * waits no longer than {@link TimeLimits} says: the connection is then given up, with what the database does on it.
 */
public final class JdbcSession implements AutoCloseable {

    /** Something done on the connection. */
    @FunctionalInterface
    public interface Work<T> {

        T on(Handle handle) throws SQLException;
    }

    /** Something done on the connection that has no result. */
    @FunctionalInterface
    public interface Task {

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
    private final DatabaseProduct product;
    private final OwnSettings own;
    private final TimeLimits waits;
    private final int serverSession;
    private final SideThread cancelling = new SideThread();
    private volatile @Nullable Statement running;
    private volatile boolean cancelled;
    private volatile boolean pastCancelling;
    private volatile boolean lost;

    private JdbcSession(
            String target,
            ExecutorService thread,
            Handle handle,
            DatabaseProduct product,
            OwnSettings own,
            TimeLimits waits,
            int serverSession) {
        this.target = target;
        this.thread = thread;
        this.handle = handle;
        this.product = product;
        this.own = own;
        this.waits = waits;
        this.serverSession = serverSession;
        handle.getConfig(SqlStatements.class).addCustomizer(new Tracking());
    }

    /** Connects. */
    public static JdbcSession open(Database database, String target) {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> SideThread.daemon(task, "memberport-jdbc"));
        TimeLimits waits = database.waits();
        boolean opened = false;
        Future<JdbcSession> opening = thread.submit(() -> connect(database, target, thread));
        try {
            JdbcSession session = new TimedWait(
                            target,
                            waits.connection(),
                            waits.interrupted(),
                            () -> {},
                            () -> thread.execute(() -> closeLate(opening)),
                            () -> SqlFailures.silent(target, waits.connection()))
                    .forResultOf(opening);
            opened = true;
            return session;
        } finally {
            if (!opened) {
                thread.shutdown();
            }
        }
    }

    /** A connection that came when it was not waited for any more. */
    private static void closeLate(Future<JdbcSession> opening) {
        try {
            opening.get().handle.close();
        } catch (InterruptedException | ExecutionException | RuntimeException noConnection) {
            // Then there is nothing to close.
        }
    }

    private static JdbcSession connect(Database database, String target, ExecutorService thread) {
        Connection connection;
        try {
            connection = database.connect();
        } catch (SQLException refused) {
            throw SqlFailures.connecting(target, refused);
        }
        Jdbi jdbi = Jdbi.create(new Single(database, connection));
        // Its own rendering of a failed statement shows what was bound.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        Handle handle = jdbi.open();
        try {
            DatabaseProduct product = database.product(connection);
            OwnSettings own = OwnSettings.set(handle, product.settings(), database.isShared());
            product.sql().transactions().limitLockWaits(handle, database.waits().locked());
            int serverSession = product.sql().transactions().serverSession(connection);
            return new JdbcSession(target, thread, handle, product, own, database.waits(), serverSession);
        } catch (SQLException | RuntimeException failed) {
            handle.close();
            throw SqlFailures.of(target, Operation.SET_UP, failed);
        }
    }

    public DatabaseProduct product() {
        return product;
    }

    public Transactions transactions() {
        return product.sql().transactions();
    }

    /**
     * Does something on the connection and waits for it; if the calling thread is interrupted meanwhile, cancels it.
     *
     * @param operation what to say in a message: "could not " + it
     */
    public <T> T call(Operation operation, Work<T> work) {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
        try {
            return waitFor(operation, waits.of(operation)).forResultOf(submit(operation, work));
        } finally {
            // Or it might hit what comes next.
            cancelling.awaitEnd();
        }
    }

    private TimedWait waitFor(Operation operation, Duration longest) {
        return new TimedWait(
                target,
                longest,
                waits.interrupted(),
                this::cancel,
                this::abandon,
                () -> SqlFailures.silent(target, operation, longest));
    }

    /** The same without a result. */
    public void run(Operation operation, Task task) {
        call(operation, task.asWork());
    }

    /** The same, whatever the calling thread's interrupt status, and without being cancelled: for cleaning up. */
    public <T> T callRegardless(Operation operation, Work<T> work) {
        boolean interrupted = Thread.interrupted();
        boolean before = pastCancelling;
        cancelled = false;
        pastCancelling = true;
        try {
            return waitFor(operation, interrupted ? waits.interrupted() : waits.of(operation))
                    .forResultOf(submit(operation, work));
        } finally {
            pastCancelling = before;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public void runRegardless(Operation operation, Task task) {
        callRegardless(operation, task.asWork());
    }

    private <T> Future<T> submit(Operation operation, Work<T> work) {
        return thread.submit(() -> {
            try {
                return work.on(handle);
            } catch (SQLException | RuntimeException failed) {
                OutOfMemoryError memory = SqlFailures.outOfMemory(failed);
                if (memory != null) {
                    throw struck(memory);
                }
                lost |= SqlFailures.isLost(failed);
                throw SqlFailures.of(target, operation, failed);
            } catch (VirtualMachineError struck) {
                throw struck(struck);
            }
        });
    }

    /** Where it struck, the driver may have left a lock behind that whatever came next would wait for. */
    private <E extends VirtualMachineError> E struck(E error) {
        thread.shutdown();
        return error;
    }

    private void cancel() {
        cancelled = true;
        if (!pastCancelling) {
            cancelling.run(this::sendCancel);
        }
    }

    private void sendCancel() {
        try {
            transactions().cancel(handle.getConnection(), running);
        } catch (SQLException notCancelled) {
            // It will be tried again until the work has ended.
        }
    }

    /** Gives up the connection, with what the database does on it. */
    private void abandon() {
        lost = true;
        thread.shutdown();
        boolean cancels = !pastCancelling;
        new SideThread().run(() -> {
            if (cancels) {
                sendCancel();
            }
            try {
                handle.getConnection().abort(Runnable::run);
            } catch (SQLException notPossible) {
                // Then it ends when the driver or the network does.
            }
        });
    }

    /** What the server calls the connection, as far as the dialect says. */
    public int serverSession() {
        return serverSession;
    }

    /** Whether the connection failed or was given up, so that it is not known what became of its transaction. */
    public boolean isLost() {
        return lost;
    }

    static MemberportException interrupted() {
        return new MemberportException(FailureKind.INTERRUPTED, "Interrupted; nothing was committed.");
    }

    /** Whether it has ended; it also does when the connection is given up, or the virtual machine runs out of memory. */
    public boolean isClosed() {
        return thread.isShutdown();
    }

    /** Ends the connection and the thread. Idempotent. */
    @Override
    public void close() {
        if (isClosed()) {
            return;
        }
        try {
            runRegardless(Operation.CLOSE, own::close);
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

    /** Knows the statement in progress, and lets none begin after a cancellation. */
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
}
