package io.memberport.sink.jdbc;

import static io.memberport.sink.jdbc.Column.optional;
import static io.memberport.sink.jdbc.Column.required;

import io.memberport.encoding.SqlNames;
import io.memberport.encoding.WideKind;
import io.memberport.model.ProfileVariable;
import io.memberport.sink.jdbc.Need.Occasion;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
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
            "member_id", "member_no", "batch_id", "last_batch_id", "export_date", "last_export_date", "present");

    private static final String COLUMN_NAME = "column_name";
    private static final String VARIABLE_ID = "variable_id";
    private static final String KIND = "kind";
    private static final String IS_CURRENT = "is_current";
    private static final List<String> READ = List.of(COLUMN_NAME, VARIABLE_ID, KIND, IS_CURRENT);
    private static final List<String> DESCRIPTION = List.of("name", "data_type", "is_sensitive");

    private final Dialect dialect;
    private final JdbcSettings settings;
    private final Table table;
    private final String qualified;
    private final Map<String, WideColumn> columns = new LinkedHashMap<>();
    private final Map<WideColumn, ProfileVariable> assigned = new LinkedHashMap<>();
    private final Map<WideColumn, WideColumn> replaced = new LinkedHashMap<>();
    private final Set<String> present = new HashSet<>();
    private SqlNames columnNames = SqlNames.taken(OWN_NAMES);

    WideMapping(TableNames names, JdbcSettings settings, String tableName) {
        this.dialect = names.dialect();
        this.settings = settings;
        this.table = Table.keyed(
                tableName,
                List.of(
                        required(COLUMN_NAME, ColumnType.ID),
                        required(VARIABLE_ID, ColumnType.ID),
                        required(KIND, ColumnType.ID),
                        required(IS_CURRENT, ColumnType.FLAG),
                        optional("name", ColumnType.TEXT),
                        optional("data_type", ColumnType.TEXT),
                        optional("is_sensitive", ColumnType.FLAG)),
                List.of(COLUMN_NAME));
        this.qualified = names.qualified(table);
    }

    Table table() {
        return table;
    }

    /** What a run does to the table. */
    List<Need> needs() {
        return List.of(
                Need.select(table, READ),
                Need.update(table, DESCRIPTION),
                Need.insert(table).on(Occasion.NEW_VARIABLE));
    }

    /**
     * Reads what is mapped.
     *
     * @param columnsThere of the table with the members, in lower case; names among them are taken, whoever made them
     */
    void read(Handle handle, @Nullable Set<String> columnsThere) {
        columns.clear();
        present.clear();
        handle.createQuery("SELECT " + dialect.quoted(READ) + " FROM " + qualified)
                .map((row, context) -> new WideColumn(
                        row.getString(1), row.getString(2), WideKind.ofWireName(row.getString(3)), row.getBoolean(4)))
                .forEach(column -> columns.put(column.name(), column));
        if (columnsThere != null) {
            present.addAll(columnsThere);
        }
        List<String> taken = new ArrayList<>(OWN_NAMES);
        taken.addAll(columns.keySet());
        taken.addAll(present);
        columnNames = SqlNames.taken(taken);
    }

    /** Ids of the variables that have a column of text, which their values go to whatever type they get. */
    Set<String> keptAsText() {
        return columns.values().stream()
                .filter(column -> column.current() && column.kind() == WideKind.TEXT)
                .map(WideColumn::variableId)
                .collect(Collectors.toSet());
    }

    /** The kinds of all columns there are and of those that these variables need besides. */
    List<WideKind> kindsWith(Collection<ProfileVariable> variables) {
        List<WideKind> kinds = new ArrayList<>();
        columns.values().forEach(column -> kinds.add(column.kind()));
        for (ProfileVariable variable : variables) {
            WideColumn column = current(variable.id());
            WideKind kind = WideKind.of(variable.dataType());
            if (column == null || !column.kind().holds(kind)) {
                kinds.add(column == null ? kind : WideKind.TEXT);
            }
        }
        return kinds;
    }

    private @Nullable WideColumn current(String variableId) {
        return columns.values().stream()
                .filter(column -> column.current() && column.variableId().equals(variableId))
                .findFirst()
                .orElse(null);
    }

    /**
     * Gives a variable a column, unless it has one that holds its values.
     *
     * @param kinds in which its values came
     */
    void assign(ProfileVariable variable, Set<WideKind> kinds) {
        WideColumn before = current(variable.id());
        WideKind needed = WideKind.forAll(kinds);
        if (before != null && before.kind().holds(needed)) {
            return;
        }
        WideColumn unused = before == null ? null : unused(variable.id());
        WideColumn added = unused == null
                ? new WideColumn(
                        columnNames.assign(variable), variable.id(), before == null ? needed : WideKind.TEXT, true)
                : new WideColumn(unused.name(), variable.id(), WideKind.TEXT, true);
        if (before != null) {
            columns.put(before.name(), before.retired());
            replaced.put(before, added);
        }
        columns.put(added.name(), added);
        if (unused == null) {
            assigned.put(added, variable);
        }
    }

    /** The second column of a variable that a run has made and then not committed. */
    private @Nullable WideColumn unused(String variableId) {
        return columns.values().stream()
                .filter(column -> !column.current() && column.kind() == WideKind.TEXT)
                .filter(column -> column.variableId().equals(variableId))
                .findFirst()
                .orElse(null);
    }

    /** All columns that there will be, in the order in which they were mapped. */
    Collection<WideColumn> columns() {
        return columns.values();
    }

    /** Those that the table does not have yet; more than those just assigned, if a run was killed in between. */
    List<Column> missingColumns() {
        return columns.values().stream()
                .filter(column -> !present.contains(column.name()))
                .map(column -> column.column(settings))
                .toList();
    }

    /** Writes down what was assigned: before the columns are made, so that they are known to be ours. */
    void insertNew(Handle handle) throws SQLException {
        String sql = dialect.insert(qualified, table.columns());
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            for (Map.Entry<WideColumn, ProfileVariable> entry : assigned.entrySet()) {
                WideColumn column = entry.getKey();
                statement.setString(1, column.name());
                statement.setString(2, column.variableId());
                statement.setString(3, column.kind().wireName());
                statement.setBoolean(4, !replaced.containsValue(column));
                VariableCells.bindDescription(statement, 5, entry.getValue(), dialect);
                statement.executeUpdate();
            }
        }
    }

    /** Moves the former values of variables that have got a second column. */
    void moveFormerValues(Handle handle, String members) {
        replaced.forEach((before, after) -> TableSet.update(
                handle,
                "UPDATE " + members + " SET " + dialect.quote(after.name()) + " = "
                        + dialect.cast(dialect.quote(before.name()), ColumnType.TEXT) + ", "
                        + dialect.quote(before.name()) + " = NULL WHERE " + dialect.quote(before.name())
                        + " IS NOT NULL"));
    }

    /** Writes down what the variables are like now, and which columns count. */
    void update(Handle handle, Collection<ProfileVariable> variables) throws SQLException {
        for (Map.Entry<WideColumn, WideColumn> entry : replaced.entrySet()) {
            setCurrent(handle, entry.getKey().name(), false);
            setCurrent(handle, entry.getValue().name(), true);
        }
        String sql = "UPDATE " + qualified + " SET " + dialect.quote("name") + " = ?, " + dialect.quote("data_type")
                + " = ?, " + dialect.quote("is_sensitive") + " = ? WHERE " + dialect.quote(VARIABLE_ID) + " = ?";
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            for (ProfileVariable variable : variables) {
                VariableCells.bindDescription(statement, 1, variable, dialect);
                statement.setString(4, variable.id());
                statement.executeUpdate();
            }
        }
    }

    private void setCurrent(Handle handle, String column, boolean current) throws SQLException {
        String sql = "UPDATE " + qualified + " SET " + dialect.quote(IS_CURRENT) + " = ? WHERE "
                + dialect.quote(COLUMN_NAME) + " = ?";
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            statement.setBoolean(1, current);
            statement.setString(2, column);
            statement.executeUpdate();
        }
    }
}
