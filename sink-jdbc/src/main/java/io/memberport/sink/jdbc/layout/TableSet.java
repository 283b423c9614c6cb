package io.memberport.sink.jdbc.layout;

import static io.memberport.sink.jdbc.sql.Column.optional;
import static io.memberport.sink.jdbc.sql.Column.required;

import io.memberport.model.AppliedPrivacy;
import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.port.Layout;
import io.memberport.port.SinkOption;
import io.memberport.sink.jdbc.dialect.Catalog;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.dialect.Statements;
import io.memberport.sink.jdbc.load.BlockLayout;
import io.memberport.sink.jdbc.load.BlockSurvey;
import io.memberport.sink.jdbc.load.Staging;
import io.memberport.sink.jdbc.load.TargetValues;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.options.JdbcOptions.Departed;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.rights.RequiredRight;
import io.memberport.sink.jdbc.rights.RequiredRight.Right;
import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.RowCount;
import io.memberport.sink.jdbc.sql.StagedRows;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import io.memberport.sink.jdbc.sync.SyncLog;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a layout, how members get into them, and how a commit does it. One object serves one run. Used by the
 * database's thread.
 */
public abstract class TableSet {

    private static final String HISTORY = "_history";

    final DatabaseSql sql;
    final TableNames names;
    final Dialect dialect;
    final Statements statements;
    final JdbcOptions settings;

    /** The table with a row per member. */
    final Table member;

    private final OptionTable options;

    private Mode mode;
    private @Nullable ExportMetadata export;
    private @Nullable RowGuard guard;
    private long heldMembers = -1;

    /**
     * @param memberName what the table with a row per member is called
     * @param optionName what the table with a row per option is called
     * @param own columns of the first that come from the member, beside the id
     */
    TableSet(
            DatabaseSql sql,
            TableNames names,
            JdbcOptions settings,
            String memberName,
            String optionName,
            Column... own) {
        this.sql = sql;
        this.names = names;
        this.dialect = sql.dialect();
        this.statements = sql.statements();
        this.settings = settings;
        this.mode = settings.mode();
        List<Column> columns = columns(required(Names.MEMBER_ID, ColumnType.ID));
        columns.addAll(List.of(own));
        columns.addAll(exportColumns());
        Table always = Table.keyed(tableName(memberName), columns, LayoutColumns.key(settings, Names.MEMBER_ID));
        this.member = settings.marksDeparted()
                ? always.andAdded(List.of(optional(Names.DEPARTED_AT, ColumnType.TIME)))
                : always;
        this.options = new OptionTable(sql, names, tableName(optionName));
    }

    public static TableSet of(DatabaseSql sql, TableNames names, JdbcOptions settings) {
        return switch (settings.layout()) {
            case LONG -> new LongTables(sql, names, settings);
            case WIDE -> new WideTables(sql, names, settings);
            case JSON -> new DocumentTables(sql, names, settings);
        };
    }

    /** Tables of members of every layout, with history and without, by what commits to them are remembered by. */
    public static Map<String, List<Table>> ofMembersByCommit(DatabaseSql sql, TableNames names, JdbcOptions settings) {
        Map<String, List<Table>> tables = new TreeMap<>();
        for (Layout layout : Layout.values()) {
            List<String> plain = of(sql, names, settings.withLayout(layout)).tables().stream()
                    .filter(table -> table.columnNames().contains(Names.MEMBER_ID))
                    .map(table -> table.name().replaceFirst(HISTORY + "$", ""))
                    .toList();
            for (String suffix : List.of("", HISTORY)) {
                tables.put(
                        SinkOption.wireName(layout) + suffix,
                        plain.stream()
                                .map(name ->
                                        Table.staging(name + suffix, List.of(required(Names.MEMBER_ID, ColumnType.ID))))
                                .toList());
            }
        }
        return tables;
    }

    /** What commits to these tables are remembered by. */
    public static String nameOf(JdbcOptions settings) {
        return SinkOption.wireName(settings.layout()) + (settings.keepsHistory() ? HISTORY : "");
    }

    public final String name() {
        return nameOf(settings);
    }

    /** All of them, as they are made. */
    public final List<Table> tables() {
        List<Table> all = new ArrayList<>(ownTables());
        all.add(options.table());
        return all;
    }

    /** Those that hold members and describe their variables. */
    abstract List<Table> ownTables();

    /** All of them, and the one that tells of commits. */
    public final List<Table> withSync() {
        List<Table> all = new ArrayList<>(tables());
        all.add(SyncLog.TABLE);
        return all;
    }

    /** What a run does to them, as far as they are there. */
    public final List<RequiredRight> requiredRights() {
        List<RequiredRight> rights = new ArrayList<>(ownRights());
        rights.addAll(options.requiredRights(settings.mode()));
        return rights;
    }

    /** What it does to {@link #ownTables()}. */
    abstract List<RequiredRight> ownRights();

