package io.memberport.sink.jdbc.postgres;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.dialect.Trait;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.Identifiers;
import io.memberport.sink.jdbc.sql.JsonEscapes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/** PostgreSQL: temporary tables, COPY, advisory locks, transactions around everything. */
public final class PostgresDialect extends Dialect {

    PostgresDialect() {
        super(
                "PostgreSQL",
                1_600,
                PgNumeric.RANGE,
                JsonEscapes.WHOLE_CHARACTERS_BUT_NUL,
                Trait.ADDS_COLUMNS_AT_ONCE,
                Trait.REFUSES_NUL,
                Trait.LOCKS_RUNS,
                Trait.LOADS_DIRECTLY,
                // Rows that only this connection has written stand in the order in which they came.
                Trait.KEEPS_ORDER_OF_ROWS);
    }

    @Override
    public String type(ColumnType type) {
        return switch (type) {
            // Compared byte by byte, which is exact, and several times as quick to sort as the rules of a language.
            case ID -> "text COLLATE \"C\"";
            case TEXT -> "text";
            case INTEGER -> "integer";
            case BIGINT -> "bigint";
            case DOUBLE -> "double precision";
            case DECIMAL -> "numeric";
            case TIME -> "timestamp with time zone";
            case FLAG -> "boolean";
            case JSON -> "jsonb";
        };
    }

    @Override
    public String cast(String expression, ColumnType to) {
        return to == ColumnType.ID ? "CAST(" + expression + " AS text)" : super.cast(expression, to);
    }

    /** A longer name would be cut off, and be another schema. */
    @Override
    public void requireSupported(JdbcOptions settings) {
        String schema = settings.schema();
        if (schema != null) {
            Identifiers.requireShortSchema(schema.getBytes(StandardCharsets.UTF_8).length, 63, "bytes");
        }
    }

    /** The schema is named in every statement, so there must be one. */
    @Override
    public String currentSchema(Connection connection) throws SQLException {
        String schema = connection.getSchema();
        if (schema == null || schema.isEmpty()) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The search_path of this user has no schema that exists and that the user may use, so there is "
                            + "no place for tables. Use the option schema, or set search_path for the user or the "
                            + "database; if the schema exists: GRANT USAGE ON SCHEMA … TO ….");
        }
        return schema;
    }

    @Override
    public String placeholder(ColumnType type) {
        return type == ColumnType.JSON ? "CAST(? AS jsonb)" : "?";
    }

    @Override
    public int rowBytes() {
        return 8_160;
    }

    /** Of a long text stays a pointer to where it went; what is no longer than that stays itself. */
    @Override
    public int columnBytes(ColumnType type) {
        return switch (type) {
            case ID, TEXT, JSON, DECIMAL -> 18;
            case INTEGER -> 4;
            case FLAG -> 1;
            case BIGINT, DOUBLE, TIME -> 8;
        };
    }
}
