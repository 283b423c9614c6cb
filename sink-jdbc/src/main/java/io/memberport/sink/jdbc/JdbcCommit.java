package io.memberport.sink.jdbc;

import io.memberport.encoding.json.PrivacyReport;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.AppliedPrivacy;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberChanges;
import io.memberport.port.CommitReceipt;
import io.memberport.port.SinkOption;
import io.memberport.port.ValueAdjustments;
import io.memberport.sink.jdbc.failure.DatabaseFault;
import io.memberport.sink.jdbc.failure.Operation;
import io.memberport.sink.jdbc.layout.DepartedMembers;
import io.memberport.sink.jdbc.layout.TableSet;
import io.memberport.sink.jdbc.load.Staging;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.session.JdbcSession;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.RowCount;
import io.memberport.sink.jdbc.sql.TimeRange;
import io.memberport.sink.jdbc.sync.SyncEntry;
import io.memberport.sink.jdbc.sync.SyncLog;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transaction that moves what is staged into the tables. */
record JdbcCommit(
        JdbcSession session,
        OpenTables open,
        JdbcOptions settings,
        String target,
        String community,
        String runId,
        ExportMetadata metadata) {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcCommit.class);

    /**
     * What was written.
     *
     * @param repeated how many members came more than once
     */
    private record Written(long rows, long repeated, MemberChanges members) {}

    /**
     * @param lookup finds out on another connection whether it happened
     */
    CommitReceipt run(CommitLookup lookup) {
        OpenTables.requireBatchId(metadata.batchId());
        Written written = session.call(Operation.MERGE, this::write);
        try {
            session.runRegardless(Operation.COMMIT, session.transactions()::commit);
        } catch (MemberportException failed) {
            requireCommitted(lookup, failed);
        }
        report(written.repeated());
        return new CommitReceipt(written.rows(), open.values().policy().adjustments(), written.members());
    }

    /** Everything but the last word. */
    private Written write(Handle handle) throws SQLException {
        Staging staging = open.staging();
        open.load().finish();
        String stagedMembers = staging.name(staging.count() - 1);
        long staged = RowCount.of(handle, stagedMembers);
        long repeated = staged
                - RowCount.number(
                        handle,
                        "COUNT(DISTINCT " + session.product().sql().dialect().quote(Names.MEMBER_ID) + ")",
                        stagedMembers);
        requireAll(staged);
        if (repeated > 0) {
            open.tables().removeSuperseded(handle, staging);
        }
        Optional<PrivacyReport> former =
                open.sync().lastReport(handle, open.tables().name());
        Mode mode = mode(handle, former);
        open.tables().commitAs(mode, metadata);
        @Nullable DepartedMembers departed = null;
        if (!open.direct()) {
            staging.analyze(handle);
            open.tables().extend(handle, staging);
            departed = departed(handle, mode, former, staged - repeated);
            session.transactions().begin(handle);
        }
        requireAlone(handle);
        refuseShrunk(handle, staged - repeated);
        refuseTooManyDeparted(departed);
        long rows = apply(handle, mode, staged - repeated, repeated, departed, report(former, mode));
        return new Written(rows, repeated, members(staged - repeated, departed));
    }

    /** Of a first export, whose tables were not there before, all are new. */
    private MemberChanges members(long exported, @Nullable DepartedMembers departed) {
        OptionalLong held = open.tables().heldMembers();
        Long left = open.direct() ? Long.valueOf(0) : null;
        return new MemberChanges(
                held.isPresent() ? exported - held.getAsLong() : null,
                held.isPresent() && !metadata.isFull() ? held.getAsLong() : null,
                departed == null ? left : Long.valueOf(departed.count()));
    }

    /**
     * What becomes of what is there. A full export under another policy for personal data leaves nothing of it, so that the tables
     * never hold what was written under two: neither values nor ids that the present one keeps out. The same if the policy does
     * something else to a variable than before, because Alida describes it otherwise now. Changes cannot do that; those under another
     * policy are not let come here.
     */
    private Mode mode(Handle handle, Optional<PrivacyReport> former) throws SQLException {
        if (settings.mode() != Mode.MERGE) {
            return settings.mode();
        }
        List<String> changed = treatedOtherwise(former);
        if (!metadata.isFull() && !changed.isEmpty()) {
            throw PrivacyReport.refusal(changed, target);
        }
        boolean replaces = metadata.isFull()
                && (!changed.isEmpty()
                        || open.sync()
                                .isUnderAnotherPolicy(handle, open.tables().name(), metadata));
        return replaces ? Mode.REPLACE : Mode.MERGE;
    }

    private List<String> treatedOtherwise(Optional<PrivacyReport> former) {
        PrivacyReport now = PrivacyReport.of(metadata.privacy());
        return now == null
                ? List.of()
                : former.filter(before -> before.policy().equals(now.policy()))
                        .map(now::changedSince)
                        .orElse(List.of());
    }

    /**
     * The members that have left, if something is to be done about them: in any case if other rules have all that is there replaced.
     * Where these write other ids, only their number is known.
     */
    private @Nullable DepartedMembers departed(Handle handle, Mode mode, Optional<PrivacyReport> former, long members)
            throws SQLException {
        boolean replaces = settings.mode() == Mode.MERGE && mode == Mode.REPLACE;
        AppliedPrivacy now = metadata.privacy();
        @Nullable String keyNow = now == null ? null : now.memberIdKey();
        @Nullable String keyBefore = former.map(PrivacyReport::memberIdKey).orElse(null);
        return replaces && !Objects.equals(keyBefore, keyNow)
                ? open.tables().countDeparted(handle, members)
                : open.tables().findDeparted(handle, open.staging(), metadata.isFull(), replaces);
    }

    /** Of this export, and after a merge of those before, so that each commit knows what was done to all variables that are there. */
    private @Nullable PrivacyReport report(Optional<PrivacyReport> former, Mode mode) {
        PrivacyReport now = PrivacyReport.of(metadata.privacy());
        return now == null || mode != Mode.MERGE ? now : former.map(now::after).orElse(now);
    }

    private long apply(
            Handle handle,
            Mode mode,
            long members,
            long repeated,
            @Nullable DepartedMembers departed,
            @Nullable PrivacyReport report)
            throws SQLException {
        TableSet tables = open.tables();
        long syncId = open.lastSyncId() + 1;
        SyncEntry entry = new SyncEntry(
                syncId,
                runId,
                community,
                tables.name(),
                SinkOption.wireName(settings.numbers()),
                SinkOption.wireName(mode),
                open.sync().exportKey(handle, tables.name(), metadata),
                metadata,
                Instant.now(),
                repeated,
                departed == null ? 0 : departed.count(),
                report,
                open.values().policy().adjustments());
        open.sync().forgetVariables(handle);
        insert(handle, entry);
        long rows = tables.apply(handle, open.staging(), members, open.sync(), syncId);
        if (departed != null && departed.count() > 0 && mode == Mode.MERGE) {
            tables.apply(handle, departed, open.sync(), syncId);
        }
        AppliedPrivacy applied = metadata.privacy();
        if (mode == Mode.REPLACE && applied != null && applied.hidesNames()) {
            open.sync().forgetOtherReports(handle, tables.name(), applied.fingerprint());
        }
        int completed = open.sync().setRows(handle, syncId, rows);
        // A driver can be told to count only rows that an update has changed.
        open.guard().requireAll(SyncLog.TABLE, rows > 0 ? 1 : 0, completed);
        return rows;
    }

    /** Its number is taken if another run has committed since that was looked up. */
    private void insert(Handle handle, SyncEntry entry) throws SQLException {
        try {
            open.guard().requireAll(SyncLog.TABLE, 1, open.sync().insert(handle, entry));
        } catch (SQLException failed) {
            if (DatabaseFault.of(failed) == DatabaseFault.CONSTRAINT) {
                throw notAlone();
            }
            throw failed;
        }
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
            throw notAlone();
        }
    }

    private MemberportException notAlone() {
        return new MemberportException(
                FailureKind.TARGET_BUSY,
                "Another run has committed to the target " + target + " meanwhile. Nothing was committed; run again.");
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

    private void refuseTooManyDeparted(@Nullable DepartedMembers departed) {
        if (departed != null && departed.areMoreThan(settings.departedLimit())) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The target " + target + " has " + departed.before() + " members, and the full export lacks "
                            + departed.lost() + " of them, more than the " + settings.departedLimit()
                            + " % of departed-limit. Nothing was committed. Find out whether the export has all members. If"
                            + " so many have left, raise the limit for this run: departed-limit=100 accepts any number.");
        }
    }

    private MemberportException refused(String why) {
        return new MemberportException(
                FailureKind.TARGET,
                "The target " + target + " was not replaced, because " + why
                        + ". To replace it anyway, use the option force-replace=on.");
    }

    /** Makes sure that a commit has happened all the same; else says what is known of it. */
    private void requireCommitted(CommitLookup lookup, MemberportException failed) {
        try {
            // Whatever is left of it must end, or it would hold the lock that tells that it has ended.
            session.close();
        } catch (MemberportException gone) {
            failed.addSuppressed(gone);
        }
        CommitLookup.Fate fate = lookup.find(session, failed);
        if (fate == CommitLookup.Fate.COMMITTED) {
            return;
        }
        boolean interrupted = failed.kind() == FailureKind.INTERRUPTED;
        if (fate == CommitLookup.Fate.NOT_COMMITTED && !interrupted) {
            throw failed;
        }
        MemberportException told = new MemberportException(
                interrupted ? FailureKind.INTERRUPTED : FailureKind.TARGET,
                "The target " + target + " was committing when "
                        + (interrupted ? "the run was interrupted" : "its answer was lost")
                        + (fate == CommitLookup.Fate.NOT_COMMITTED
                                ? ". It has not committed: it shows what it showed before."
                                : ". It is unknown whether it has committed. Run again: what is committed is not"
                                        + " written twice."));
        told.addSuppressed(failed);
        throw told;
    }

    private void report(long repeated) {
        if (repeated > 0) {
            LOG.warn(
                    "Members that are in the export more than once: {}; the last version of each was written",
                    repeated);
        }
        ValueAdjustments adjusted = open.values().policy().adjustments();
        warn(adjusted.replaced(), "Values that were replaced because the target {} cannot hold them: {}");
        warn(adjusted.rounded(), "Numbers that were rounded to the digits that the target {} has room for: {}");
        warn(
                adjusted.untyped(),
                "Values that are no number or date-time that the target {} can hold, kept as text: {}");
        if (open.tables().leavesOptionsOut()) {
            LOG.warn(
                    "The export has options that the table {} leaves out: more than there is room for, or with ids that no"
                            + " key holds; docs/databases.md has the limits",
                    open.tables().optionTable());
        }
        warnOfDates();
    }

    private void warn(long values, String what) {
        if (values > 0) {
            LOG.warn(what, target, values);
        }
    }

    private void warnOfDates() {
        TimeRange range = session.product().sql().dialect().times();
        boolean fit = Stream.of(metadata.sinceDatetime(), metadata.exportDate(), metadata.lastSyncDate())
                .allMatch(date -> date == null || range.holds(TimeRange.floorMicros(date)));
        if (!fit) {
            LOG.warn(
                    "A date of the export is beyond the range of the target {}, which stores null in its place",
                    target);
        }
    }
}
