package io.memberport.sink.jdbc.layout;

import static io.memberport.sink.jdbc.sql.Column.optional;
import static io.memberport.sink.jdbc.sql.Column.required;

import io.memberport.model.ProfileVariable;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.dialect.Trait;
import io.memberport.sink.jdbc.load.BlockLayout;
import io.memberport.sink.jdbc.load.Staging;
import io.memberport.sink.jdbc.load.TargetValues;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.rights.RequiredRight;
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
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The long layout: {@code member}, {@code variable} and {@code member_value}. */
final class LongTables extends TableSet {

    /** The position of the row that says that a variable has no values. */
    static final int NO_VALUES = -1;

    private static final String ROW_COUNT = "row_count";
    private static final int VALUES = 0;
    private static final int MEMBERS = 1;

    private final VariableTable variables;
    private final Table memberValue;
    private final SeenVariables definitions = new SeenVariables();
    private boolean direct;
    private Staging.@Nullable Place changed;

    LongTables(DatabaseSql sql, TableNames names, JdbcOptions settings) {
        super(sql, names, settings, "member", "variable_option");
        variables = new VariableTable(sql, names, settings, tableName("variable"));
        memberValue = new Table(
                tableName("member_value"),
                columns(valueColumns().toArray(Column[]::new)),
                LayoutColumns.key(settings, Names.MEMBER_ID, Names.VARIABLE_ID, Names.POSITION),
                List.of(Names.VARIABLE_ID),
                List.of());
    }

    private List<Column> valueColumns() {
        return List.of(
                required(Names.MEMBER_ID, ColumnType.ID),
                required(Names.VARIABLE_ID, ColumnType.ID),
                required(Names.POSITION, ColumnType.INTEGER),
                optional(Names.VALUE_ID, ColumnType.TEXT),
                optional("value", ColumnType.TEXT),
                optional("value_number", LayoutColumns.numberType(settings)),
                optional("value_time", ColumnType.TIME),
                optional("effective_date", ColumnType.TIME));
    }

    @Override
    List<Table> ownTables() {
        return List.of(member, variables.table(), memberValue);
    }

    @Override
    List<Table> ofMembers() {
        return List.of(memberValue, member);
    }

    @Override
    List<RequiredRight> ownRights() {
        List<RequiredRight> rights = writtenMembers(Names.MEMBER_ID);
        rights.addAll(written(variables.table(), List.of(Names.VARIABLE_ID)));
        rights.addAll(written(
                memberValue,
                dialect.has(Trait.COMPARES_NO_TEXTS)
                        ? ChangedVariables.VARIABLE_OF_MEMBER
                        : memberValue.columnNames()));
        if (settings.mode() == Mode.MERGE && dialect.has(Trait.MERGES_IN_PLACE)) {
            rights.add(RequiredRight.update(memberValue, content(memberValue.columnNames())));
        }
        return rights;
    }

    @Override
    public boolean canLoadDirectly() {
        return !settings.keepsHistory();
    }

    @Override
    public Staging staging(boolean straight) {
        direct = straight;
        Staging staging = new Staging(statements);
        if (straight) {
            staging.andTarget(names, memberValue);
        } else {
            List<Column> columns = new ArrayList<>();
            if (isNumbered()) {
                columns.add(required(Names.MEMBER_NO, ColumnType.BIGINT));
            }
            if (isCounted()) {
                columns.add(required(Names.VALUE_COUNT, ColumnType.INTEGER));
            }
            columns.addAll(valueColumns());
            staging.and("value", columns);
        }
        return staging.and(
                "member",
                List.of(
                        required(Names.MEMBER_NO, ColumnType.BIGINT),
                        required(Names.MEMBER_ID, ColumnType.ID),
                        required(ROW_COUNT, ColumnType.BIGINT)));
    }

    @Override
    public Supplier<BlockLayout> layouts(TargetValues values) {
        boolean numbered = isNumbered();
        boolean counted = isCounted();
        return () -> new LongRows(numbered, counted, values);
    }

    /** Whether rows of values say which member they are of, should one come again. */
    private boolean isNumbered() {
        return !dialect.has(Trait.KEEPS_ORDER_OF_ROWS);
    }

    /** Whether rows of values say how many there are of the variable, so that those beyond them can be looked up. */
    private boolean isCounted() {
        return settings.mode() == Mode.MERGE && dialect.has(Trait.LOOKS_UP_KEYS);
    }

    @Override
    void see(List<ProfileVariable> some) {
        definitions.see(some);
    }

    @Override
    public void removeSuperseded(Handle handle, Staging staging) {
        if (!isNumbered()) {
            statements.removeSupersededRows(handle, staging.name(VALUES), staging.name(MEMBERS));
        }
        super.removeSuperseded(handle, staging);
    }

