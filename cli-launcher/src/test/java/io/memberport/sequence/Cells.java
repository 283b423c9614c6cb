package io.memberport.sequence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads the cells of a database by plain JDBC, in the model's terms. */
final class Cells {

    private final Database database;

    Cells(Database database) {
        this.database = database;
    }

    @Nullable Object read(ResultSet row, int column, ColumnType type) throws SQLException {
        return switch (type) {
            case TEXT -> row.getString(column);
            case INTEGER -> orNull(row.getLong(column), row);
            case NUMBER -> number(row, column);
            case TIME -> time(row, column);
            case FLAG -> orNull(row.getBoolean(column), row);
            case JSON -> json(row.getString(column));
        };
    }

    private @Nullable Object number(ResultSet row, int column) throws SQLException {
        if (database.hasDecimals()) {
            var number = row.getBigDecimal(column);
            return number == null ? null : Content.plain(number);
        }
        return orNull(row.getDouble(column), row);
    }

    private @Nullable Object json(@Nullable String text) {
        return text == null || database.product().keepsNotationOfJson() ? text : Content.of(text);
    }

    private static @Nullable Object orNull(Object value, ResultSet row) throws SQLException {
        return row.wasNull() ? null : value;
    }

    private @Nullable Object time(ResultSet row, int column) throws SQLException {
        return switch (database.product()) {
            case SQLITE -> ofText(row.getString(column));
            case MARIADB -> {
                LocalDateTime time = row.getObject(column, LocalDateTime.class);
                yield time == null ? null : time.toInstant(ZoneOffset.UTC);
            }
            case ANSI -> row.getObject(column, Instant.class); // HSQLDB shows its days before 1582 as Julian ones.
            case POSTGRESQL, H2, DUCKDB -> {
                OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
        };
    }

    private static @Nullable Object ofText(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Instant instant = Meaning.asInstant(text);
        boolean isInForm = text.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6}Z");
        return isInForm && instant != null ? instant : "not in the form of SQLite's times: " + text;
    }
}
