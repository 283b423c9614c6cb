package io.memberport.sink.jdbc.layout;

import static io.memberport.sink.jdbc.sql.Column.required;

import io.memberport.encoding.column.ColumnKind;
import io.memberport.encoding.column.SqlNames;
import io.memberport.encoding.column.TypedColumn;
import io.memberport.model.ProfileVariable;
import io.memberport.port.SinkOption;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.dialect.Statements;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.rights.RequiredRight;
import io.memberport.sink.jdbc.rights.RequiredRight.Occasion;
import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which variable has which column in the wide layout. A variable keeps its column whatever it is called later. One whose
 * type changes so that its column cannot hold it gets a second column, of text, and its former values move there.
 */
final class WideMapping {

    /** What no variable's column is called: the sink has them for itself, in one mode or another. */
    private static final List<String> OWN_NAMES = List.of(
            "member_id",
            "member_no",
            "batch_id",
            "last_batch_id",
            "export_date",
            "last_export_date",
            "departed_at",
            "present");

    private static final String COLUMN_NAME = "column_name";
    private static final String KIND = "kind";
    private static final String IS_CURRENT = "is_current";
    private static final List<String> READ = List.of(COLUMN_NAME, Names.VARIABLE_ID, KIND, IS_CURRENT);

    private final Statements statements;
    private final Dialect dialect;
    private final JdbcOptions settings;
    private final Table table;
    private final String qualified;
    private final Map<String, TypedColumn> columns = new LinkedHashMap<>();
    private final Map<TypedColumn, ProfileVariable> assigned = new LinkedHashMap<>();
    private final Map<TypedColumn, TypedColumn> replaced = new LinkedHashMap<>();

    /** The columns that the table has, by the names that the database has for them. */
    private final Set<String> present = new HashSet<>();

    /** Those of them that are no variable's. */
    private final Set<String> unmapped = new HashSet<>();

    /** Those of them that have not been looked at. */
    private final Set<String> offered = new HashSet<>();

    private SqlNames columnNames = new SqlNames(OWN_NAMES);

    /** Whether a column that is there, and is no variable's, will do for one. */
    @FunctionalInterface
    interface FreeColumn {

        boolean fits(String column, ColumnType type) throws SQLException;
    }

    WideMapping(DatabaseSql sql, TableNames names, JdbcOptions settings, String tableName) {
        this.statements = sql.statements();
        this.dialect = sql.dialect();
        this.settings = settings;
        List<Column> all = new ArrayList<>(List.of(
                required(COLUMN_NAME, ColumnType.ID),
                required(Names.VARIABLE_ID, ColumnType.ID),
                required(KIND, ColumnType.ID),
                required(IS_CURRENT, ColumnType.FLAG)));
        all.addAll(VariableCells.DESCRIPTION);
        this.table = Table.keyed(tableName, all, List.of(COLUMN_NAME));
        this.qualified = names.qualified(table);
    }

    Table table() {
        return table;
    }

    /** What a run does to the table. */
    List<RequiredRight> requiredRights() {
        return List.of(
                RequiredRight.select(table, READ),
                RequiredRight.update(
                        table,
                        VariableCells.DESCRIPTION.stream().map(Column::name).toList()),
                RequiredRight.insert(table).on(Occasion.NEW_VARIABLE));
    }

    /**
     * Reads what is mapped.
     *
     * @param columnsThere of the table with the members; null if there is none
     */
    void read(Handle handle, @Nullable Set<String> columnsThere) {
        columns.clear();
        handle.createQuery("SELECT " + dialect.quoted(READ) + " FROM " + qualified)
                .map((row, context) -> new TypedColumn(
                        row.getString(1), row.getString(2), ColumnKind.ofWireName(row.getString(3)), row.getBoolean(4)))
                .forEach(column -> columns.put(column.name(), column));
        present.clear();
        present.addAll(columnsThere == null ? Set.of() : columnsThere);
        unmapped.clear();
        unmapped.addAll(present);
        OWN_NAMES.forEach(name -> unmapped.remove(dialect.fold(name)));
        columns.keySet().forEach(name -> unmapped.remove(dialect.fold(name)));
        offered.clear();
        offered.addAll(unmapped);
        List<String> taken = new ArrayList<>(OWN_NAMES);
        taken.addAll(columns.keySet());
        taken.addAll(present);
        columnNames = new SqlNames(taken);
    }

