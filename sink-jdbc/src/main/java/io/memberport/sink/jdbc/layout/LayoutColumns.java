package io.memberport.sink.jdbc.layout;

import io.memberport.encoding.column.ColumnKind;
import io.memberport.encoding.column.TypedColumn;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.Names;
import java.util.ArrayList;
import java.util.List;

/** The columns of tables as far as the options decide them. */
final class LayoutColumns {

    private LayoutColumns() {}

    /** The type of a column of the wide layout. */
    static ColumnType type(JdbcOptions options, ColumnKind kind) {
        return switch (kind) {
            case TEXT -> ColumnType.TEXT;
            case NUMBER -> numberType(options);
            case TIME -> ColumnType.TIME;
            case LIST -> ColumnType.JSON;
        };
    }

    static Column of(JdbcOptions options, TypedColumn column) {
        return Column.optional(column.name(), type(options, column.kind()));
    }

    /** The type of columns with numbers. */
    static ColumnType numberType(JdbcOptions options) {
        return switch (options.numbers()) {
            case DOUBLE -> ColumnType.DOUBLE;
            case DECIMAL -> ColumnType.DECIMAL;
        };
    }

    /** The columns that a key begins with. */
    static List<Column> ofKey(JdbcOptions options) {
        return options.keepsHistory() ? List.of(Column.required(Names.BATCH_ID, ColumnType.ID)) : List.of();
    }

    /** A primary key of these columns and of those that it begins with. */
    static List<String> key(JdbcOptions options, String... own) {
        List<String> key = new ArrayList<>();
        ofKey(options).forEach(column -> key.add(column.name()));
        key.addAll(List.of(own));
        return key;
    }
}
