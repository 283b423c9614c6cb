package io.memberport.sink.jdbc;

/** The statements of DuckDB. */
final class DuckDbStatements extends Statements {

    DuckDbStatements() {
        super(new DuckDbDialect());
    }

    /**
     * Its indexes have to fit into memory, whatever the size of a table (Guides, Performance, Indexing); without one it
     * scans millions of rows for a member in some hundredths of a second.
     */
    @Override
    boolean indexesMembers() {
        return false;
    }

    /** By hashing; and rows that are deleted and written again stay in memory until the commit. */
    @Override
    boolean leavesUnchangedRows() {
        return true;
    }
}
