package io.memberport.sink.jdbc;

import io.memberport.model.DataType;
import java.util.Locale;

/** What a column of the wide layout holds. */
enum WideKind {
    TEXT,
    NUMBER,
    TIME,
    /** A JSON array of labels. */
    LIST;

    static WideKind of(DataType type) {
        return switch (type) {
            case DOUBLE -> NUMBER;
            case DATETIME -> TIME;
            case SET -> LIST;
            case STRING, IDENTIFIER, ENUM, UNKNOWN -> TEXT;
        };
    }

    static WideKind ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    ColumnType columnType(JdbcSettings settings) {
        return switch (this) {
            case TEXT -> ColumnType.TEXT;
            case NUMBER -> settings.numberType();
            case TIME -> ColumnType.TIME;
            case LIST -> ColumnType.JSON;
        };
    }
}
