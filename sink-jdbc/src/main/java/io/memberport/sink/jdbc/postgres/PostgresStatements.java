package io.memberport.sink.jdbc.postgres;

import io.memberport.sink.jdbc.dialect.Statements;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The statements of PostgreSQL. */
public final class PostgresStatements extends Statements {

    public PostgresStatements() {
        super(new PostgresDialect(), "CREATE TEMPORARY TABLE ", "pg_temp.");
    }

    @Override
    public String deleteMatching(String target, String staging, List<String> columns, String condition) {
        return "DELETE FROM " + target + " t USING " + staging + " s WHERE " + dialect.same(columns, "t", "s")
                + (condition.isEmpty() ? "" : " AND " + condition);
    }

    @Override
    public void removeSupersededRows(Handle handle, String values, String stagedMembers) {
        removeSupersededRows(handle, values, stagedMembers, "ctid");
    }

    @Override
    public String analyze(String staging) {
        return "ANALYZE " + staging;
    }
}
