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
        return number(handle, "COUNT(*)", table);
    }

    /** The number that an aggregate of a table gives. */
    public static long number(Handle handle, String aggregate, String table) {
        return handle.createQuery("SELECT " + aggregate + " FROM " + table)
                .mapTo(Long.class)
                .one();
    }
}
