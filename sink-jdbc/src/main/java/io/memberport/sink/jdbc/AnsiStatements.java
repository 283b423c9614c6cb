package io.memberport.sink.jdbc;

import org.jdbi.v3.core.Handle;

/** The statements of the SQL standard, with ordinary tables for staging. */
final class AnsiStatements extends Statements {

    AnsiStatements() {
        super(new AnsiDialect());
    }

    @Override
    String ifNotExists() {
        return "";
    }

    @Override
    String createStaging(String name, Table table) {
        return "CREATE TABLE " + name + " (" + definitions(table) + ")";
    }

    @Override
    void dropStaging(Handle handle, String name) {
        try {
            handle.execute("DROP TABLE " + name);
        } catch (RuntimeException notThere) {
            // The standard has no way to drop a table only if it is there.
        }
    }
}
