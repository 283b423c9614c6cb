package io.memberport.sink.jdbc.sql;

import org.jdbi.v3.core.Handle;

/** Counts rows where they are. */
public final class RowCount {

    private RowCount() {}

    /**
     * All rows.
     *
     * @param table as it stands in statements
     */
    public static long of(Handle handle, String table) {
        return count(handle, "*", table);
    }

    /**
     * The different values of a column.
     *
     * @param column quoted
     */
    public static long distinct(Handle handle, String column, String table) {
        return count(handle, "DISTINCT " + column, table);
    }

    /**
     * What a column of counts comes to, 0 if there are no rows.
     *
     * @param column quoted
     */
    public static long sum(Handle handle, String column, String table) {
        return number(handle, "COALESCE(SUM(" + column + "), 0)", table);
    }

    private static long count(Handle handle, String what, String table) {
        return number(handle, "COUNT(" + what + ")", table);
    }

    /**
     * A number that an aggregate gives.
     *
     * @param what the aggregate
     */
    public static long number(Handle handle, String what, String table) {
        return handle.createQuery("SELECT " + what + " FROM " + table)
                .mapTo(Long.class)
                .one();
    }
}
