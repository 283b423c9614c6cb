package io.memberport.sink.jdbc;

import io.memberport.encoding.column.WideKind;

/**
 * A column of the wide layout and the variable it is of.
 *
 * @param current whether the variable's values are in it; else it is what the variable had before its type changed
 */
record WideColumn(String name, String variableId, WideKind kind, boolean current) {

    WideColumn retired() {
        return new WideColumn(name, variableId, kind, false);
    }

    Column column(JdbcSettings settings) {
        return Column.optional(name, settings.columnType(kind));
    }
}
