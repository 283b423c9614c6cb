package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.port.CommitReceipt;
import io.memberport.port.ValueAdjustments;
import io.memberport.sink.jdbc.JdbcMemberSink.Mode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transaction that moves what is staged into the tables. */
final class Commit {

    /** How long a lost connection's transaction may take to end. */
    static final int PATIENCE_SECONDS = 60;

    private static final Logger LOG = LoggerFactory.getLogger(Commit.class);

    private final Session session;
    private final OpenTables open;
    private final JdbcSettings settings;
    private final String target;
    private final String community;
    private final String runId;
    private final ExportMetadata metadata;
    private long repeated;

    Commit(
            Session session,
            OpenTables open,
            JdbcSettings settings,
            String target,
            String community,
            String runId,
            ExportMetadata metadata) {
        this.session = session;
        this.open = open;
        this.settings = settings;
        this.target = target;
        this.community = community;
        this.runId = runId;
        this.metadata = metadata;
    }

    /** What has become of a commit cannot be found out. */
    static MemberportException unknown(String target) {
        return new MemberportException(
                FailureKind.TARGET,
                "The connection to the target " + target
                        + " was lost while it committed, and whether it did cannot be found out now. Run again: what is"
                        + " committed is not written twice.");
    }

    /**
     * Commits.
     *
     * @param hasCommitted finds out on another connection whether it happened
     */
    CommitReceipt run(BooleanSupplier hasCommitted) {
        OpenTables.requireBatchId(metadata.batchId());
        long rows = session.call(Doing.COMMIT, this::write);
        try {
            session.runRegardless(Doing.COMMIT, session.dialect()::commit);
        } catch (MemberportException failed) {
            if (!isCommittedAllTheSame(hasCommitted, failed)) {
                throw failed;
            }
        }
        report();
        return new CommitReceipt(rows, open.values().policy().adjustments());
    }

    /** Everything but the last word. */
    private long write(Handle handle) throws SQLException {
        Dialect dialect = session.dialect();
        Staging staging = open.staging();
        open.load().finish();
        String stagedMembers = staging.name(staging.count() - 1);
        long staged = RowCount.of(handle, stagedMembers);
        repeated = staged - RowCount.distinct(handle, dialect.quote(Staging.MEMBER_ID), stagedMembers);
        requireAll(staged);
        if (repeated > 0) {
            open.tables().removeSuperseded(handle, staging);
        }
        if (!open.direct()) {
            staging.analyze(handle);
            open.tables().extend(handle, staging);
            dialect.begin(handle);
        }
        requireAlone(handle);
        refuseShrunk(handle, staged - repeated);
        return apply(handle, staging);
    }

    private long apply(Handle handle, Staging staging) throws SQLException {
        TableSet tables = open.tables();
        long syncId = open.lastSyncId() + 1;
        SyncEntry entry = new SyncEntry(
                syncId,
                runId,
                community,
                tables.name(),
                settings.numbers().wireName(),
                settings.mode().wireName(),
                open.sync().exportKey(handle, tables.name(), metadata),
                metadata,
                Instant.now(),
                repeated,
                open.values().policy().adjustments());
        open.sync().insert(handle, entry);
        long rows = tables.apply(handle, staging, open.sync(), syncId);
        open.sync().setRows(handle, syncId, rows);
        return rows;
    }

    private void requireAll(long staged) {
        if (staged != metadata.members()) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The target " + target + " has received " + staged + " members of " + metadata.members()
                            + ". Nothing was committed.");
        }
    }

    /** Where no lock keeps other runs away, the second to commit finds that it is not the next one any more. */
    private void requireAlone(Handle handle) {
        if (open.sync().lastId(handle) != open.lastSyncId()) {
            throw new MemberportException(
                    FailureKind.TARGET_BUSY,
                    "Another run has committed to the target " + target
                            + " meanwhile. Nothing was committed; run again.");
        }
    }

    private void refuseShrunk(Handle handle, long members) {
        if (settings.mode() != Mode.REPLACE || settings.forced()) {
            return;
        }
        long before = open.tables().members(handle);
        if (members * 2 < before) {
            throw refused("the export has " + members + " members, and the target " + before);
        }
    }

    private MemberportException refused(String why) {
        return new MemberportException(
                FailureKind.TARGET,
                "The target " + target + " was not replaced, because " + why
                        + ". If that is what you want, use the option force-replace=on.");
    }

    private boolean isCommittedAllTheSame(BooleanSupplier hasCommitted, MemberportException failed) {
        try {
            // Whatever is left of it must end, or it would hold the lock that tells that it has ended.
            session.close();
        } catch (MemberportException gone) {
            failed.addSuppressed(gone);
        }
        try {
            return hasCommitted.getAsBoolean();
        } catch (MemberportException second) {
            MemberportException unknown = unknown(target);
            unknown.addSuppressed(failed);
            unknown.addSuppressed(second);
            throw unknown;
        }
    }

    private void report() {
        if (repeated > 0) {
            LOG.warn("Members that came more than once in the export: {}; of each, the last one was taken", repeated);
        }
        ValueAdjustments adjusted = open.values().policy().adjustments();
        warn(adjusted.replaced(), "Values that the target {} cannot hold, and that were replaced: {}");
        warn(adjusted.rounded(), "Numbers that were rounded to the digits that the target {} has room for: {}");
        warn(
                adjusted.untyped(),
                "Values that are no number or date-time that the target {} can hold, kept as text: {}");
        warnOfDates();
    }

    private void warn(long values, String what) {
        if (values > 0) {
            LOG.warn(what, target, values);
        }
    }

    private void warnOfDates() {
        TimeRange range = session.dialect().times();
        boolean fit = Stream.of(metadata.sinceDatetime(), metadata.exportDate(), metadata.lastSyncDate())
                .allMatch(date -> date == null || range.holds(TimeRange.floorMicros(date)));
        if (!fit) {
            LOG.warn(
                    "A date of the export is beyond the range of the target {}, which holds none in its place", target);
        }
    }
}
