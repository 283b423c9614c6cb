package io.memberport.sink.jdbc.h2;

import io.memberport.sink.jdbc.dialect.Statements;
import io.memberport.sink.jdbc.sql.StagedRows;
import io.memberport.sink.jdbc.sql.Table;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** The statements of H2. */
public final class H2Statements extends Statements {

    public H2Statements() {
        super(new H2Dialect());
    }

    /** Cached, or all of its rows would have to have room in memory. */
    @Override
    public String createStaging(String name, Table table) {
        return "CREATE CACHED LOCAL TEMPORARY TABLE " + name + " (" + definitions(table) + ")";
    }

    /** Its planner finds the target's rows by their key for this form, and goes through all that is staged for others. */
    @Override
    public String deleteMatching(String target, String staging, List<String> columns, String condition) {
        return "MERGE INTO " + target + " t USING (SELECT " + dialect.quoted(columns) + " FROM " + staging + " s"
                + StagedRows.where(condition) + ") s ON " + dialect.same(columns, "s", "t")
                + " WHEN MATCHED THEN DELETE";
    }

    @Override
    public long updateFromStaged(Handle handle, String staging, UnaryOperator<String> statement) {
        return H2Parts.update(handle, staging, "s", statement);
    }

    @Override
    public void deleteAll(Handle handle, String target) {
        H2Parts.update(handle, target, "t", part -> "DELETE FROM " + target + " t WHERE " + part);
    }

    @Override
    public void mergeInPlace(Handle handle, String target, String staging, List<String> key, List<String> content) {
        H2Merge merge = new H2Merge(dialect, target, staging, key, content);
        updateFromStaged(handle, staging, merge::deleteBeyond);
        updateFromStaged(handle, staging, merge::writeChanged);
    }
}
