package io.memberport.sink.jdbc.layout;

import io.memberport.sink.jdbc.dialect.Statements;
import io.memberport.sink.jdbc.sql.RowCount;
import io.memberport.sink.jdbc.sql.StagedRows;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Deletes rows of the target that have the same columns as staged ones, and makes sure that they are gone. */
record MatchingRows(Statements statements, TableNames names, RowGuard guard) {

    /**
     * Deletes them.
     *
     * @param condition on the staged rows {@code s}, quoted already; empty for all
     * @return how many the database has counted; a negative number if it cannot
     */
    long delete(Handle handle, Table table, String staging, List<String> matching, String condition) {
        String target = names.qualified(table);
        long deleted = statements.updateFromStaged(
                handle,
                staging,
                part -> statements.deleteMatching(target, staging, matching, StagedRows.and(part, condition)));
        if (guard.watches(table)) {
            String left = target + " WHERE " + statements.matching(target, staging, matching, condition);
            guard.requireGone(table, RowCount.of(handle, left));
        }
        return deleted;
    }
}
