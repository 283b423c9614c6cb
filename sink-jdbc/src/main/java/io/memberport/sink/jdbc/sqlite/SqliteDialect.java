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
import io.memberport.sink.jdbc.sql.IsoTime;
import io.memberport.sink.jdbc.sql.JsonEscapes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * SQLite: staging in its temporary database, which is another file, so that other programs can read until the commit.
 * Instants are texts in UTC, as its date functions take them, all of one form and length, so that texts compare as instants
 * do.
 */
public final class SqliteDialect extends Dialect {

    SqliteDialect() {
        super(
                "SQLite",
                2_000,
                // None, which requireSupported refuses.
                new DecimalRange(0, 0),
                JsonEscapes.ALL,
                Trait.DESCRIBES_LARGE_TABLES_BADLY,
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
        byte[] text = new byte[IsoTime.LENGTH + 1];
        IsoTime.write(micros, text, 0);
        text[IsoTime.LENGTH] = 'Z';
        statement.setString(index, new String(text, StandardCharsets.ISO_8859_1));
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
