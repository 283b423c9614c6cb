package io.memberport.sink.jdbc.duckdb;

import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.dialect.Trait;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.DecimalRange;
import io.memberport.sink.jdbc.sql.JsonEscapes;

/** DuckDB: its appender, temporary tables, a file that one process has at a time. */
public final class DuckDbDialect extends Dialect {

    static final int DECIMAL_SCALE = 15;

    private static final int DECIMAL_DIGITS = 38;

    public DuckDbDialect() {
        super(
                "DuckDB",
                10_000,
                new DecimalRange(DECIMAL_DIGITS - DECIMAL_SCALE, DECIMAL_SCALE),
                JsonEscapes.WHOLE_CHARACTERS,
                Trait.LOADS_DIRECTLY,
                // A table that only this connection has written numbers its rows as they came.
                Trait.KEEPS_ORDER_OF_ROWS,
                // Its indexes have to fit into memory, whatever the size of a table (Guides, Performance, Indexing);
                // without
                // one it scans millions of rows for a member in some hundredths of a second.
                Trait.SCANS_MEMBERS);
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
}
