package io.memberport.sink.jdbc.h2;

import io.memberport.sink.jdbc.dialect.Transactions;
import io.memberport.sink.jdbc.rights.MissingRight;
import io.memberport.sink.jdbc.rights.RequiredRight;
import io.memberport.sink.jdbc.rights.TriedPrivileges;
import io.memberport.sink.jdbc.sql.TableNames;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What may be done in H2. A user who may make a table in a schema may change it and make an index, too. */
public final class H2Privileges extends TriedPrivileges {

    public H2Privileges() {
        // Those of H2 would change a setting.
        super(new Transactions());
    }

    @Override
    public @Nullable String mistaken(TableNames names, RequiredRight needed) {
        return switch (needed.right()) {
            // Which is there.
            case MAKE_SCHEMA -> "CREATE SCHEMA INFORMATION_SCHEMA";
            case CREATE, ADD_COLUMNS -> "CREATE TABLE " + names.qualified(needed.requireTable()) + columnTwice(names);
            case USE_SCHEMA, MAKE_TEMPORARY_TABLES, INDEX, SELECT, INSERT, UPDATE, DELETE -> null;
        };
    }

    @Override
    public MissingRight missingRight(Handle handle, TableNames names, RequiredRight needed, SQLException refusal) {
        return needed.right().isAboutRows()
                ? new MissingRight(
                        needed, needed.right().name(), "ON " + names.qualified(needed.requireTable()), refusal)
                : new MissingRight(needed, "ALTER ANY SCHEMA", "", refusal);
    }
}
