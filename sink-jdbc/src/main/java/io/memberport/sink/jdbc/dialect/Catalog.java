package io.memberport.sink.jdbc.dialect;

import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What tables there are, as the database's own catalogue says. Used by the database's thread. */
public record Catalog(Connection connection, Dialect dialect, TableNames names) {

    private static final String COLUMN_NAME = "COLUMN_NAME";
    private static final String YES = "YES";

    public boolean hasTable(Table table) throws SQLException {
        return columns(table) != null;
    }

    /** The names of a table's columns as the database has them; null if there is no such table. */
    public @Nullable Set<String> columns(Table table) throws SQLException {
        if (dialect.has(Trait.DESCRIBES_LARGE_TABLES_BADLY)) {
            return described(table);
        }
        Set<String> columns = new HashSet<>();
        try (ResultSet rows = listed(table)) {
            while (rows.next()) {
                columns.add(rows.getString(COLUMN_NAME));
            }
        }
        return columns.isEmpty() ? null : columns;
    }

    /** The columns that an INSERT of ours would have to fill and does not, or fills and must not. */
    public List<String> unfilled(Table table) throws SQLException {
        List<String> unfilled = new ArrayList<>();
        if (dialect.has(Trait.DESCRIBES_LARGE_TABLES_BADLY)) {
            return unfilled;
        }
        Set<String> own = table.columnNames().stream().map(dialect::fold).collect(Collectors.toSet());
        try (ResultSet rows = listed(table)) {
            while (rows.next()) {
                String name = rows.getString(COLUMN_NAME);
                boolean isGenerated = YES.equals(rows.getString("IS_GENERATEDCOLUMN"));
                boolean isRequired = rows.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls
                        && rows.getString("COLUMN_DEF") == null
                        && !isGenerated
                        && !YES.equals(rows.getString("IS_AUTOINCREMENT"));
                if (own.contains(name) ? isGenerated : isRequired) {
                    unfilled.add(name);
                }
            }
        }
        return unfilled;
    }

    private ResultSet listed(Table table) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        String escape = metadata.getSearchStringEscape();
        String schema = names.schema() == null ? null : escaped(names.schema(), escape);
        boolean schemaIsCatalog = dialect.has(Trait.SCHEMAS_ARE_CATALOGS);
        return metadata.getColumns(
                schemaIsCatalog ? names.schema() : connection.getCatalog(),
                schemaIsCatalog ? null : schema,
                pattern(table, escape),
                null);
    }

    private String pattern(Table table, @Nullable String escape) {
        return escaped(dialect.fold(names.plain(table)), escape);
    }

    /** By asking for no rows. */
    private @Nullable Set<String> described(Table table) throws SQLException {
        String pattern = pattern(table, connection.getMetaData().getSearchStringEscape());
        try (ResultSet tables = connection.getMetaData().getTables(null, null, pattern, null)) {
            if (!tables.next()) {
                return null;
            }
        }
        Set<String> columns = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("SELECT * FROM " + names.qualified(table) + " WHERE 1 = 0")) {
            for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                columns.add(none.getMetaData().getColumnName(i));
            }
        }
        return columns;
    }

    private static String escaped(String name, @Nullable String escape) {
        return escape == null || escape.isEmpty()
                ? name
                : name.replace(escape, escape + escape)
                        .replace("_", escape + "_")
                        .replace("%", escape + "%");
    }

    /** Whether the schema that is named has to be made. */
    public boolean lacksSchema() throws SQLException {
        return names.schema() != null && !hasSchema(names.schema());
    }

    private boolean hasSchema(String schema) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        if (dialect.has(Trait.SCHEMAS_ARE_CATALOGS)) {
            try (ResultSet rows = metadata.getCatalogs()) {
                return hasRow(rows, "TABLE_CAT", schema);
            }
        }
        try (ResultSet rows = metadata.getSchemas()) {
            return hasRow(rows, "TABLE_SCHEM", schema);
        }
    }

    private static boolean hasRow(ResultSet rows, String column, String wanted) throws SQLException {
        while (rows.next()) {
            if (wanted.equals(rows.getString(column))) {
                return true;
            }
        }
        return false;
    }
}
