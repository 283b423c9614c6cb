package io.memberport.sink.jdbc.h2;

import io.memberport.sink.jdbc.dialect.Statements;
import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.RowCount;
import io.memberport.sink.jdbc.sql.StagedRows;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The statements of H2. */
public final class H2Statements extends Statements {

    private static final int PART_ROWS = 500;

    public H2Statements() {
        // Cached, or all rows would have to have room in memory.
        super(new H2Dialect(), "CREATE CACHED LOCAL TEMPORARY TABLE ", "");
    }

    /** Its planner finds the target's rows by their key for this form, and goes through all that is staged for others. */
    @Override
    public String deleteMatching(String target, String staging, List<String> columns, String condition) {
        return "MERGE INTO " + target + " t USING (SELECT " + dialect.quoted(columns) + " FROM " + staging + " s"
                + StagedRows.where(condition) + ") s ON " + dialect.same(columns, "s", "t")
                + " WHEN MATCHED THEN DELETE";
    }

    /** In one statement, because each of them copies the table. */
    @Override
    public List<String> addColumns(String qualifiedTable, List<Column> columns) {
        return List.of("ALTER TABLE " + qualifiedTable + " ADD COLUMN ("
                + columns.stream().map(this::definition).collect(Collectors.joining(", ")) + ")");
    }

    @Override
    public long updateFromStaged(Handle handle, String staging, UnaryOperator<String> statement) {
        return update(handle, staging, "s", statement);
    }

    @Override
    public void deleteAll(Handle handle, String target) {
        update(handle, target, "t", part -> "DELETE FROM " + target + " t WHERE " + part);
    }

    @Override
    public void mergeInPlace(Handle handle, String target, String staging, List<String> key, List<String> content) {
        H2Merge merge = new H2Merge(dialect, target, staging, key, content);
        updateFromStaged(handle, staging, merge::deleteBeyond);
        updateFromStaged(handle, staging, merge::writeChanged);
    }

    /**
     * Runs a statement for each part of a table's rows. While a statement of H2's lasts, the store keeps the roots of all
     * versions since it began, and the rows that it selects have a store of their own once they are some thousands; both are
     * on the heap, in proportion to what the statement writes.
     *
     * @param table what the statement is about, as it stands in statements
     * @param alias what the table is called in the condition
     * @param statement makes it, given a condition on the rows
     * @return how many rows were written or deleted
     */
    private static long update(Handle handle, String table, String alias, UnaryOperator<String> statement) {
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
        return RowCount.number(handle, "COALESCE(" + which + "(_ROWID_), " + none + ")", table);
    }
}
