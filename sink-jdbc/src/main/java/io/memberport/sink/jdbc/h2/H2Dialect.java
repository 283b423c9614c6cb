package io.memberport.sink.jdbc.h2;

import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.dialect.Trait;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.DecimalRange;
import io.memberport.sink.jdbc.sql.Identifiers;
import io.memberport.sink.jdbc.sql.JsonEscapes;

/** H2: local temporary tables; a file that one process has at a time. */
public final class H2Dialect extends Dialect {

    /** Half of the 100,000 digits that it has, so that it never rounds by itself. */
    private static final int DECIMAL_SCALE = 50_000;

    H2Dialect() {
        super(
                "H2",
                16_384,
                new DecimalRange(DECIMAL_SCALE, DECIMAL_SCALE),
                JsonEscapes.WHOLE_CHARACTERS,
                Trait.FOLDS_TO_UPPER_CASE,
                // What is deleted and inserted again takes six entries of the undo log for each row, and an update
                // takes one.
                Trait.MERGES_IN_PLACE,
                Trait.LOOKS_UP_KEYS,
                Trait.FIXES_STAGING);
    }

    @Override
    public String type(ColumnType type) {
        return switch (type) {
            case ID -> "CHARACTER VARYING(" + Identifiers.LONGEST_UNITS + ")";
            case TEXT -> "CHARACTER LARGE OBJECT";
            case INTEGER -> "INTEGER";
            case BIGINT -> "BIGINT";
            case DOUBLE -> "DOUBLE PRECISION";
            case DECIMAL -> "DECFLOAT(" + 2 * DECIMAL_SCALE + ")";
            case TIME -> "TIMESTAMP(6) WITH TIME ZONE";
            case FLAG -> "BOOLEAN";
            case JSON -> "JSON(1000000000)";
        };
    }

    @Override
    public String placeholder(ColumnType type) {
        return type == ColumnType.JSON ? "? FORMAT JSON" : "?";
    }
}
