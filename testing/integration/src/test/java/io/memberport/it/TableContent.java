package io.memberport.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.memberport.model.Sha256;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is in the tables of an export, in one transaction of a reader. Tables without rows and columns without values are as
 * if they were not there: they may be made before anything is committed.
 */
final class TableContent {

    private static final Set<String> TABLES = Set.of(
            "member",
            "variable",
            "member_value",
            "variable_option",
            "member_wide",
            "member_wide_column",
            "member_wide_option",
            "memberport_sync");

    /** They are others in each run. */
    private static final Set<String> OF_THE_RUN = Set.of("run_id", "committed_at");

    private static final String MAPPING = "member_wide_column";

    private final Connection connection;
    private final Set<String> present;

    private TableContent(Connection connection) throws SQLException {
        this.connection = connection;
        this.present = new TreeSet<>();
        try (ResultSet tables = connection.getMetaData().getTables(connection.getCatalog(), null, "%", null)) {
            while (tables.next()) {
                String name = tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (TABLES.contains(name)) {
                    present.add(name);
                }
            }
        }
    }

    /**
     * All of it, digested.
     *
     * @throws AssertionError if a reader that relies on what the tables promise would stumble
     */
    static String of(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            TableContent content = new TableContent(connection);
            List<String> parts = new ArrayList<>();
            for (String table : content.present) {
                List<String> rows = content.rows(table);
                if (!rows.isEmpty()) {
                    parts.add(table + ": " + rows.size() + " rows " + digest(rows));
                }
            }
            content.requireWhole();
            return parts.isEmpty() ? "no rows" : String.join("; ", parts);
        } finally {
            connection.rollback();
        }
    }

    private List<String> rows(String table) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            ResultSetMetaData columns = rows.getMetaData();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    String name = columns.getColumnName(i).toLowerCase(Locale.ROOT);
                    String value = OF_THE_RUN.contains(name) ? null : rows.getString(i);
                    if (value != null) {
                        row.add(name + "=" + value);
                    }
                }
                found.add(String.join("|", row));
            }
        }
        if (table.equals(MAPPING)) {
            Set<String> filled = filledColumns();
            found.removeIf(row -> filled.stream().noneMatch(row::contains));
        }
        Collections.sort(found);
        return found;
    }

    /** Rows of the mapping whose column has a value somewhere; the others come before the commit. */
    private Set<String> filledColumns() throws SQLException {
        Set<String> filled = new TreeSet<>();
        for (String column : Sql.column(connection, "SELECT column_name FROM " + MAPPING)) {
            if (has("member_wide", column)
                    && !Sql.column(connection, "SELECT COUNT(" + quoted(column) + ") FROM member_wide")
                            .equals(List.of("0"))) {
                filled.add("column_name=" + column + "|");
            }
        }
        return filled;
    }

    private boolean has(String table, String column) throws SQLException {
        try (ResultSet columns =
                connection.getMetaData().getColumns(connection.getCatalog(), null, asStored(table), asStored(column))) {
            return columns.next();
        }
    }

    private String quoted(String name) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        return quote + asStored(name).replace(quote, quote + quote) + quote;
    }

    private String asStored(String name) throws SQLException {
        return connection.getMetaData().storesUpperCaseIdentifiers() ? name.toUpperCase(Locale.ROOT) : name;
    }

    /** What a reader joins is there as soon as it is said to be. */
    private void requireWhole() throws SQLException {
        if (!present.contains("memberport_sync")) {
            return;
        }
        for (String set : Sql.column(connection, "SELECT DISTINCT table_set FROM memberport_sync")) {
            List<String> needed = set.equals("long")
                    ? List.of("member", "variable", "member_value", "variable_option")
                    : List.of("member_wide", MAPPING, "member_wide_option");
            if (!present.containsAll(needed)) {
                throw new AssertionError(
                        "a commit to " + set + " is on record, and of its tables there are " + present);
            }
            if (set.equals("long")) {
                requireNone("SELECT v.member_id FROM member_value v LEFT JOIN member m ON m.member_id = v.member_id"
                        + " WHERE m.member_id IS NULL");
                requireNone("SELECT v.variable_id FROM member_value v LEFT JOIN variable n"
                        + " ON n.variable_id = v.variable_id WHERE n.variable_id IS NULL");
                requireNone("SELECT v.value_id FROM member_value v JOIN variable n ON n.variable_id = v.variable_id"
                        + " LEFT JOIN variable_option o ON o.variable_id = v.variable_id AND o.value_id = v.value_id"
                        + " WHERE n.data_type IN ('enum', 'set') AND v.value_id IS NOT NULL AND o.value_id IS NULL");
            }
        }
    }

    private void requireNone(String query) throws SQLException {
        List<String> found = Sql.column(connection, query);
        if (!found.isEmpty()) {
            throw new AssertionError(found.size() + " rows point to nothing: " + query);
        }
    }

    private static String digest(List<String> rows) {
        return Sha256.of(String.join("\n", rows).getBytes(UTF_8)).substring(0, 16);
    }
}
