package io.memberport.sink.jdbc;

/**
 * A column.
 *
 * @param name as it stands in the documentation, in lower case
 * @param required whether it is never null
 */
record Column(String name, ColumnType type, boolean required) {

    static Column required(String name, ColumnType type) {
        return new Column(name, type, true);
    }

    static Column optional(String name, ColumnType type) {
        return new Column(name, type, false);
    }
}
