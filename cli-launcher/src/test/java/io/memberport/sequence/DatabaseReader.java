package io.memberport.sequence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads all tables of a layout as the guide describes them. */
final class DatabaseReader {

    /** What the columns of all tables hold; the others are text. */
    private static final Map<String, ColumnType> TYPES = types();

    private static Map<String, ColumnType> types() {
        Map<String, ColumnType> types = new HashMap<>();
        for (String name : List.of("position", "sync_id", "row_count")) {
            types.put(name, ColumnType.INTEGER);
        }
        for (String count : List.of("member", "value", "repeated_member", "replaced_value", "rounded_value")) {
            types.put(count + "_count", ColumnType.INTEGER);
        }
        types.put("untyped_value_count", ColumnType.INTEGER);
        types.put("dropped_value_count", ColumnType.INTEGER);
        types.put("departed_member_count", ColumnType.INTEGER);
        for (String name : List.of("last_export_date", "export_date", "effective_date", "value_time")) {
            types.put(name, ColumnType.TIME);
        }
        types.put("since_datetime", ColumnType.TIME);
        types.put("last_sync_date", ColumnType.TIME);
        types.put("is_sensitive", ColumnType.FLAG);
        types.put("is_current", ColumnType.FLAG);
        types.put("value_number", ColumnType.NUMBER);
        types.put("document", ColumnType.JSON);
        return types;
    }

    /** Columns whose content cannot be foretold, or is looked at by {@link DriftIT}. */
    private static final List<String> OPEN = List.of("run_id", "committed_at", "variables");

    private final Database database;
    private final Connection connection;
    private final Cells cells;
    private final SortedMap<String, Object> state = new TreeMap<>();

    DatabaseReader(Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
        this.cells = new Cells(database);
    }

    SortedMap<String, Object> read() throws SQLException {
        List<String> tables = tables();
        for (String table : tables) {
            if (table.contains("stage")) {
                state.put("leftover " + table, "table");
            }
        }
        if (!tables.contains("memberport_sync")) {
            return state;
        }
        switch (database.layout()) {
            case "long" -> {
                readTable(tables, "member", "member_id");
                readTable(tables, "variable", "variable_id");
                readTable(tables, "member_value", "member_id", "variable_id", "position");
            }
            case "wide" -> readWide(tables);
            default -> readTable(tables, "member_document", "member_id");
        }
        String options = table(database.optionTable());
        if (tables.contains(options)) {
            readRows(options, "SELECT * FROM " + options, List.of("variable_id", "value_id"));
        }
        readSync();
        return state;
    }

