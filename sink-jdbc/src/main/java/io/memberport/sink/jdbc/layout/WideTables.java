package io.memberport.sink.jdbc.layout;

import static io.memberport.sink.jdbc.sql.Column.optional;
import static io.memberport.sink.jdbc.sql.Column.required;

import io.memberport.encoding.column.TypedColumn;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.AppliedPrivacy;
import io.memberport.model.ProfileVariable;
import io.memberport.sink.jdbc.dialect.Catalog;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.load.BlockLayout;
import io.memberport.sink.jdbc.load.Staging;
import io.memberport.sink.jdbc.load.TargetValues;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.rights.RequiredRight;
import io.memberport.sink.jdbc.rights.RequiredRight.Occasion;
import io.memberport.sink.jdbc.rights.RequiredRight.Right;
import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.StagedRows;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import io.memberport.sink.jdbc.sync.SyncLog;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wide layout: {@code member_wide}, and {@code member_wide_column} that says which variable has which column. */
public final class WideTables extends TableSet {

    private static final Logger LOG = LoggerFactory.getLogger(WideTables.class);

    private static final String MERGED = "merged";

    private final WideMapping mapping;
    private final VariableTable variables;
    private final SeenVariables definitions = new SeenVariables();
    private WideStage stage;
    private List<Source> sources = List.of();
    private String merged = "";
    private List<String> mergedColumns = List.of();

    public WideTables(DatabaseSql sql, TableNames names, JdbcOptions settings) {
        super(sql, names, settings, "member_wide", "member_wide_option");
        mapping = new WideMapping(sql, names, settings, tableName("member_wide_column"));
        variables = new VariableTable(sql, names, settings, tableName("member_wide_variable"));
        stage = new WideStage(settings, Map.of());
    }

    /**
     * Where the values of a column come from.
     *
     * @param places in the staging table; none if the export does not have the variable
     */
    private record Source(TypedColumn column, List<Integer> places) {}

    @Override
    List<Table> ownTables() {
        // The mapping says what variables are called now; for former exports another table says what they were called
        // then.
        return settings.keepsHistory()
                ? List.of(member, mapping.table(), variables.table())
                : List.of(member, mapping.table());
    }

    @Override
    List<RequiredRight> ownRights() {
        List<RequiredRight> rights = writtenMembers(Names.MEMBER_ID);
        rights.add(RequiredRight.of(Right.ADD_COLUMNS, member).on(Occasion.NEW_VARIABLE));
        if (settings.mode() == Mode.MERGE) {
            rights.add(RequiredRight.update(member, List.of(Names.MEMBER_ID)).on(Occasion.CHANGED_TYPE));
        }
        rights.addAll(mapping.requiredRights());
        if (settings.keepsHistory()) {
            rights.addAll(written(variables.table(), List.of(Names.VARIABLE_ID)));
        }
        return rights;
    }

