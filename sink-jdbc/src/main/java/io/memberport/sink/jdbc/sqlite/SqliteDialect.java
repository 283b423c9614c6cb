package io.memberport.sink.jdbc.sqlite;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.Layout;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.dialect.Trait;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.options.JdbcOptions.Numbers;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.DecimalRange;
import io.memberport.sink.jdbc.sql.JsonEscapes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * SQLite: staging in its temporary database, which is another file, so that other programs can read until the commit.
 * Instants are texts in UTC, as its date functions take them, all of one form and length, so that texts compare as instants
 * do.
 */
public final class SqliteDialect extends Dialect {

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    SqliteDialect() {
        super(
                "SQLite",
                2_000,
                // None, which requireSupported refuses.
                new DecimalRange(0, 0),
                JsonEscapes.ALL,
                Trait.DESCRIBES_LARGE_TABLES_BADLY,
                Trait.TRANSACTIONAL_DDL,
                Trait.LOOKS_UP_KEYS);
    }

    @Override
    public String type(ColumnType type) {
        return switch (type) {
            case ID, TEXT, JSON, TIME -> "TEXT";
            case INTEGER, BIGINT -> "INTEGER";
            case DOUBLE, DECIMAL -> "REAL";
            case FLAG -> "BOOLEAN";
        };
    }

    @Override
    public void requireSupported(JdbcOptions settings) {
        if (settings.schema() != null) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "SQLite has no schemas. Remove the option schema; a table-prefix keeps tables apart, and so does a"
                            + " file of their own.");
        }
        if (settings.numbers() == Numbers.DECIMAL && settings.layout() != Layout.JSON) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "SQLite has no decimal numbers. Leave the option numbers at double; the long layout keeps the text of"
                            + " every number as well.");
        }
    }

    @Override
    public @Nullable String currentSchema(Connection connection) {
        return null;
    }

    @Override
    public void bindTime(PreparedStatement statement, int index, long micros) throws SQLException {
        statement.setString(index, text(micros));
    }

    /** Without a formatter, which would take longer than SQLite takes for the row. */
    private static String text(long micros) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_PER_DAY));
        long ofDay = Math.floorMod(micros, MICROS_PER_DAY);
        long second = ofDay / 1_000_000;
        char[] text = "0000-00-00T00:00:00.000000Z".toCharArray();
        put(text, 4, day.getYear());
        put(text, 7, day.getMonthValue());
        put(text, 10, day.getDayOfMonth());
        put(text, 13, second / 3_600);
        put(text, 16, second / 60 % 60);
        put(text, 19, second % 60);
        put(text, 26, ofDay % 1_000_000);
        return new String(text);
    }

    /** Writes a number over zeros, so that its last digit is before a place. */
    private static void put(char[] text, int end, long number) {
        long rest = number;
        for (int i = end - 1; rest > 0; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    @Override
    public int nullType(ColumnType type) {
        return type == ColumnType.TIME ? Types.VARCHAR : super.nullType(type);
    }

    @Override
    public @Nullable Instant readTime(ResultSet row, int index) throws SQLException {
        String text = row.getString(index);
        return text == null ? null : Instant.parse(text);
    }
}
