package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.Need.Occasion;
import io.memberport.sink.jdbc.Need.Right;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out before a run whether the tables are fit for it, and whether its user may do what it will do. */
final class Rights {

    private static final Logger LOG = LoggerFactory.getLogger(Rights.class);

    private final Session session;
    private final Database database;
    private final String target;

    private Rights(Session session, Database database, String target) {
        this.session = session;
        this.database = database;
        this.target = target;
    }

    /**
     * Looks on a connection that is opened for that. Changes nothing.
     *
     * @throws MemberportException if a run with these settings cannot succeed
     */
    static void check(Database database, JdbcSettings settings) {
        String target = database.description();
        try (Session session = Session.open(database, target)) {
            new Rights(session, database, target).check(settings);
        }
    }

    private void check(JdbcSettings settings) {
        Dialect dialect = session.dialect();
        TargetTables there = session.call(Doing.READ, handle -> TargetTables.there(handle, target, settings, dialect));
        there.requireUsable();
        session.run(Doing.CHECK, handle -> dialect.requireOwnSession(handle, database));
        session.run(Doing.CHECK, this::requireWritable);
        session.run(Doing.CHECK, there::requireNoObstacle);
        TargetTables found = mayBeRead(there) ? session.call(Doing.READ, there::withCommits) : there;
        found.requireUsable();
        JdbcSettings settled = found.settled();
        TargetTables written = settled.equals(settings)
                ? found
                : session.call(Doing.READ, handle -> TargetTables.read(handle, target, settled, dialect));
        written.requireUsable();
        if (!settled.equals(settings)) {
            session.run(Doing.CHECK, written::requireNoObstacle);
        }
        session.run(Doing.CHECK, handle -> requireRights(handle, written, settled));
    }

    private void requireWritable(Handle handle) throws SQLException {
        if (session.dialect().isReadOnly(handle)) {
            throw new MemberportException(
                    FailureKind.TARGET, "The target " + target + " cannot be written. " + Trouble.READ_ONLY.advice());
        }
    }

    private boolean mayBeRead(TargetTables there) {
        List<Need> needs = new ArrayList<>(List.of(Need.of(Right.USE_SCHEMA)));
        needs.addAll(SyncLog.needs().stream()
                .filter(need -> need.right() == Right.SELECT)
                .toList());
        return session.call(Doing.CHECK, handle -> lacking(handle, there.names(), needs))
                .isEmpty();
    }

    private List<Lack> lacking(Handle handle, TableNames names, List<Need> needs) throws SQLException {
        return names.dialect().privileges().lacking(handle, names, needs);
    }

    private void requireRights(Handle handle, TargetTables found, JdbcSettings settings) throws SQLException {
        List<Lack> certain = new ArrayList<>();
        List<Lack> possible = new ArrayList<>();
        for (Lack lack : lacking(handle, found.names(), needs(handle, found, settings))) {
            boolean isCertain =
                    switch (lack.need().occasion()) {
                        case EVERY_RUN -> true;
                        case NEW_VARIABLE -> found.isFirst();
                        case CHANGED_TYPE -> false;
                    };
            (isCertain ? certain : possible).add(lack);
        }
        if (!certain.isEmpty()) {
            throw SqlFailures.denied(target, certain);
        }
        if (!possible.isEmpty()) {
            LOG.warn(
                    "A run into {} will fail when a variable is new or of another type, because its user may not change"
                            + " the table for it. An administrator can allow that: {}",
                    target,
                    Lack.remedy(possible));
        }
    }

    private static List<Need> needs(Handle handle, TargetTables found, JdbcSettings settings) throws SQLException {
        TableNames names = found.names();
        TableSet tables = TableSet.of(names, settings);
        List<Need> needs = new ArrayList<>(List.of(Need.of(Right.USE_SCHEMA), Need.of(Right.MAKE_TEMPORARY_TABLES)));
        if (new Catalog(handle.getConnection(), names).lacksSchema()) {
            needs.add(Need.of(Right.MAKE_SCHEMA));
        }
        for (Table table : tables.withSync()) {
            if (found.lacks(names.plain(table))) {
                needs.add(Need.of(Right.CREATE, table));
                if (!table.index().isEmpty()) {
                    needs.add(Need.of(Right.INDEX, table));
                }
            }
        }
        needs.addAll(SyncLog.needs());
        needs.addAll(tables.needs());
        if (!settings.createsTables()) {
            needs.removeIf(need -> need.occasion() != Occasion.EVERY_RUN);
        }
        return needs;
    }
}
