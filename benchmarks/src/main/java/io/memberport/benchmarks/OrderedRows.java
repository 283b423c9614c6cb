package io.memberport.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The rows of an export as CSV files, in its order, from a database of DuckDB, which keeps rows as they came. */
record OrderedRows(Statement statement, Path directory, Form form) {

    static final String URL = "jdbc:duckdb:";

    /**
     * How a loader takes what is not plain text.
     *
     * @param nothing a null; a text that is the same has quotes
     * @param zone what follows a date in UTC, {@code 2026-01-31T12:00:00.000000}
     * @param earliest the first date that the database has; those before are nulls
     */
    record Form(String nothing, String zone, String earliest) {}

    /**
     * Writes {@code member.csv}, {@code member_id.csv}, {@code variable.csv}, {@code member_value.csv} and {@code
     * staged_value.csv}, each without a header.
     *
     * @param database loaded with the export, and with nothing else
     */
    static void write(Path database, Path directory, Form form) throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL + database);
                Statement statement = connection.createStatement()) {
            OrderedRows rows = new OrderedRows(statement, directory, form);
            rows.copy(
                    "member",
                    "SELECT member_id, last_batch_id, " + rows.date("last_export_date") + " FROM member",
                    "member_id");
            rows.copy("member_id", "SELECT member_id FROM member", "member_id");
            rows.copy(
                    "variable",
                    "SELECT variable_id, name, data_type, CAST(is_sensitive AS integer) FROM variable",
                    "name");
            String values = "member_id, variable_id, position, value_id, value, value_number, "
                    + rows.date("value_time") + ", " + rows.date("effective_date") + " FROM member_value";
            rows.copy("member_value", "SELECT " + values, "value");
            rows.copy(
                    "staged_value",
                    "SELECT COUNT(*) FILTER (position >= 0) OVER (PARTITION BY member_id, variable_id), " + values
                            + " ORDER BY rowid",
                    "value");
        }
    }

    /** Texts have quotes, or loaders would take some of them for something else, or strip blanks. */
    private void copy(String name, String query, String texts) throws SQLException {
        statement.execute("COPY (" + query + ") TO '" + directory.resolve(name + ".csv")
                + "' (FORMAT csv, HEADER false, FORCE_QUOTE (" + texts + "), NULL '" + form.nothing() + "')");
    }

    private String date(String column) {
        String plain = "make_timestamp(epoch_us(" + column + "))";
        return "CASE WHEN " + plain + " >= TIMESTAMP '" + form.earliest() + "' THEN strftime(" + plain
                + ", '%Y-%m-%dT%H:%M:%S.%f" + form.zone() + "') END";
    }
}
