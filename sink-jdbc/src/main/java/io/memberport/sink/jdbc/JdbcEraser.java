package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Text;
import io.memberport.port.ErasureReceipt;
import io.memberport.port.MemberEraser;
import io.memberport.port.MembersToErase;
import io.memberport.sink.jdbc.database.Database;
import io.memberport.sink.jdbc.dialect.Catalog;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.failure.Operation;
import io.memberport.sink.jdbc.layout.TableSet;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.session.JdbcSession;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.Table;
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
import java.util.Map;
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
    public ErasureReceipt count(String community, MembersToErase members) {
        if (database.isAbsentFile()) {
            return ErasureReceipt.ofNoExport();
        }
        try (JdbcSession session = JdbcSession.open(database, target)) {
            Held held = held(session, community);
            return session.call(Operation.READ, handle -> {
                Dialect dialect = session.product().sql().dialect();
                return receipt(held, members, new Counted(handle, dialect, held.tables(), ids(members)).look());
            });
        }
    }

    @Override
    public ErasureReceipt erase(String community, MembersToErase members) {
        if (database.isAbsentFile()) {
            return ErasureReceipt.ofNoExport();
        }
        try (JdbcSession session = JdbcSession.open(database, target)) {
            JdbcRun.prepare(session, database);
            TableNames names =
                    session.call(Operation.SET_UP, handle -> TargetTables.names(handle, settings, session.product()));
            OpenTables.lock(session, names, target);
            try {
                return erase(session, names, community, members);
            } finally {
                letGo(session, names);
            }
        }
    }

    private ErasureReceipt erase(JdbcSession session, TableNames names, String community, MembersToErase members) {
        Held held = held(session, community);
        ErasureReceipt receipt = session.call(Operation.MERGE, handle -> {
            session.transactions().begin(handle);
            Counted counted =
                    new Counted(handle, session.product().sql().dialect(), held.tables(), ids(members)).look();
            counted.delete(target);
            if (held.exports() > 0 && !session.transactions().keepsRunsAway()) {
                // Also if none is there: a run in progress may be about to commit them.
                new SyncLog(session.product().sql(), names).renumberLast(handle);
            }
            return receipt(held, members, counted);
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
     * What Memberport has committed.
     *
     * @param tables those that it has committed to, as statements name them; others of these names are not its own
     * @param keys the ids of the keys with which member ids are hashed there
     */
    private record Held(List<String> tables, long exports, Set<String> keys) {}

    private Held held(JdbcSession session, String community) {
        return session.call(Operation.READ, handle -> {
            DatabaseSql sql = session.product().sql();
            TargetTables found = TargetTables.read(handle, target, settings, session.product());
            found.requireOwnCommunity(community);
            Catalog catalog = new Catalog(handle.getConnection(), sql.dialect(), found.names());
            if (!catalog.hasTable(SyncLog.TABLE)) {
                return new Held(List.of(), 0, Set.of());
            }
            SyncLog sync = found.sync();
            List<String> there = new ArrayList<>();
            Set<String> keys = new HashSet<>();
            long exports = 0;
            for (Map.Entry<String, List<Table>> set :
                    TableSet.ofMembersByCommit(sql, found.names(), settings).entrySet()) {
                long commits = sync.commitsTo(handle, set.getKey());
                if (commits > 0) {
                    exports += commits;
                    keys.addAll(sync.memberIdKeys(handle, set.getKey()));
                    set.getValue().forEach(table -> there.add(found.names().qualified(table)));
                }
            }
            return new Held(there, exports, keys);
        });
    }

    private static Set<String> ids(MembersToErase members) {
        return members.ids().stream().map(Text::asString).collect(Collectors.toSet());
    }

    private ErasureReceipt receipt(Held held, MembersToErase members, Counted counted) {
        if (held.exports() == 0) {
            return ErasureReceipt.ofNoExport();
        }
        List<String> remains = new ArrayList<>(members.remains(held.keys()));
        remains.add("Backups, replicas and logs of " + target
                + ", what triggers have copied, and the space that deleted rows had in its files until the database uses it again,"
                + " are not reached.");
        List<Text> found = counted.found.stream().map(Text::of).toList();
        return new ErasureReceipt(held.exports(), members.count(found), counted.rows, 0, remains);
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
