package io.memberport.sink.jdbc.duckdb;

import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.DecimalRange;
import io.memberport.sink.jdbc.sql.JsonEscapes;

/** DuckDB: its appender, temporary tables, a file that one process has at a time. */
public final class DuckDbDialect extends Dialect {

    static final int DECIMAL_SCALE = 15;

    private static final int DECIMAL_DIGITS = 38;

    @Override
    public String product() {
        return "DuckDB";
    }

    @Override
    public String type(ColumnType type) {
        return switch (type) {
            case ID, TEXT -> "VARCHAR";
            case INTEGER -> "INTEGER";
            case BIGINT -> "BIGINT";
            case DOUBLE -> "DOUBLE";
            case DECIMAL -> "DECIMAL(" + DECIMAL_DIGITS + "," + DECIMAL_SCALE + ")";
            case TIME -> "TIMESTAMP WITH TIME ZONE";
            case FLAG -> "BOOLEAN";
            case JSON -> "JSON";
        };
    }

    @Override
    public DecimalRange decimals() {
        return new DecimalRange(DECIMAL_DIGITS - DECIMAL_SCALE, DECIMAL_SCALE);
    }

    @Override
    public JsonEscapes escapes() {
        return JsonEscapes.WHOLE_CHARACTERS;
    }

    @Override
    public int mostColumns() {
        return 10_000;
    }
}