    /**
     * What it takes to write a table by {@link #clear} and {@link #insertStaged}.
     *
     * @param matching names of the columns by which rows are found
     */
    final List<RequiredRight> written(Table table, List<String> matching) {
        List<RequiredRight> rights = new ArrayList<>(List.of(RequiredRight.insert(table)));
        if (settings.mode() == Mode.MERGE) {
            rights.add(RequiredRight.select(table, matching));
        }
        if (settings.mode() != Mode.APPEND) {
            rights.add(RequiredRight.of(Right.DELETE, table));
        }
        return rights;
    }

    /**
     * The same for the members, which are counted before they are replaced.
     *
     * @param matching names of the columns by which rows are found
     */
    final List<RequiredRight> writtenMembers(String... matching) {
        List<RequiredRight> rights = written(member, List.of(matching));
        if (settings.mode() == Mode.REPLACE && !settings.forced()) {
            rights.add(RequiredRight.select(member, List.of(Names.MEMBER_ID)));
        }
        if (settings.marksDeparted()) {
            rights.add(RequiredRight.select(member, List.of(Names.DEPARTED_AT)));
            rights.add(RequiredRight.update(member, List.of(Names.DEPARTED_AT)));
        }
        return rights;
    }

    /** Whether a first export can be written straight into tables that this transaction makes. */
    public boolean canLoadDirectly() {
        return false;
    }

    /** Looks at what is there, and gets ready for an export. */
    public void open(Handle handle) throws SQLException {}

    /**
     * The staging tables; the one at index 0 gets most rows, the last one a row per member, with {@link
     * Names#MEMBER_NO} and {@link Names#MEMBER_ID}.
     *
     * @param direct whether the first one is the target itself
     */
    public abstract Staging staging(boolean direct);

    public abstract Supplier<BlockLayout> layouts(TargetValues values);

    /** Hears of variables and options, in the order of the export. */
    public final void see(BlockSurvey survey) {
        see(survey.variables());
        options.see(survey.options());
    }

    abstract void see(List<ProfileVariable> some);

    /**
     * Says how to commit, before {@link #extend}.
     *
     * @param how {@link Mode#REPLACE} also in place of {@link Mode#MERGE}
     * @param what the export that is committed
     */
    public final void commitAs(Mode how, ExportMetadata what) {
        mode = how;
        export = what;
    }

    /** What this commit does to the rows that are there. */
    final Mode mode() {
        return mode;
    }

    /** What a policy for personal data has done to the export; null without one. */
    final @Nullable AppliedPrivacy privacy() {
        return export().privacy();
    }

    private ExportMetadata export() {
        return Objects.requireNonNull(export, "export");
    }

    /** Whether the export has options that their table leaves out. */
    public final boolean leavesOptionsOut() {
        return options.leavesSomeOut();
    }

    /** The table of options, as messages name it. */
    public final String optionTable() {
        return names.plain(options.table());
    }

    /** Makes the tables ready for what is staged, before the transaction: adds columns, for example. */
    public void extend(Handle handle, Staging staging) throws SQLException {}

    /** Removes members that the same export has again later. */
    public void removeSuperseded(Handle handle, Staging staging) {
        staging.removeSuperseded(handle, staging.count() - 1);
    }

    /**
     * Moves what is staged into the tables, within the transaction of the commit.
     *
     * @param members how many are staged, each once
     * @param sync whose row of this commit is there already
     * @return the number of rows that the export has in the table that has most
     */
    public final long apply(Handle handle, Staging staging, long members, SyncLog sync, long syncId)
            throws SQLException {
        long rows = move(handle, staging, members, sync, syncId);
        OptionTable.Inserted inserted = options.write(handle, mode, export());
        requireWritten(handle, options.table(), inserted.expected(), inserted.written());
        return rows;
    }

    /** Does that for {@link #ownTables()}. */
    abstract long move(Handle handle, Staging staging, long members, SyncLog sync, long syncId) throws SQLException;

    /** Those of the tables that have rows of members; the last one has one for each. */
    List<Table> ofMembers() {
        return List.of(member);
    }

    /** Whether the table with a row per member has a column that tells who has left. */
    boolean hasMarks(Handle handle) throws SQLException {
        Set<String> columns = new Catalog(handle.getConnection(), dialect, names).columns(member);
        return columns != null && columns.contains(dialect.fold(Names.DEPARTED_AT));
    }

    /**
     * Finds the members that have left if something is to be done about them, after {@link #extend} and before the transaction.
     *
     * @param isFull whether the export has all members, so that the others have left
     * @param replaces whether all that is there goes in any case, though the mode is merge
     * @return null if nothing is to be done
     */
    public final @Nullable DepartedMembers findDeparted(
            Handle handle, Staging staging, boolean isFull, boolean replaces) throws SQLException {
        boolean actsOnThem = mode == Mode.MERGE && isFull && settings.departed() != Departed.KEEP;
        return replaces || actsOnThem
                ? DepartedMembers.find(handle, sql, names, settings, member, hasMarks(handle), staging)
                : null;
    }