    /** Makes the table of what has changed, as no transaction may have DDL in it. */
    @Override
    public void extend(Handle handle, Staging staging) {
        if (mode() == Mode.MERGE && !dialect.has(Trait.MERGES_IN_PLACE) && !dialect.has(Trait.COMPARES_NO_TEXTS)) {
            changed = staging.scratchKeyed(
                    handle,
                    "changed",
                    List.of(required(Names.MEMBER_ID, ColumnType.ID), required(Names.VARIABLE_ID, ColumnType.ID)),
                    dialect.has(Trait.LOOKS_UP_KEYS) ? ChangedVariables.VARIABLE_OF_MEMBER : List.of());
        }
    }

    @Override
    long move(Handle handle, Staging staging, long members, SyncLog sync, long syncId) throws SQLException {
        long rows = direct ? finishDirectly(handle, staging) : moveValues(handle, staging, sync, syncId);
        String staged = staging.name(MEMBERS);
        clearMembers(handle, staged);
        long inserted =
                insertStaged(handle, member, StagedRows.of(staged), true, List.of(Names.MEMBER_ID), sync, syncId);
        requireWritten(handle, member, members, inserted);
        long described = variables.write(handle, mode(), definitions.all(), sync, syncId);
        requireWritten(handle, variables.table(), definitions.all().size(), described);
        return rows;
    }

    private long moveValues(Handle handle, Staging staging, SyncLog sync, long syncId) {
        boolean fills = mode() == Mode.MERGE && isEmpty(handle);
        boolean merges = mode() == Mode.MERGE && !fills;
        if (merges && dialect.has(Trait.MERGES_IN_PLACE)) {
            return mergeInPlace(handle, staging);
        }
        if (merges && changed != null) {
            return moveChanged(handle, staging, changed, sync, syncId);
        }
        String staged = staging.name(VALUES);
        if (merges || mode() == Mode.REPLACE) {
            // One row for each variable of a member is enough to find its former rows by.
            String once = "s." + dialect.quote(Names.POSITION) + " <= 0";
            clear(handle, memberValue, staged, ChangedVariables.VARIABLE_OF_MEMBER, once);
        }
        LongSupplier insert =
                () -> insertStaged(handle, memberValue, StagedRows.of(staged), false, own(), sync, syncId);
        long inserted = fills ? statements.fill(handle, names, memberValue, insert) : insert.getAsLong();
        requireWritten(handle, memberValue, stagedRows(handle, staging), inserted);
        return inserted;
    }

    /** By the first of the key, which takes no time, where counting all rows does. */
    private boolean isEmpty(Handle handle) {
        return handle.createQuery(
                        "SELECT MIN(" + dialect.quote(Names.MEMBER_ID) + ") FROM " + names.qualified(memberValue))
                .mapTo(String.class)
                .findOne()
                .isEmpty();
    }

    /** Deletes and inserts those variables of members of which anything differs. */
    private long moveChanged(Handle handle, Staging staging, Staging.Place found, SyncLog sync, long syncId) {
        String staged = staging.name(VALUES);
        List<String> own = own();
        ChangedVariables find =
                new ChangedVariables(dialect, names.qualified(memberValue), staged, memberValue.key(), content(own));
        if (find.into(handle, found.name()) == 0) {
            return stagedRows(handle, staging);
        }
        staging.analyze(handle, found);
        deleteMatching(handle, memberValue, found.name(), ChangedVariables.VARIABLE_OF_MEMBER, "");
        StagedRows rows = new StagedRows(
                staged,
                part -> statements.selectMatching(staged, found.name(), ChangedVariables.VARIABLE_OF_MEMBER, part));
        long inserted = insertStaged(handle, memberValue, rows, false, own, sync, syncId);
        if (dialect.has(Trait.LOOKS_UP_KEYS) || guard().watches(memberValue)) {
            long expected = RowCount.of(handle, rows.query().apply("") + " c");
            requireWritten(handle, memberValue, expected, inserted);
        }
        return stagedRows(handle, staging);
    }

    private long mergeInPlace(Handle handle, Staging staging) {
        String target = names.qualified(memberValue);
        statements.mergeInPlace(handle, target, staging.name(VALUES), memberValue.key(), content(own()));
        return stagedRows(handle, staging);
    }

    private List<String> own() {
        return valueColumns().stream().map(Column::name).toList();
    }

    /** The columns behind those of the key. */
    private List<String> content(List<String> own) {
        return own.subList(memberValue.key().size(), own.size());
    }

    /** How many rows of values the staged members have. */
    private long stagedRows(Handle handle, Staging staging) {
        return RowCount.number(handle, "COALESCE(SUM(" + dialect.quote(ROW_COUNT) + "), 0)", staging.name(MEMBERS));
    }

    /** The rows are there; what is missing is what would have made writing them slow. */
    private long finishDirectly(Handle handle, Staging staging) {
        if (dialect.has(Trait.SCANS_MEMBERS)) {
            return stagedRows(handle, staging);
        }
        String table = names.qualified(memberValue);
        handle.execute("ALTER TABLE " + table + " ADD PRIMARY KEY (" + dialect.quoted(memberValue.key()) + ")");
        handle.execute(statements.createIndex(names, memberValue));
        return stagedRows(handle, staging);
    }
}
