package io.memberport.sink.jdbc.duckdb;

import io.memberport.sink.jdbc.dialect.Statements;

/** The statements of DuckDB. */
public final class DuckDbStatements extends Statements {

    public DuckDbStatements() {
        super(new DuckDbDialect());
    }

    /**
     * Its indexes have to fit into memory, whatever the size of a table (Guides, Performance, Indexing); without one it
     * scans millions of rows for a member in some hundredths of a second.
     */
    @Override
    public boolean indexesMembers() {
        return false;
    }

    /** By hashing; and rows that are deleted and written again stay in memory until the commit. */
    @Override
    public boolean leavesUnchangedRows() {
        return true;
    }
}
