package io.memberport.sink.s3;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DuckDB, which others wrote: one for all tests, as it takes a while to start. */
final class Engine {

    /** Makes something of the present row. */
    @FunctionalInterface
    interface RowReader<T> {

        T read(ResultSet row) throws SQLException;
    }

    private static @Nullable Connection started;

    private Engine() {}

    private static Connection connection() throws SQLException {
        Connection present = started;
        if (present == null) {
            present = DriverManager.getConnection("jdbc:duckdb:");
            started = present;
        }
        return present;
    }

    /** What a query finds, in its order. */
    static synchronized <T> List<T> query(String query, RowReader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (Statement statement = connection().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                rows.add(reader.read(row));
            }
        }
        return rows;
    }

    /** The rows of a query in alphabetical order, each with bars between its cells. */
    static List<String> rows(String query) throws SQLException {
        return query(query, Engine::cells).stream().sorted().toList();
    }

    private static String cells(ResultSet row) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            cells.add(String.valueOf(row.getString(i)));
        }
        return String.join("|", cells);
    }
}