    @Override
    public void open(Handle handle) throws SQLException {
        mapping.read(handle, new Catalog(handle.getConnection(), dialect, names).columns(member));
        stage = new WideStage(settings, mapping.currentKinds());
        if (settings.marksDeparted() && mapping.has(Names.DEPARTED_AT)) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The column " + Names.DEPARTED_AT + " of the table " + names.plain(member)
                            + " belongs to a variable, so members who have left cannot be marked there. Use the option"
                            + " departed=delete or departed=keep, or another table-prefix.");
        }
    }

    /** An earlier version may have given a variable a column of this name. */
    @Override
    boolean hasMarks(Handle handle) throws SQLException {
        return !mapping.has(Names.DEPARTED_AT) && super.hasMarks(handle);
    }

    @Override
    public Staging staging(boolean direct) {
        WideStage columns = stage;
        return new Staging(statements)
                .and(
                        "wide",
                        List.of(
                                required(Names.MEMBER_NO, ColumnType.BIGINT),
                                required(Names.MEMBER_ID, ColumnType.ID),
                                optional(WideStage.CLEARED, ColumnType.TEXT)),
                        columns::column);
    }

    @Override
    public Supplier<BlockLayout> layouts(TargetValues values) {
        WideStage columns = stage;
        return () -> new WideRows(columns, values);
    }

    @Override
    void see(List<ProfileVariable> some) {
        if (!definitions.see(some)) {
            return;
        }
        if (!hasRoomFor(definitions.all())) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The export has more variables than a row of " + dialect.product()
                            + " can hold for certain: " + WideLimits.mostVariables(dialect)
                            + " at most, columns of former variables included, and fewer if most of them are text."
                            + " Nothing was committed. Use layout=long, or too-wide=long, "
                            + "which uses that layout only if it is needed.");
        }
    }

    /** Whether a row has room for what there is and for variables. */
    public boolean hasRoomFor(Collection<ProfileVariable> variables) {
        return new WideLimits(dialect, settings).haveRoomFor(mapping.kindsWith(variables));
    }

    /** Adds the columns that are missing, empty as yet. */
    @Override
    public void extend(Handle handle, Staging staging) throws SQLException {
        assign(new FreeColumns(handle, dialect, staging, names.qualified(member))::fits);
        MissingColumns missing = new MissingColumns(member, mapping.missingColumns());
        if (!missing.columns().isEmpty()) {
            if (!settings.createsTables()) {
                throw new MemberportException(FailureKind.TARGET, missing.refusal(sql, names));
            }
            missing.add(handle, sql, names);
        }
        sources = mapping.columns().stream().map(this::source).toList();
        if (mode() == Mode.MERGE) {
            merge(handle, staging);
        }
    }

    private void assign(WideMapping.FreeColumn free) throws SQLException {
        for (ProfileVariable variable : definitions.all()) {
            mapping.assign(variable, stage.places(variable.id()).keySet(), free);
        }
    }

    /** Looks at what is there, if anything is, in place of a run. */
    public void look(Handle handle) throws SQLException {
        if (new Catalog(handle.getConnection(), dialect, names).columns(mapping.table()) != null) {
            open(handle);
        }
    }

    /**
     * The columns that a run of these variables would give them, by their ids. Nothing is changed, but temporary tables come and go.
     *
     * @param variables as {@link io.memberport.port.MemberSink#columnsOf} has them
     */
    public Map<String, String> columnsOf(Handle handle, List<ProfileVariable> variables) throws SQLException {
        Staging compared = new Staging(statements);
        try {
            return columnsOf(variables, new FreeColumns(handle, dialect, compared, names.qualified(member))::fits);
        } finally {
            compared.drop(handle);
        }
    }

    /** The same where no table is yet. */
    public Map<String, String> firstColumnsOf(List<ProfileVariable> variables) {
        try {
            return columnsOf(variables, (column, type) -> false);
        } catch (SQLException impossible) {
            throw new IllegalStateException("there is no database to fail", impossible);
        }
    }

    private Map<String, String> columnsOf(List<ProfileVariable> variables, WideMapping.FreeColumn free)
            throws SQLException {
        definitions.see(variables);
        variables.forEach(stage::slot);
        assign(free);
        return mapping.names(definitions.all());
    }

    private Source source(TypedColumn column) {
        List<Integer> places = column.current()
                ? stage.places(column.variableId()).values().stream().sorted().toList()
                : List.of();
        return new Source(column, places);
    }

    /**
     * Puts the new rows together, which keep something of former ones, before the transaction: in H2, a transaction that writes
     * to a temporary table cannot be undone once its process was killed, and one that drops such a table is committed.
     */
    private void merge(Handle handle, Staging staging) {
        List<Source> kept = sources.stream()
                .filter(source -> !mapping.isReplaced(source.column()))
                .toList();
        List<Column> columns = new ArrayList<>(List.of(required(Names.MEMBER_ID, ColumnType.ID)));
        kept.forEach(source -> columns.add(LayoutColumns.of(settings, source.column())));
        Staging.Place rows = staging.scratch(handle, MERGED, columns);
        merged = rows.name();
        mergedColumns = rows.table().columnNames();
        String staged = staging.name(0);
        statements.updateFromStaged(handle, staged, part -> mergeStatement(kept, staged, part));
    }

    @Override
    long move(Handle handle, Staging staging, long members, SyncLog sync, long syncId) throws SQLException {
        guard().requireAll(mapping.table(), mapping.newColumns(), mapping.insertNew(handle));
        long rows = mode() == Mode.MERGE
                ? insertMerged(handle, sync, syncId)
                : insertFromStage(handle, staging.name(0), sync, syncId);
        requireWritten(handle, member, members, rows);
        mapping.update(handle, definitions.all());
        if (mode() == Mode.REPLACE && privacy() != null) {
            forgetNames(handle, privacy());
        }
        if (settings.keepsHistory()) {
            long described = variables.write(handle, mode(), definitions.all(), sync, syncId);
            requireWritten(handle, variables.table(), definitions.all().size(), described);
        }
        return rows;
    }

    private void forgetNames(Handle handle, AppliedPrivacy applied) throws SQLException {
        int columns = mapping.forgetNames(handle, named(applied));
        if (columns > 0) {
            LOG.warn(
                    "Columns of the table {} that are empty and still named after variables that the privacy policy does not"
                            + " name: {}. A run drops no column; docs/databases.md says how to do it",
                    names.plain(member),
                    columns);
        }
    }

    /** The ids of variables whose names may stay: those of the export, and those that the policy drops and names. */
    private Set<String> named(AppliedPrivacy applied) {
        Set<String> named = new HashSet<>();
        definitions.all().forEach(variable -> named.add(variable.id()));
        applied.variables().stream()
                .map(AppliedPrivacy.Treated::variable)
                .filter(variable -> variable.name() != null)
                .forEach(variable -> named.add(variable.id()));
        return named;
    }

    private long insertMerged(Handle handle, SyncLog sync, long syncId) {
        clearMembers(handle, merged);
        mapping.moveFormerValues(handle, names.qualified(member));
        return insertStaged(handle, member, StagedRows.of(merged), true, mergedColumns, sync, syncId);
    }

    private static List<String> columnsOf(List<Source> sources) {
        List<String> columns = new ArrayList<>(List.of(Names.MEMBER_ID));
        sources.forEach(source -> columns.add(source.column().name()));
        return columns;
    }

    /** Columns of which the export has nothing are left out, so that they are null. */
    private long insertFromStage(Handle handle, String staged, SyncLog sync, long syncId) {
        clearMembers(handle, staged);
        List<Source> filled =
                sources.stream().filter(source -> !source.places().isEmpty()).toList();
        String select = "(SELECT s." + dialect.quote(Names.MEMBER_ID)
                + filled.stream()
                        .map(source -> ", " + staged(source) + " AS "
                                + dialect.quote(source.column().name()))
                        .collect(Collectors.joining())
                + " FROM " + staged + " s";
        StagedRows rows = new StagedRows(staged, part -> select + StagedRows.where(part) + ")");
        return insertStaged(handle, member, rows, true, columnsOf(filled), sync, syncId);
    }

    private String mergeStatement(List<Source> kept, String staged, String part) {
        String id = dialect.quote(Names.MEMBER_ID);
        return "INSERT INTO " + merged + " (" + dialect.quoted(mergedColumns) + ") SELECT s." + id
                + kept.stream().map(source -> ", " + kept(source)).collect(Collectors.joining())
                + " FROM " + staged + " s LEFT JOIN " + names.qualified(member) + " t ON t." + id + " = s." + id
                + StagedRows.where(part);
    }

    /** The staged value; where there is none, null if the export says so, and else the former one. */
    private String kept(Source source) {
        String former = mapping.former("t", source.column());
        if (source.places().isEmpty()) {
            return former;
        }
        String cleared = "s." + dialect.quote(WideStage.CLEARED);
        String says = source.places().stream()
                .map(place -> cleared + " LIKE '%," + place + ",%'")
                .collect(Collectors.joining(" OR "));
        String staged = staged(source);
        return "CASE WHEN " + staged + " IS NOT NULL THEN " + staged + " WHEN " + says + " THEN NULL ELSE " + former
                + " END";
    }

    private String staged(Source source) {
        ColumnType type = LayoutColumns.type(settings, source.column().kind());
        List<String> expressions = source.places().stream()
                .map(place -> {
                    String cell = "s." + dialect.quote(WideStage.columnName(place));
                    boolean same = stage.column(place + WideStage.OWN_COLUMNS).type() == type;
                    return same ? cell : dialect.cast(cell, type);
                })
                .toList();
        return expressions.size() == 1 ? expressions.get(0) : "COALESCE(" + String.join(", ", expressions) + ")";
    }
}
