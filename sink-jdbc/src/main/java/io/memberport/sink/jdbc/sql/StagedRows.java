package io.memberport.sink.jdbc.sql;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Rows of a staging table, or what a query makes of each of them.
 *
 * @param staging the table, as it stands in statements
 * @param query what stands behind FROM, given a condition on the table's rows {@code s}; an empty one picks all
 */
public record StagedRows(String staging, UnaryOperator<String> query) {

    /** The rows as they are. */
    public static StagedRows of(String staging) {
        return new StagedRows(
                staging, part -> part.isEmpty() ? staging : "(SELECT * FROM " + staging + " s WHERE " + part + ")");
    }

    /** Conditions that all must hold, as a clause; empty if there are none. */
    public static String where(String... conditions) {
        String all = and(conditions);
        return all.isEmpty() ? "" : " WHERE " + all;
    }

    /** Conditions that all must hold, as one; those that are empty do. */
    public static String and(String... conditions) {
        return String.join(
                " AND ",
                Stream.of(conditions).filter(condition -> !condition.isEmpty()).toList());
    }
}
