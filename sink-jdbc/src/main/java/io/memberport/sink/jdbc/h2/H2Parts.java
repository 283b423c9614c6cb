package io.memberport.sink.jdbc.h2;

import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/**
 * A statement in parts. While a statement of H2's lasts, the store keeps the roots of all versions since it began, and the
 * rows that it selects have a store of their own once they are some thousands; both are on the heap, in proportion to what
 * the statement writes.
 */
final class H2Parts {

    private static final int PART_ROWS = 500;

    private H2Parts() {}

    /**
     * Runs a statement for each part of a table's rows.
     *
     * @param table what the statement is about, as it stands in statements
     * @param alias what the table is called in the condition
     * @param statement makes it, given a condition on the rows
     * @return how many rows were written or deleted
     */
    static long update(Handle handle, String table, String alias, UnaryOperator<String> statement) {
        // The numbers are parameters, for each text of a statement is remembered.
        String sql = statement.apply(alias + "._ROWID_ BETWEEN :first AND :last");
        long rows = 0;
        long last = rowId(handle, "MAX", table);
        for (long first = rowId(handle, "MIN", table); first <= last; first += PART_ROWS) {
            rows += handle.createUpdate(sql)
                    .bind("first", first)
                    .bind("last", first + PART_ROWS - 1)
                    .execute();
        }
        return rows;
    }

    /** The first or last number of a row; in an empty table such that there are none between. */
    private static long rowId(Handle handle, String which, String table) {
        long none = which.equals("MIN") ? 0 : -1;
        return handle.createQuery("SELECT COALESCE(" + which + "(_ROWID_), " + none + ") FROM " + table)
                .mapTo(Long.class)
                .one();
    }
}