    /** Whether a variable has a column of this name. */
    boolean has(String column) {
        return columns.containsKey(column);
    }

    /** The kinds of the columns that variables have, by the variables' ids. */
    Map<String, ColumnKind> currentKinds() {
        return columns.values().stream()
                .filter(TypedColumn::current)
                .collect(Collectors.toMap(TypedColumn::variableId, TypedColumn::kind, (first, another) -> first));
    }

    /**
     * The kinds of all columns there are and of those that these variables need besides; columns that are no variable's
     * count as text.
     */
    List<ColumnKind> kindsWith(Collection<ProfileVariable> variables) {
        List<ColumnKind> kinds = new ArrayList<>(Collections.nCopies(unmapped.size(), ColumnKind.TEXT));
        columns.values().forEach(column -> kinds.add(column.kind()));
        Map<String, ColumnKind> current = currentKinds();
        Map<String, ColumnKind> added = new LinkedHashMap<>();
        for (ProfileVariable variable : variables) {
            ColumnKind kind = ColumnKind.of(variable.dataType());
            ColumnKind before = current.get(variable.id());
            if (before == null) {
                added.merge(variable.id(), kind, (one, other) -> one == other ? one : ColumnKind.TEXT);
            } else if (!before.holds(kind)) {
                added.put(variable.id(), ColumnKind.TEXT);
            }
        }
        kinds.addAll(added.values());
        return kinds;
    }

    /** The names of the columns that variables have, by the variables' ids. */
    Map<String, String> names(Collection<ProfileVariable> variables) {
        Map<String, String> byId = new LinkedHashMap<>();
        for (ProfileVariable variable : variables) {
            TypedColumn column = current(variable.id());
            if (column != null) {
                byId.put(variable.id(), column.name());
            }
        }
        return byId;
    }

    private @Nullable TypedColumn current(String variableId) {
        return columns.values().stream()
                .filter(column -> column.current() && column.variableId().equals(variableId))
                .findFirst()
                .orElse(null);
    }

    /**
     * Gives a variable a column, unless it has one that holds its values.
     *
     * @param kinds in which its values came
     * @param free tells whether a column that is there already will do
     */
    void assign(ProfileVariable variable, Set<ColumnKind> kinds, FreeColumn free) throws SQLException {
        TypedColumn before = current(variable.id());
        ColumnKind needed = ColumnKind.forAll(kinds);
        if (before != null && before.kind().holds(needed)) {
            return;
        }
        ColumnKind kind = before == null ? needed : ColumnKind.TEXT;
        TypedColumn added = new TypedColumn(newName(variable, kind, free), variable.id(), kind, true);
        if (before != null) {
            columns.put(before.name(), before.retired());
            replaced.put(before, added);
        }
        columns.put(added.name(), added);
        assigned.put(added, variable);
    }

    private String newName(ProfileVariable variable, ColumnKind kind, FreeColumn free) throws SQLException {
        while (true) {
            String name = columnNames.assign(variable, candidate -> offered.contains(dialect.fold(candidate)));
            boolean isThere = offered.remove(dialect.fold(name));
            if (!isThere || free.fits(name, LayoutColumns.type(settings, kind))) {
                return name;
            }
        }
    }

    /** All columns that there will be, in the order in which they were mapped. */
    Collection<TypedColumn> columns() {
        return columns.values();
    }

    /** Those that the table does not have yet. */
    List<Column> missingColumns() {
        return columns.values().stream()
                .filter(column -> !present.contains(dialect.fold(column.name())))
                .map(column -> LayoutColumns.of(settings, column))
                .toList();
    }