    private List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        String schema = database.product() == Product.POSTGRESQL ? connection.getSchema() : null;
        try (ResultSet rows = connection.getMetaData().getTables(connection.getCatalog(), schema, "%", null)) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return tables;
    }

    private String table(String name) {
        return database.isHistory() ? name + "_history" : name;
    }

    private List<String> key(String... columns) {
        List<String> key = new ArrayList<>(List.of(columns));
        if (database.isHistory()) {
            key.add(0, "batch_id");
        }
        return key;
    }

    private void readTable(List<String> tables, String name, String... key) throws SQLException {
        if (tables.contains(table(name))) {
            readRows(table(name), "SELECT * FROM " + table(name), key(key));
        }
    }

    private void readRows(String table, String query, List<String> keyColumns) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                Map<String, Object> fields = fields(row);
                Object[] key = keyColumns.stream().map(fields::remove).toArray();
                String path = State.path(table, key);
                if (state.put(path, "row") != null) {
                    state.put(path + " again", "row");
                }
                fields.forEach((column, value) -> state.put(path + "." + column, value));
            }
        }
    }

    private Map<String, Object> fields(ResultSet row) throws SQLException {
        Map<String, Object> fields = new LinkedHashMap<>();
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
            Object value = cells.read(row, i, TYPES.getOrDefault(name, ColumnType.TEXT));
            if (value != null && !OPEN.contains(name)) {
                fields.put(name, value);
            }
        }
        return fields;
    }

    private void readSync() throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM memberport_sync ORDER BY sync_id")) {
            while (row.next()) {
                rows.add(fields(row));
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            String path = State.path("memberport_sync", i);
            state.put(path, "row");
            rows.get(i).remove("sync_id");
            rows.get(i).forEach((column, value) -> state.put(path + "." + column, value));
        }
    }

    /** A column of the wide layout, as the mapping has it. */
    private record Mapped(String column, String variable, WideKind kind, boolean isCurrent) {}

    private void readWide(List<String> tables) throws SQLException {
        if (database.isHistory() && tables.contains("member_wide_variable_history")) {
            readRows("member_wide_variable_history", "SELECT * FROM member_wide_variable_history", key("variable_id"));
        }
        if (!tables.contains(table("member_wide"))) {
            return;
        }
        List<Mapped> mapping = readMapping();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table("member_wide"))) {
            Map<String, Integer> fixed = new HashMap<>();
            for (String name : List.of("batch_id", "member_id", "last_batch_id", "last_export_date", "export_date")) {
                fixed.put(name, column(row.getMetaData(), name));
            }
            Map<Mapped, Integer> places = new LinkedHashMap<>();
            for (Mapped mapped : mapping) {
                places.put(mapped, column(row.getMetaData(), mapped.column()));
            }
            while (row.next()) {
                readMember(row, fixed, places);
            }
        }
    }

    private List<Mapped> readMapping() throws SQLException {
        List<Mapped> mapping = new ArrayList<>();
        String table = table("member_wide_column");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
            while (row.next()) {
                Map<String, Object> fields = fields(row);
                String variable = String.valueOf(fields.remove("variable_id"));
                WideKind kind =
                        WideKind.valueOf(String.valueOf(fields.get("kind")).toUpperCase(Locale.ROOT));
                boolean isCurrent = Boolean.TRUE.equals(fields.remove("is_current"));
                String column = String.valueOf(fields.remove("column_name"));
                mapping.add(new Mapped(column, variable, kind, isCurrent));
                if (isCurrent) {
                    String path = State.path(table, variable);
                    state.put(path, state.containsKey(path) ? "several current columns" : "row");
                    fields.forEach((name, value) -> state.put(path + "." + name, value));
                    state.put("name " + path, new Column(column, kind.word()));
                }
            }
        }
        return mapping;
    }

    /** The physical column; names are in upper case where the database writes names without quotes so. */
    private static int column(ResultSetMetaData columns, String name) throws SQLException {
        int found = 0;
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String label = columns.getColumnLabel(i);
            if (label.equals(name) || label.equals(name.toUpperCase(Locale.ROOT)) || label.equalsIgnoreCase(name)) {
                found = found == 0 ? i : -1;
            }
        }
        return found;
    }

    private void readMember(ResultSet row, Map<String, Integer> fixed, Map<Mapped, Integer> places)
            throws SQLException {
        List<@Nullable Object> key = new ArrayList<>();
        for (String name : key("member_id")) {
            key.add(row.getString(fixed.getOrDefault(name, 0)));
        }
        String path = State.path(table("member_wide"), key.toArray());
        state.put(path, "row");
        for (String name : List.of("last_batch_id", "last_export_date", "export_date")) {
            int place = fixed.getOrDefault(name, 0);
            if (place > 0) {
                State.put(state, path + "." + name, cells.read(row, place, TYPES.getOrDefault(name, ColumnType.TEXT)));
            }
        }
        for (Map.Entry<Mapped, Integer> place : places.entrySet()) {
            Mapped mapped = place.getKey();
            Object cell = place.getValue() <= 0
                    ? "no such column, or several"
                    : cells.read(row, place.getValue(), type(mapped.kind()));
            String of = mapped.isCurrent() ? mapped.variable() : "given up: " + mapped.variable();
            State.put(state, path + "{" + of + "}", mapped.kind() == WideKind.LIST ? list(cell) : cell);
        }
    }

    private static @Nullable Object list(@Nullable Object cell) {
        return cell instanceof String text ? Content.of(text) : cell;
    }

    private static ColumnType type(WideKind kind) {
        return switch (kind) {
            case TEXT -> ColumnType.TEXT;
            case NUMBER -> ColumnType.NUMBER;
            case TIME -> ColumnType.TIME;
            case LIST -> ColumnType.JSON;
        };
    }
}
