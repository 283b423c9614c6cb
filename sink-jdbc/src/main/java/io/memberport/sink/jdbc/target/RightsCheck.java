package io.memberport.sink.jdbc.target;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.database.Database;
import io.memberport.sink.jdbc.database.DatabaseProduct;
import io.memberport.sink.jdbc.dialect.Catalog;
import io.memberport.sink.jdbc.failure.DatabaseFault;
import io.memberport.sink.jdbc.failure.Operation;
import io.memberport.sink.jdbc.failure.SqlFailures;
import io.memberport.sink.jdbc.layout.TableSet;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.rights.MissingRight;
import io.memberport.sink.jdbc.rights.RequiredRight;
import io.memberport.sink.jdbc.rights.RequiredRight.Occasion;
import io.memberport.sink.jdbc.rights.RequiredRight.Right;
import io.memberport.sink.jdbc.session.JdbcSession;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import io.memberport.sink.jdbc.sync.SyncLog;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out before a run whether the tables are fit for it, and whether its user may do what it will do. */
public record RightsCheck(JdbcSession session, Database database, String target) {

    private static final Logger LOG = LoggerFactory.getLogger(RightsCheck.class);

    /**
     * Looks on a connection that is opened for that. Changes nothing.
     *
     * @throws MemberportException if a run with these settings cannot succeed
     */
    public static void check(Database database, JdbcOptions settings) {
        String target = database.description();
        try (JdbcSession session = JdbcSession.open(database, target)) {
            new RightsCheck(session, database, target).check(settings);
        }
    }

    private void check(JdbcOptions settings) {
        DatabaseProduct product = session.product();
        TargetTables there =
                session.call(Operation.READ, handle -> TargetTables.there(handle, target, settings, product));
        there.requireUsable();
        session.run(Operation.CHECK, handle -> product.driver().requireOwnSession(handle, database::connect, target));
        session.run(Operation.CHECK, this::requireWritable);
        session.run(Operation.CHECK, there::requireNoObstacle);
        TargetTables found = mayBeRead(there) ? session.call(Operation.READ, there::withCommits) : there;
        found.requireUsable();
        JdbcOptions settled = found.settled();
        TargetTables written = settled.equals(settings)
                ? found
                : session.call(Operation.READ, handle -> TargetTables.read(handle, target, settled, product));
        written.requireUsable();
        if (!settled.equals(settings)) {
            session.run(Operation.CHECK, written::requireNoObstacle);
        }
        session.run(Operation.CHECK, handle -> requireRights(handle, written, settled));
    }

    private void requireWritable(Handle handle) throws SQLException {
        if (session.product().sql().transactions().isReadOnly(handle)) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The target " + target + " cannot be written. " + DatabaseFault.READ_ONLY.advice());
        }
    }

    private boolean mayBeRead(TargetTables there) {
        List<RequiredRight> rights = new ArrayList<>(List.of(RequiredRight.of(Right.USE_SCHEMA)));
        rights.addAll(SyncLog.requiredRights().stream()
                .filter(needed -> needed.right() == Right.SELECT)
                .toList());
        return session.call(Operation.CHECK, handle -> missing(handle, there.names(), rights))
                .isEmpty();
    }

    private List<MissingRight> missing(Handle handle, TableNames names, List<RequiredRight> rights)
            throws SQLException {
        return session.product().privileges().missing(handle, names, rights);
    }

    private void requireRights(Handle handle, TargetTables found, JdbcOptions settings) throws SQLException {
        List<MissingRight> certain = new ArrayList<>();
        List<MissingRight> possible = new ArrayList<>();
        for (MissingRight missing : missing(handle, found.names(), requiredRights(handle, found, settings))) {
            boolean isCertain =
                    switch (missing.needed().occasion()) {
                        case EVERY_RUN -> true;
                        case NEW_VARIABLE -> found.isFirst();
                        case CHANGED_TYPE -> false;
                    };
            (isCertain ? certain : possible).add(missing);
        }
        if (!certain.isEmpty()) {
            throw denied(certain);
        }
        if (!possible.isEmpty()) {
            LOG.warn(
                    "A run that writes to {} will fail if a variable is new or has another type, because the user "
                            + "has no right to change the table. An administrator can give that right: {}",
                    target,
                    MissingRight.remedy(possible));
        }
    }

    private List<RequiredRight> requiredRights(Handle handle, TargetTables found, JdbcOptions settings)
            throws SQLException {
        TableNames names = found.names();
        TableSet tables = TableSet.of(session.product().sql(), names, settings);
        List<RequiredRight> rights = new ArrayList<>(
                List.of(RequiredRight.of(Right.USE_SCHEMA), RequiredRight.of(Right.MAKE_TEMPORARY_TABLES)));
        if (new Catalog(handle.getConnection(), session.product().sql().dialect(), names).lacksSchema()) {
            rights.add(RequiredRight.of(Right.MAKE_SCHEMA));
        }
        for (Table table : tables.withSync()) {
            if (found.missing().contains(names.plain(table))) {
                rights.add(RequiredRight.of(Right.CREATE, table));
                if (!table.index().isEmpty()) {
                    rights.add(RequiredRight.of(Right.INDEX, table));
                }
            }
        }
        found.lacking().forEach(lacks -> rights.add(RequiredRight.of(Right.ADD_COLUMNS, lacks.table())));
        rights.addAll(SyncLog.requiredRights());
        rights.addAll(tables.requiredRights());
        if (!settings.createsTables()) {
            rights.removeIf(needed -> needed.occasion() != Occasion.EVERY_RUN);
        }
        return rights;
    }

    /** A user may not do what a run does. */
    private MemberportException denied(List<MissingRight> missing) {
        SQLException said = missing.get(0).said();
        return new MemberportException(
                FailureKind.TARGET,
                "The target " + target + " cannot be written, because its user lacks rights"
                        + (said == null ? "." : SqlFailures.told(said)) + " An administrator can give them: "
                        + MissingRight.remedy(missing) + ". All that a run needs is in docs/databases.md.");
    }
}
