package io.memberport.sink.s3;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
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

    /** The rows of a Parquet file, in its order. */
    static <T> List<T> rowsOf(byte[] parquet, RowReader<T> reader) throws IOException {
        Path file = Files.createTempFile("engine", ".parquet");
        try {
            writeUninterruptibly(parquet, file);
            return query("SELECT * FROM read_parquet('" + file + "')", reader);
        } catch (SQLException e) {
            throw new IOException(e);
        } finally {
            Files.delete(file);
        }
    }

    /** A channel would not write when the thread has been interrupted, as that of a test may be. */
    private static void writeUninterruptibly(byte[] bytes, Path file) throws IOException {
        try (OutputStream out = new FileOutputStream(file.toFile())) {
            out.write(bytes);
        }
    }

    /** A date-time in UTC, as ISO-8601 has it. */
    static @Nullable String instant(ResultSet row, String column) throws SQLException {
        Object time = row.getObject(column);
        return time == null ? null : ((OffsetDateTime) time).toInstant().toString();
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
