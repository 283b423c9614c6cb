package io.memberport.sink.s3;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** DuckDB, which others wrote. */
final class Engine {

    private Engine() {}

    static Connection start() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:");
    }

    /** The rows of a query in alphabetical order, each with bars between its cells. */
    static List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = start();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    cells.add(String.valueOf(row.getString(i)));
                }
                rows.add(String.join("|", cells));
            }
        }
        return rows.stream().sorted().toList();
    }
}
