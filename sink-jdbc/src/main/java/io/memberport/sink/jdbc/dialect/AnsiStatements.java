package io.memberport.sink.jdbc.dialect;

import org.jdbi.v3.core.Handle;

/** The statements of the SQL standard, with ordinary tables for staging. */
public final class AnsiStatements extends Statements {

    public AnsiStatements() {
        super(new AnsiDialect(), "CREATE TABLE ", "");
    }

    @Override
    public String ifNotExists() {
        return "";
    }

    @Override
    public void dropStaging(Handle handle, String name) {
        try {
            handle.execute("DROP TABLE " + name);
        } catch (RuntimeException notThere) {
            // The standard has no way to drop a table only if it is there.
        }
    }
}
