package io.memberport.sink.jdbc.sql;

import java.util.List;
import java.util.stream.Collectors;

/** How a database writes identifiers, and in which case it keeps those that are not quoted. Stateless. */
public interface Quoting {

    /** An identifier in the case in which the database keeps those that are not quoted, so that ours need no quotes. */
    default String fold(String name) {
        return name;
    }

    /** Quotes an identifier whose case is what it is, that of a schema for example. */
    default String quoteAsIs(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    default String quote(String name) {
        return quoteAsIs(fold(name));
    }

    /** Quotes several, with commas between them. */
    default String quoted(List<String> names) {
        return names.stream().map(this::quote).collect(Collectors.joining(", "));
    }

    /** The columns of two rows are the same: a condition. */
    default String same(List<String> columns, String one, String other) {
        return columns.stream()
                .map(column -> one + "." + quote(column) + " = " + other + "." + quote(column))
                .collect(Collectors.joining(" AND "));
    }

    /** Two values are the same, or both are null: a condition that is never null itself. */
    default String alike(String one, String other) {
        return one + " IS NOT DISTINCT FROM " + other;
    }

    /** The columns of two rows are the same or null in both: a condition that is never null itself. */
    default String alike(List<String> columns, String one, String other) {
        return columns.stream()
                .map(column -> alike(one + "." + quote(column), other + "." + quote(column)))
                .collect(Collectors.joining(" AND "));
    }

    /** No row of a table or query is like this row in all these columns: a condition. */
    default String unlikeAll(String table, List<String> key, List<String> others, String row) {
        String alike = others.isEmpty() ? "" : " AND " + alike(others, "u", row);
        return "NOT EXISTS (SELECT 1 FROM " + table + " u WHERE " + same(key, "u", row) + alike + ")";
    }
}