    /** The same where ids cannot be compared: by how many members there are, and how many the export has. */
    public final DepartedMembers countDeparted(Handle handle, long members) throws SQLException {
        return DepartedMembers.ofNumbers(
                statements,
                names,
                DepartedMembers.countPresent(handle, dialect, names, member, hasMarks(handle)),
                members);
    }

    /** Marks or deletes members that have left, within the transaction of the commit. */
    public final void apply(Handle handle, DepartedMembers departed, SyncLog sync, long syncId) {
        if (settings.marksDeparted()) {
            departed.mark(handle, member, guard(), sync, syncId);
        } else {
            departed.delete(handle, ofMembers(), new MatchingRows(statements, names, guard()));
        }
    }

    /** How many members there are now. */
    public final long members(Handle handle) {
        return RowCount.of(handle, names.qualified(member));
    }

    final String tableName(String name) {
        return settings.keepsHistory() ? name + HISTORY : name;
    }

    final List<Column> columns(Column... own) {
        List<Column> columns = new ArrayList<>(LayoutColumns.ofKey(settings));
        columns.addAll(List.of(own));
        return columns;
    }

    /** Columns of a member's row that come from the export as a whole. */
    final List<Column> exportColumns() {
        return settings.keepsHistory()
                ? List.of(optional(Names.EXPORT_DATE, ColumnType.TIME))
                : List.of(
                        optional(Names.LAST_BATCH_ID, ColumnType.ID),
                        optional(Names.LAST_EXPORT_DATE, ColumnType.TIME));
    }

    /** Has what is written from now on be compared with what was to be written. */
    public final void guard(RowGuard with) {
        guard = with;
    }

    final RowGuard guard() {
        return Objects.requireNonNull(guard, "guard");
    }

    /**
     * Makes sure that a table has got its rows, and in a replaced one, that it has no others.
     *
     * @param expected how many there are
     * @param written how many the database has counted
     */
    final void requireWritten(Handle handle, Table table, long expected, long written) {
        guard().requireAll(table, expected, written);
        if (mode == Mode.REPLACE && guard().watches(table)) {
            guard().requireGone(table, RowCount.of(handle, names.qualified(table)) - expected);
        }
    }

    /**
     * Inserts staged rows into a table.
     *
     * @param ofMember whether the table has {@link #exportColumns()}
     * @param own names of the columns that both have
     * @return how many
     */
    final long insertStaged(
            Handle handle, Table into, StagedRows rows, boolean ofMember, List<String> own, SyncLog sync, long syncId) {
        List<String> targets = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        if (settings.keepsHistory()) {
            targets.add(Names.BATCH_ID);
            sources.add("y." + dialect.quote(SyncLog.EXPORT_KEY));
        }
        targets.addAll(own);
        own.forEach(column -> sources.add("s." + dialect.quote(column)));
        if (ofMember) {
            exportColumns().forEach(column -> targets.add(column.name()));
            if (!settings.keepsHistory()) {
                sources.add("y." + dialect.quote(Names.BATCH_ID));
            }
            sources.add("y." + dialect.quote(Names.EXPORT_DATE));
        }
        boolean joins = ofMember || settings.keepsHistory();
        String insert = "INSERT INTO " + names.qualified(into) + " (" + dialect.quoted(targets) + ") SELECT "
                + String.join(", ", sources) + " FROM ";
        String others = joins ? sync.joined(syncId) : "";
        return statements.updateFromStaged(
                handle, rows.staging(), part -> insert + rows.query().apply(part) + " s" + others);
    }

    /** Makes room for what is staged: for the same rows, for all of them or for none, as the mode says. */
    final void clear(Handle handle, Table table, String staging, List<String> matching, String condition) {
        if (mode == Mode.MERGE) {
            deleteMatching(handle, table, staging, matching, condition);
        } else if (mode == Mode.REPLACE) {
            statements.deleteAll(handle, names.qualified(table));
        }
    }

    /** The same for the table with a row per member, and takes note of how many the target has held. */
    final void clearMembers(Handle handle, String staging) {
        if (mode == Mode.MERGE) {
            heldMembers = deleteMatching(handle, member, staging, List.of(Names.MEMBER_ID), "");
        } else {
            clear(handle, member, staging, List.of(Names.MEMBER_ID), "");
        }
    }

    /** How many members of the export the tables held before; empty if that is not known. */
    public final OptionalLong heldMembers() {
        return heldMembers < 0 ? OptionalLong.empty() : OptionalLong.of(heldMembers);
    }

    /**
     * Deletes the rows that have the same columns as staged ones, and makes sure that they are gone.
     *
     * @return how many the database has counted; a negative number if it cannot
     */
    final long deleteMatching(Handle handle, Table table, String staging, List<String> matching, String condition) {
        return new MatchingRows(statements, names, guard()).delete(handle, table, staging, matching, condition);
    }
}
