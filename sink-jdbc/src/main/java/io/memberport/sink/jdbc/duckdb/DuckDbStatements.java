package io.memberport.sink.jdbc.duckdb;

import io.memberport.sink.jdbc.dialect.Statements;
import org.jdbi.v3.core.Handle;

/** The statements of DuckDB. */
public final class DuckDbStatements extends Statements {

    public DuckDbStatements() {
        super(new DuckDbDialect());
    }

    @Override
    public void removeSupersededRows(Handle handle, String values, String stagedMembers) {
        removeSupersededRows(handle, values, stagedMembers, "rowid");
    }
}
