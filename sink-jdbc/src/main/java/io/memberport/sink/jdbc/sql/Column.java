package io.memberport.sink.jdbc.sql;

/**
 * A column.
 *
 * @param name as it stands in the documentation, in lower case
 * @param required whether it is never null
 */
public record Column(String name, ColumnType type, boolean required) {

    public static Column required(String name, ColumnType type) {
        return new Column(name, type, true);
    }

    public static Column optional(String name, ColumnType type) {
        return new Column(name, type, false);
    }
}
