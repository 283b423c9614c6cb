package io.memberport.sink.jdbc;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** The statements of H2. */
final class H2Statements extends Statements {

    H2Statements() {
        super(new H2Dialect());
    }

    /** Cached, or all of its rows would have to have room in memory. */
    @Override
    String createStaging(String name, Table table) {
        return "CREATE CACHED LOCAL TEMPORARY TABLE " + name + " (" + definitions(table) + ")";
    }

    @Override
    boolean altersStaging() {
        return false;
    }

    /** Its planner finds the target's rows by their key for this form, and goes through all that is staged for others. */
    @Override
    String deleteMatching(String target, String staging, List<String> columns, String condition) {
        return "MERGE INTO " + target + " t USING (SELECT " + dialect.quoted(columns) + " FROM " + staging + " s"
                + StagedRows.where(condition) + ") s ON " + dialect.same(columns, "s", "t")
                + " WHEN MATCHED THEN DELETE";
    }

    @Override
    long updateFromStaged(Handle handle, String staging, UnaryOperator<String> statement) {
        return H2Parts.update(handle, staging, "s", statement);
    }

    @Override
    void deleteAll(Handle handle, String target) {
        H2Parts.update(handle, target, "t", part -> "DELETE FROM " + target + " t WHERE " + part);
    }

    /** What is deleted and inserted again takes six entries of the undo log for each row, and an update takes one. */
    @Override
    boolean mergesInPlace() {
        return true;
    }

    @Override
    void mergeInPlace(Handle handle, String target, String staging, List<String> key, List<String> content) {
        H2Merge merge = new H2Merge(dialect, target, staging, key, content);
        updateFromStaged(handle, staging, merge::deleteBeyond);
        updateFromStaged(handle, staging, merge::writeChanged);
    }
}
