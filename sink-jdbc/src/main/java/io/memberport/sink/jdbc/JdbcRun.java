package io.memberport.sink.jdbc;

import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.sink.jdbc.database.Database;
import io.memberport.sink.jdbc.failure.Operation;
import io.memberport.sink.jdbc.failure.SqlFailures;
import io.memberport.sink.jdbc.load.BulkLoad;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.session.JdbcSession;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One export on its way into one target, from the lock to the commit or to nothing. Used by one thread, but for {@link #prepare}. */
final class JdbcRun implements SinkRun {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcRun.class);

    private final Database database;
    private final JdbcOptions settings;
    private final String target;
    private final String community;
    private final String runId = UUID.randomUUID().toString();
    private final JdbcSession session;
    private final OpenTables open;
    private boolean committed;

    private JdbcRun(
            Database database,
            JdbcOptions settings,
            String target,
            String community,
            JdbcSession session,
            OpenTables open) {
        this.database = database;
        this.settings = settings;
        this.target = target;
        this.community = community;
        this.session = session;
        this.open = open;
    }

    /** Connects, locks the target and gets its tables ready. If that fails, nothing is left. */
    static JdbcRun start(Database database, JdbcOptions settings, SinkContext context, String target) {
        JdbcSession session = JdbcSession.open(database, target);
        try {
            prepare(session, database);
            OpenTables open = OpenTables.open(session, settings, context, target);
            return new JdbcRun(database, settings, target, context.community(), session, open);
        } catch (Throwable failed) {
            closeAfter(session, failed);
            throw failed;
        }
    }

    /** Makes a session fit for work that holds the lock of the target. */
    static void prepare(JdbcSession session, Database database) {
        session.run(
                Operation.SET_UP,
                handle -> session.transactions()
                        .limitLockWaits(handle, database.waits().lockedInRun()));
        session.run(
                Operation.SET_UP,
                handle -> session.product()
                        .driver()
                        .requireOwnSession(handle, database::connect, database.description()));
    }

    private static void closeAfter(JdbcSession session, Throwable failed) {
        try {
            session.close();
        } catch (RuntimeException second) {
            failed.addSuppressed(second);
        }
    }

    @Override
    public PreparedWrite prepare(MemberBlock block) {
        BulkLoad.EncodedBlock encoded;
        try {
            encoded = open.load().encode(block);
        } catch (SQLException impossible) {
            throw SqlFailures.of(target, Operation.WRITE, impossible);
        }
        return () -> write(encoded);
    }

    @Override
    public void write(MemberBlock block) {
        prepare(block).write();
    }

    private void write(BulkLoad.EncodedBlock encoded) {
        session.run(Operation.WRITE, handle -> {
            open.tables().see(encoded.survey());
            open.load().append(encoded);
        });
    }

    @Override
    public CommitReceipt commit(ExportMetadata metadata) {
        JdbcCommit commit = new JdbcCommit(session, open, settings, target, community, runId, metadata);
        CommitReceipt receipt = commit.run(new CommitLookup(database, target, open.sync(), runId));
        committed = true;
        return receipt;
    }

    /** Gives up what was not committed, and the connection in any case. */
    @Override
    public void close() {
        if (session.isClosed()) {
            return; // A commit whose answer was lost has ended it, or the end of memory.
        }
        try {
            if (!committed) {
                session.runRegardless(Operation.CLOSE, this::discard);
            } else {
                session.runRegardless(Operation.CLOSE, this::tidy);
            }
        } catch (MemberportException failed) {
            // The connection may be gone, and its transaction and temporary tables with it.
            LOG.debug(
                    "The target {} could not be cleaned up; the database does it when it ends the connection", target);
        } finally {
            session.close();
        }
    }

    private void discard(Handle handle) throws SQLException {
        try {
            open.load().close();
        } finally {
            session.transactions().rollback(handle);
            tidy(handle);
        }
    }

    /** Cleans up on a connection that its owner keeps using. */
    private void tidy(Handle handle) throws SQLException {
        open.staging().drop(handle);
        session.transactions().unlock(handle, OpenTables.lockName(open.sync().names()));
    }
}
