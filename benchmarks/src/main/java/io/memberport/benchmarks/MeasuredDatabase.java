package io.memberport.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database that is measured, empty at its beginning. Closing it drops it. */
interface MeasuredDatabase extends AutoCloseable {

    String url();

    Connection connect() throws SQLException;

    /**
     * The database's own client, which runs a script and ends at the first error.
     *
     * @param directory where it looks for the files that the script names
     */
    Program script(Path script, Path directory);

    @Override
    void close() throws SQLException;

    /**
     * What two databases of a kind have in common if their tables are the same, in whatever order the rows are. An empty text
     * counts as a null, for SQLite's loader knows no nulls.
     */
    default String fingerprint() throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(10_000);
            for (String table : List.of("member", "variable", "member_value")) {
                text.append(table)
                        .append(": ")
                        .append(fingerprint(statement, table))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String fingerprint(Statement statement, String table) throws SQLException {
        long rows = 0;
        long sum = 0;
        try (ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                long hash = 0;
                for (int i = 1; i <= columns; i++) {
                    String value = row.getString(i);
                    hash = hash * 0x9E3779B97F4A7C15L + (value == null ? 0 : value.hashCode());
                }
                rows++;
                sum += hash ^ hash >>> 29;
            }
        }
        return rows + " rows, " + sum;
    }
}
