package io.memberport.engines;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** DuckDB reads what is in a bucket. */
final class DuckDbTest extends GuideContract {

    private final Connection connection;

    DuckDbTest() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
    }

    @Override
    String engine() {
        return "DuckDB";
    }

    @Override
    boolean reads(Form form) {
        return true;
    }

    @Override
    void execute(String statement) throws SQLException {
        try (Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }

    @Override
    List<Row> rows(String query) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                Map<String, @Nullable String> cells = new HashMap<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    cells.put(row.getMetaData().getColumnName(i), Row.text(value(row.getObject(i))));
                }
                rows.add(new Row(cells));
            }
        }
        return rows;
    }

    private static @Nullable Object value(@Nullable Object cell) throws SQLException {
        if (cell instanceof Array array) {
            return Arrays.asList((Object[]) array.getArray());
        }
        return cell instanceof OffsetDateTime time ? time.toInstant() : cell;
    }

    @AfterAll
    void close() throws SQLException {
        connection.close();
    }
}
