package io.memberport.sink.jdbc;

import org.jdbi.v3.core.Handle;

/** Counts rows where they are. */
final class RowCount {

    private RowCount() {}

    /**
     * All rows.
     *
     * @param table as it stands in statements
     */
    static long of(Handle handle, String table) {
        return count(handle, "*", table);
    }

    /**
     * The different values of a column.
     *
     * @param column quoted
     */
    static long distinct(Handle handle, String column, String table) {
        return count(handle, "DISTINCT " + column, table);
    }

    private static long count(Handle handle, String what, String table) {
        return handle.createQuery("SELECT COUNT(" + what + ") FROM " + table)
                .mapTo(Long.class)
                .one();
    }
}
