package io.memberport.sink.jdbc.layout;

import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.dialect.Statements;
import io.memberport.sink.jdbc.dialect.Trait;
import io.memberport.sink.jdbc.load.Staging;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.options.JdbcOptions.Departed;
import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.RowCount;
import io.memberport.sink.jdbc.sql.StagedRows;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import io.memberport.sink.jdbc.sync.SyncLog;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Members that the tables have and a full export does not. Their ids are in a temporary table, which is filled before the
 * transaction: in H2, a transaction that writes to such a table cannot be undone once its process was killed.
 *
 * @param staged the table with their ids, as it stands in statements; empty if they are not known
 * @param count how many there are about whom something is to be done
 * @param lost how many of them no earlier export has missed
 * @param before how many members the tables have that no earlier export has missed
 */
public record DepartedMembers(
        Statements statements, TableNames names, String staged, long count, long lost, long before) {

    private static final List<Column> IDS = List.of(Column.required(Names.MEMBER_ID, ColumnType.ID));
    private static final List<String> ID = List.of(Names.MEMBER_ID);
    private static final int PERCENT = 100;

    /**
     * Looks for them: one comparison of all members, which the database makes.
     *
     * @param member the table with a row per member
     * @param hasMarks whether it tells who has left before
     */
    static DepartedMembers find(
            Handle handle,
            DatabaseSql sql,
            TableNames names,
            JdbcOptions settings,
            Table member,
            boolean hasMarks,
            Staging staging) {
        Dialect dialect = sql.dialect();
        String target = names.qualified(member);
        String present = present(handle, sql.statements(), staging);
        Staging.Place found = staging.scratchKeyed(handle, "departed", IDS, key(dialect));
        String mark = dialect.quote(Names.DEPARTED_AT);
        String find = "INSERT INTO " + found.name() + " SELECT t." + dialect.quoted(ID) + " FROM " + target
                + " t LEFT JOIN " + present + " p ON " + dialect.same(ID, "p", "t") + " WHERE p." + dialect.quoted(ID)
                + " IS NULL";
        handle.execute(find + (hasMarks ? " AND t." + mark + " IS NULL" : ""));
        long lost = RowCount.of(handle, found.name());
        long before = lost == 0 ? 0 : countPresent(handle, dialect, names, member, hasMarks);
        if (hasMarks && settings.departed() == Departed.DELETE) {
            handle.execute(find + " AND t." + mark + " IS NOT NULL");
        }
        staging.analyze(handle, found);
        return new DepartedMembers(
                sql.statements(), names, found.name(), RowCount.of(handle, found.name()), lost, before);
    }

    /** How many members the tables have that no earlier export has missed. */
    static long countPresent(Handle handle, Dialect dialect, TableNames names, Table member, boolean hasMarks) {
        String unmarked = hasMarks ? " WHERE " + dialect.quote(Names.DEPARTED_AT) + " IS NULL" : "";
        return RowCount.of(handle, names.qualified(member) + unmarked);
    }

    /** Of whom no more is known than how many there were, and are; all that the tables have of them is replaced. */
    static DepartedMembers ofNumbers(Statements statements, TableNames names, long before, long now) {
        long lost = Math.max(0, before - now);
        return new DepartedMembers(statements, names, "", lost, lost, before);
    }

    /** The ids of the export's members, with a key where joins look for one. */
    private static String present(Handle handle, Statements statements, Staging staging) {
        String members = staging.name(staging.count() - 1);
        Dialect dialect = statements.dialect();
        if (!dialect.has(Trait.LOOKS_UP_KEYS)) {
            return members;
        }
        String keyed =
                staging.scratchKeyed(handle, "present", IDS, key(dialect)).name();
        statements.updateFromStaged(
                handle,
                members,
                part -> "INSERT INTO " + keyed + " SELECT s." + dialect.quoted(ID) + " FROM " + members + " s"
                        + StagedRows.where(part));
        return keyed;
    }

    private static List<String> key(Dialect dialect) {
        return dialect.has(Trait.LOOKS_UP_KEYS) ? ID : List.of();
    }

    /** Whether more of the members are lost than a share. */
    public boolean areMoreThan(int percent) {
        return lost * PERCENT > before * percent;
    }

    /** Gives their rows the export's date; if it has none, that of the commit. */
    void mark(Handle handle, Table member, RowGuard guard, SyncLog sync, long syncId) {
        Dialect dialect = statements.dialect();
        String update = "UPDATE " + names.qualified(member) + " SET " + dialect.quote(Names.DEPARTED_AT) + " = "
                + sync.date(syncId) + " WHERE " + dialect.quoted(ID) + " IN (SELECT s." + dialect.quoted(ID) + " FROM "
                + staged + " s";
        long marked = statements.updateFromStaged(handle, staged, part -> update + StagedRows.where(part) + ")");
        guard.requireAll(member, count, marked);
    }

    /** Deletes all that the tables have of them. */
    void delete(Handle handle, List<Table> tables, MatchingRows rows) {
        tables.forEach(table -> rows.delete(handle, table, staged, ID, ""));
    }
}
