package io.memberport.sink.jdbc.layout;

import io.memberport.encoding.column.WideKind;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.sql.Column;

/**
 * A column of the wide layout and the variable it is of.
 *
 * @param current whether the variable's values are in it; else it is what the variable had before its type changed
 */
record WideColumn(String name, String variableId, WideKind kind, boolean current) {

    WideColumn retired() {
        return new WideColumn(name, variableId, kind, false);
    }

    Column column(JdbcOptions settings) {
        return Column.optional(name, LayoutColumns.type(settings, kind));
    }
}
