package io.memberport.sink.jdbc.layout;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import java.util.Map;

/**
 * Compares what the database says that it has done with what the run has asked for, within the transaction of the
 * commit. A trigger can leave a row out, and the statement still succeeds.
 *
 * @param triggers names of those that can leave rows out, by the plain names of their tables
 */
public record RowGuard(String target, TableNames names, Map<String, String> triggers) {

    /** Whether the table has triggers for which rows have to be counted that no statement counts. */
    boolean watches(Table table) {
        return triggers.containsKey(names.plain(table));
    }

    /**
     * Makes sure that all rows were written.
     *
     * @param written what the database has counted; a negative number if it cannot
     */
    public void requireAll(Table table, long expected, long written) {
        if (written >= 0 && written < expected) {
            throw failed(
                    table,
                    "took " + written + " of the " + expected + " rows for its table " + names.plain(table) + ".");
        }
    }

    /** Makes sure that no rows are left that were to be deleted. */
    void requireGone(Table table, long left) {
        if (left > 0) {
            throw failed(
                    table,
                    "still has " + left + " rows in its table " + names.plain(table) + " that were to be deleted.");
        }
    }

    private MemberportException failed(Table table, String what) {
        String known = triggers.get(names.plain(table));
        String cause = known == null || known.isEmpty()
                ? "A trigger or a rule of the table can be the cause."
                : "A trigger of the table can be the cause: " + known + ".";
        return new MemberportException(
                FailureKind.TARGET,
                "The target " + target + " " + what + " Nothing was committed. " + cause
                        + " Change it so that it leaves no row out, or drop it, and run again.");
    }
}
