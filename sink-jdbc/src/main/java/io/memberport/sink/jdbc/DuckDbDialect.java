package io.memberport.sink.jdbc;

/** DuckDB: its appender, temporary tables, a file that one process has at a time. */
final class DuckDbDialect extends Dialect {

    static final int DECIMAL_SCALE = 15;

    private static final int DECIMAL_DIGITS = 38;

    @Override
    String product() {
        return "DuckDB";
    }

    @Override
    String type(ColumnType type) {
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
    DecimalRange decimals() {
        return new DecimalRange(DECIMAL_DIGITS - DECIMAL_SCALE, DECIMAL_SCALE);
    }

    @Override
    JsonEscapes escapes() {
        return JsonEscapes.WHOLE_CHARACTERS;
    }

    @Override
    int mostColumns() {
        return 10_000;
    }
}
