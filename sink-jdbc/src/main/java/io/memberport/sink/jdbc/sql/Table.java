package io.memberport.sink.jdbc.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A table, whatever database it is in.
 *
 * @param name without prefix and schema
 * @param columns in order
 * @param key names of the columns of its primary key; empty for a staging table
 * @param index names of the columns of one more index; empty if there is none
 * @param added names of columns that a table of an earlier version or of other options lacks, and that a run adds to it
 */
public record Table(String name, List<Column> columns, List<String> key, List<String> index, List<String> added) {

    public Table {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        index = List.copyOf(index);
        added = List.copyOf(added);
    }

    public static Table staging(String name, List<Column> columns) {
        return keyed(name, columns, List.of());
    }

    public static Table keyed(String name, List<Column> columns, List<String> key) {
        return new Table(name, columns, key, List.of(), List.of());
    }

    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** The same with columns behind those it has. */
    public Table and(List<Column> more) {
        List<Column> all = new ArrayList<>(columns);
        all.addAll(more);
        return new Table(name, all, key, index, added);
    }

    /** The same with columns that a table that is there may lack. */
    public Table andAdded(List<Column> more) {
        List<String> names = new ArrayList<>(added);
        more.forEach(column -> names.add(column.name()));
        Table all = and(more);
        return new Table(name, all.columns, key, index, names);
    }

    /** The same without keys, which are quicker made when the rows are there. */
    public Table withoutKeys() {
        return new Table(name, columns, List.of(), List.of(), added);
    }
}
