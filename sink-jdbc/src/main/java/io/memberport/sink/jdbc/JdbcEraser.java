package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Text;
import io.memberport.port.ErasureReceipt;
import io.memberport.port.MemberEraser;
import io.memberport.sink.jdbc.database.Database;
import io.memberport.sink.jdbc.dialect.Catalog;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.failure.Operation;
import io.memberport.sink.jdbc.layout.TableSet;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.session.JdbcSession;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.TableNames;
import io.memberport.sink.jdbc.sync.SyncLog;
import io.memberport.sink.jdbc.target.TargetTables;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Deletes members from all tables that have rows of them, in one transaction. Where the database has locks for that, no run is in
 * progress meanwhile; elsewhere a run in progress fails when it commits, as if another run had.
 */
record JdbcEraser(Database database, JdbcOptions settings, String target) implements MemberEraser {

    /** Ids in one statement. */
    private static final int STEP = 500;

    @Override
    public ErasureReceipt count(String community, Set<Text> memberIds) {
        if (database.isAbsentFile()) {
            return receipt(0, 0);
        }
        try (JdbcSession session = JdbcSession.open(database, target)) {
            List<String> tables = tables(session, community);
            return session.call(Operation.READ, handle -> {
                Dialect dialect = session.product().sql().dialect();
                Counted counted = new Counted(handle, dialect, tables, ids(memberIds)).look();
                return receipt(counted.found.size(), counted.rows);
            });
        }
    }

    @Override
    public ErasureReceipt erase(String community, Set<Text> memberIds) {
        if (database.isAbsentFile()) {
            return receipt(0, 0);
        }
        try (JdbcSession session = JdbcSession.open(database, target)) {
            JdbcRun.prepare(session, database);
            TableNames names =
                    session.call(Operation.SET_UP, handle -> TargetTables.names(handle, settings, session.product()));
            OpenTables.lock(session, names, target);
            try {
                return erase(session, names, community, ids(memberIds));
            } finally {
                letGo(session, names);
            }
        }
    }

    private ErasureReceipt erase(JdbcSession session, TableNames names, String community, Set<String> ids) {
        List<String> tables = tables(session, community);
        ErasureReceipt receipt = session.call(Operation.MERGE, handle -> {
            session.transactions().begin(handle);
            Counted counted = new Counted(handle, session.product().sql().dialect(), tables, ids).look();
            counted.delete(target);
            if (counted.rows > 0 && !session.transactions().keepsRunsAway()) {
                new SyncLog(session.product().sql(), names).renumberLast(handle);
            }
            return receipt(counted.found.size(), counted.rows);
        });
        try {
            session.runRegardless(Operation.COMMIT, session.transactions()::commit);
        } catch (MemberportException failed) {
            throw failed.with("It may be that the members are erased nevertheless. Erase them again, which finds out.");
        }
        return receipt;
    }

    /** Undoes what was not committed. The connection may be gone, and all of that with it. */
    private static void letGo(JdbcSession session, TableNames names) {
        try {
            session.runRegardless(Operation.CLOSE, handle -> {
                session.transactions().rollback(handle);
                session.transactions().unlock(handle, OpenTables.lockName(names));
            });
        } catch (MemberportException gone) {
            // The database does it when it ends the connection.
        }
    }

    /**
     * Those that Memberport has committed to, as statements name them. Others of these names are not its own.
     */
    private List<String> tables(JdbcSession session, String community) {
        return session.call(Operation.READ, handle -> {
            DatabaseSql sql = session.product().sql();
            TargetTables found = TargetTables.read(handle, target, settings, session.product());
            found.requireCommunity(community);
            Catalog catalog = new Catalog(handle.getConnection(), sql.dialect(), found.names());
            if (!catalog.hasTable(SyncLog.TABLE)) {
                return List.of();
            }
            SyncLog sync = new SyncLog(sql, found.names());
            List<String> there = new ArrayList<>();
            TableSet.ofMembersByCommit(sql, found.names(), settings).forEach((name, tables) -> {
                if (sync.hasCommitsTo(handle, name)) {
                    tables.forEach(table -> there.add(found.names().qualified(table)));
                }
            });
            return there;
        });
    }

    private static Set<String> ids(Set<Text> memberIds) {
        return memberIds.stream().map(Text::asString).collect(Collectors.toSet());
    }

    private ErasureReceipt receipt(long members, long rows) {
        return new ErasureReceipt(
                members,
                rows,
                0,
                List.of("Backups, replicas and logs of " + target
                        + ", and the space that deleted rows had in its files until"
                        + " the database uses it again, are not reached."));
    }

    /** What there is of members in tables. Ids are bound, never part of a statement. */
    private static final class Counted {

        private final Handle handle;
        private final String id;
        private final List<String> tables;
        private final Set<String> wanted;
        private final Set<String> found = new HashSet<>();
        private long rows;

        Counted(Handle handle, Dialect dialect, List<String> tables, Set<String> wanted) {
            this.handle = handle;
            this.id = dialect.quote(Names.MEMBER_ID);
            this.tables = tables;
            this.wanted = wanted;
        }

        Counted look() throws SQLException {
            return look(wanted);
        }

        private Counted look(Set<String> ids) throws SQLException {
            rows = 0;
            for (List<String> step : steps(ids)) {
                for (String table : tables) {
                    look(table, step);
                }
            }
            return this;
        }

        private static List<List<String>> steps(Set<String> ids) {
            List<String> all = List.copyOf(ids);
            List<List<String>> steps = new ArrayList<>();
            for (int from = 0; from < all.size(); from += STEP) {
                steps.add(all.subList(from, Math.min(all.size(), from + STEP)));
            }
            return steps;
        }

        private void look(String table, List<String> ids) throws SQLException {
            try (PreparedStatement query = prepare("SELECT " + id + ", COUNT(*) FROM ", table, ids, " GROUP BY " + id);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    // A database may take an id for equal that differs in a blank at its end.
                    if (wanted.contains(row.getString(1))) {
                        found.add(row.getString(1));
                        rows += row.getLong(2);
                    }
                }
            }
        }

        /** Deletes what was found. */
        void delete(String target) throws SQLException {
            for (List<String> step : steps(found)) {
                for (String table : tables) {
                    try (PreparedStatement delete = prepare("DELETE FROM ", table, step, "")) {
                        delete.executeUpdate();
                    }
                }
            }
            long before = rows;
            look(Set.copyOf(found));
            if (rows > 0) {
                throw new MemberportException(
                        FailureKind.TARGET,
                        "The database has kept " + rows + " rows that were deleted from " + target
                                + ": a trigger, a rule or a policy for rows prevents it. Nothing was erased. Remove it, then"
                                + " erase the members again.");
            }
            rows = before;
        }

        private PreparedStatement prepare(String start, String table, List<String> ids, String end)
                throws SQLException {
            String marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
            PreparedStatement statement = handle.getConnection()
                    .prepareStatement(start + table + " WHERE " + id + " IN (" + marks + ")" + end);
            for (int i = 0; i < ids.size(); i++) {
                statement.setString(i + 1, ids.get(i));
            }
            return statement;
        }
    }
}
