package io.memberport.sink.jdbc.dialect;

import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.DecimalRange;
import io.memberport.sink.jdbc.sql.Identifiers;
import io.memberport.sink.jdbc.sql.JsonEscapes;

/**
 * Any database that keeps to the SQL standard. How temporary tables behave is where databases agree least, so staging tables
 * are ordinary ones, made and dropped by each run.
 */
final class AnsiDialect extends Dialect {

    private static final int DECIMAL_DIGITS = 38;

    private static final int DECIMAL_SCALE = 10;

    AnsiDialect() {
        super(
                "the database",
                250,
                new DecimalRange(DECIMAL_DIGITS - DECIMAL_SCALE, DECIMAL_SCALE),
                JsonEscapes.ALL,
                Trait.FOLDS_TO_UPPER_CASE,
                // The standard pads the shorter one of two texts, unless a collation says otherwise (SQL/Foundation,
                // 8.2).
                Trait.PADS_IDS,
                // The standard compares CLOBs only as an option, which few databases have.
                Trait.COMPARES_NO_TEXTS);
    }

    @Override
    public String type(ColumnType type) {
        return switch (type) {
            case ID -> "VARCHAR(" + Identifiers.LONGEST_UNITS + ")";
            case TEXT, JSON -> "CLOB(1G)";
            case INTEGER -> "INTEGER";
            case BIGINT -> "BIGINT";
            case DOUBLE -> "DOUBLE PRECISION";
            case DECIMAL -> "DECIMAL(" + DECIMAL_DIGITS + "," + DECIMAL_SCALE + ")";
            case TIME -> "TIMESTAMP(6) WITH TIME ZONE";
            case FLAG -> "BOOLEAN";
        };
    }

    /** A number becomes a text that is no CLOB, which a CLOB's column takes. */
    @Override
    public String cast(String expression, ColumnType to) {
        return to == ColumnType.TEXT ? "CAST(" + expression + " AS VARCHAR(4000))" : super.cast(expression, to);
    }
}