    /**
     * Writes down what was assigned.
     *
     * @return how many rows were inserted
     */
    long insertNew(Handle handle) throws SQLException {
        String sql = statements.insert(qualified, table.columns());
        long rows = 0;
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            for (Map.Entry<TypedColumn, ProfileVariable> entry : assigned.entrySet()) {
                TypedColumn column = entry.getKey();
                statement.setString(1, column.name());
                statement.setString(2, column.variableId());
                statement.setString(3, SinkOption.wireName(column.kind()));
                statement.setBoolean(4, true);
                VariableCells.bindDescription(statement, 5, entry.getValue(), dialect);
                rows += statement.executeUpdate();
            }
        }
        return rows;
    }

    /** How many columns {@link #insertNew} writes down. */
    int newColumns() {
        return assigned.size();
    }

    /** Whether its values move to another column. */
    boolean isReplaced(TypedColumn column) {
        return replaced.keySet().stream().anyMatch(before -> before.name().equals(column.name()));
    }

    /** The former value of a column in the table with the members, which is in another column if its variable's type changes. */
    String former(String members, TypedColumn column) {
        return replaced.entrySet().stream()
                .filter(entry -> entry.getValue().equals(column))
                .map(entry ->
                        movedValue(members + "." + dialect.quote(entry.getKey().name())))
                .findFirst()
                .orElse(members + "." + dialect.quote(column.name()));
    }

    private String movedValue(String cell) {
        return dialect.cast(cell, ColumnType.TEXT);
    }

    /** Moves the former values of variables that have got a second column. */
    void moveFormerValues(Handle handle, String members) {
        replaced.forEach(
                (before, after) -> handle.execute("UPDATE " + members + " SET " + dialect.quote(after.name()) + " = "
                        + movedValue(dialect.quote(before.name())) + ", "
                        + dialect.quote(before.name()) + " = NULL WHERE " + dialect.quote(before.name())
                        + " IS NOT NULL"));
    }

    /** Writes down what the variables are like now, and which columns count. */
    void update(Handle handle, Collection<ProfileVariable> variables) throws SQLException {
        retire(handle);
        String description = VariableCells.DESCRIPTION.stream()
                .map(column -> dialect.quote(column.name()) + " = ?")
                .collect(Collectors.joining(", "));
        String sql =
                "UPDATE " + qualified + " SET " + description + " WHERE " + dialect.quote(Names.VARIABLE_ID) + " = ?";
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            for (ProfileVariable variable : variables) {
                VariableCells.bindDescription(statement, 1, variable, dialect);
                statement.setString(4, variable.id());
                statement.executeUpdate();
            }
        }
    }

    /**
     * Removes the names of variables that none of the rows has values of any more. Names of columns stay, and tell what variables were
     * called.
     *
     * @param named ids of the variables that keep theirs
     * @return how many columns have lost theirs
     */
    int forgetNames(Handle handle, Set<String> named) throws SQLException {
        String name = dialect.quote(VariableCells.DESCRIPTION.get(0).name());
        String sql = "UPDATE " + qualified + " SET " + name + " = NULL WHERE " + name + " IS NOT NULL AND "
                + dialect.quote(Names.VARIABLE_ID) + " = ?";
        Set<String> forgotten = new HashSet<>(currentKinds().keySet());
        forgotten.removeAll(named);
        int columnsOfThem = 0;
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            for (String variableId : forgotten) {
                statement.setString(1, variableId);
                columnsOfThem += statement.executeUpdate();
            }
        }
        return columnsOfThem;
    }

    private void retire(Handle handle) throws SQLException {
        String sql = "UPDATE " + qualified + " SET " + dialect.quote(IS_CURRENT) + " = ? WHERE "
                + dialect.quote(COLUMN_NAME) + " = ?";
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            for (TypedColumn before : replaced.keySet()) {
                statement.setBoolean(1, false);
                statement.setString(2, before.name());
                statement.executeUpdate();
            }
        }
    }
}
