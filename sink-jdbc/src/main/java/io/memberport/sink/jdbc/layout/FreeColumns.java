package io.memberport.sink.jdbc.layout;

import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.load.Staging;
import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.RowCount;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Looks whether a variable can get a column that belongs to none: one that a run has made and not used, or that was
 * made for it. Used by the database's thread.
 *
 * @param members the table, as it stands in statements
 * @param staging gets a table of the types to compare with
 */
record FreeColumns(Handle handle, Dialect dialect, Staging staging, String members) {

    private static final String LIKE = "like_this";

    /** Whether a column has this very type and nothing in it. */
    boolean fits(String column, ColumnType type) throws SQLException {
        Staging.Place typed = staging.scratch(handle, "like", List.of(Column.optional(LIKE, type)));
        return type(column, members).equals(type(LIKE, typed.name())) && isEmpty(column);
    }

    private String type(String column, String table) throws SQLException {
        Connection connection = handle.getConnection();
        try (Statement statement = connection.createStatement();
                ResultSet none =
                        statement.executeQuery("SELECT " + dialect.quote(column) + " FROM " + table + " WHERE 1 = 0")) {
            ResultSetMetaData described = none.getMetaData();
            return described.getColumnTypeName(1) + "(" + described.getPrecision(1) + "," + described.getScale(1) + ")";
        }
    }

    private boolean isEmpty(String column) {
        return RowCount.of(handle, members + " WHERE " + dialect.quote(column) + " IS NOT NULL") == 0;
    }
}
