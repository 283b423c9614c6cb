package io.memberport.sequence;

import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Parquet as DuckDB reads it. */
final class ParquetFile {

    private static @Nullable Connection shared;

    private ParquetFile() {}

    /** One engine for all tests, as it takes a while to start. */
    private static Connection engine() throws SQLException {
        Connection engine = shared;
        if (engine == null) {
            engine = DriverManager.getConnection("jdbc:duckdb:");
            shared = engine;
        }
        return engine;
    }

    /**
     * The rows in their order, without nulls.
     *
     * @param columns what to call columns of the wide layout, by name; empty in the long layout
     */
    static synchronized List<SortedMap<String, Object>> rows(Path file, Map<String, String> columns)
            throws SQLException {
        List<SortedMap<String, Object>> rows = new ArrayList<>();
        try (Statement statement = engine().createStatement();
                ResultSet row = statement.executeQuery("SELECT * EXCLUDE (file_row_number) FROM read_parquet('" + file
                        + "', file_row_number = true) ORDER BY file_row_number")) {
            while (row.next()) {
                rows.add(cells(row, columns));
            }
        }
        return rows;
    }

    private static SortedMap<String, Object> cells(ResultSet row, Map<String, String> columns) throws SQLException {
        SortedMap<String, Object> cells = new TreeMap<>();
        ResultSetMetaData described = row.getMetaData();
        for (int i = 1; i <= described.getColumnCount(); i++) {
            String name = described.getColumnLabel(i);
            Object cell = cell(row.getObject(i));
            if (name.equals("cleared_columns") && cell instanceof List<?> names) {
                TreeSet<String> cleared = new TreeSet<>();
                names.forEach(each -> cleared.add(columns.getOrDefault(String.valueOf(each), "no column " + each)));
                cells.put(name, cleared);
            } else {
                State.put(cells, columns.containsKey(name) ? "{" + columns.get(name) + "}" : name, cell);
            }
        }
        return cells;
    }

    private static @Nullable Object cell(@Nullable Object cell) throws SQLException {
        if (cell instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (cell instanceof Integer number) {
            return number.longValue();
        }
        if (cell instanceof Array list) {
            List<@Nullable String> elements = new ArrayList<>();
            for (Object element : (Object[]) list.getArray()) {
                elements.add((String) element);
            }
            return elements;
        }
        return cell;
    }
}
