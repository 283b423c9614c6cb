package io.memberport.sink.jdbc.mariadb;

import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.dialect.Statements;
import io.memberport.sink.jdbc.rights.MissingRight;
import io.memberport.sink.jdbc.rights.RequiredRight;
import io.memberport.sink.jdbc.rights.TriedPrivileges;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.TableNames;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What may be done in MariaDB. It looks at rights before it looks whether a table is there, and tables that a user makes are
 * as closed to that user as any other, so all is tried, whether the tables are there or not.
 */
public final class MariaDbPrivileges extends TriedPrivileges {

    private static final int PATIENCE_SECONDS = 1;

    private final Statements statements;

    public MariaDbPrivileges(DatabaseSql sql) {
        super(sql.transactions());
        this.statements = sql.statements();
    }

    /** Without waiting for locks, which can last for a day. */
    @Override
    public List<MissingRight> missing(Handle handle, TableNames names, List<RequiredRight> rights) throws SQLException {
        long patience = handle.createQuery("SELECT @@lock_wait_timeout")
                .mapTo(Long.class)
                .one();
        setPatience(handle, PATIENCE_SECONDS);
        try {
            return super.missing(handle, names, rights);
        } finally {
            setPatience(handle, patience);
        }
    }

    private static void setPatience(Handle handle, long seconds) {
        handle.execute("SET SESSION lock_wait_timeout = " + seconds);
    }

    @Override
    public @Nullable String mistaken(TableNames names, RequiredRight needed) {
        return switch (needed.right()) {
            case MAKE_TEMPORARY_TABLES ->
                "CREATE TEMPORARY TABLE " + names.quoting().quote("memberport_stage") + columnTwice(names);
            case CREATE -> "CREATE TABLE " + names.qualified(needed.requireTable()) + columnTwice(names);
            case INDEX ->
                statements.createIndex(
                        "memberport_index",
                        names.qualified(needed.requireTable()),
                        List.of(Names.MEMBER_ID, Names.MEMBER_ID));
            case ADD_COLUMNS ->
                "ALTER TABLE " + names.qualified(needed.requireTable()) + " ADD COLUMN "
                        + names.quoting()
                                .quote(needed.requireTable().columnNames().get(0)) + " INTEGER";
            // CREATE is also what it takes to make the schema.
            case USE_SCHEMA, MAKE_SCHEMA, SELECT, INSERT, UPDATE, DELETE -> null;
        };
    }

    @Override
    public MissingRight missingRight(Handle handle, TableNames names, RequiredRight needed, SQLException refusal)
            throws SQLException {
        String privilege =
                switch (needed.right()) {
                    case MAKE_TEMPORARY_TABLES -> "CREATE TEMPORARY TABLES";
                    case ADD_COLUMNS -> "ALTER";
                    case USE_SCHEMA, MAKE_SCHEMA, CREATE, INDEX, SELECT, INSERT, UPDATE, DELETE ->
                        needed.right().name();
                };
        String place = needed.table() == null
                ? names.quoting()
                                .quoteAsIs(String.valueOf(handle.getConnection().getCatalog())) + ".*"
                : names.qualified(needed.requireTable());
        return new MissingRight(needed, privilege, "ON " + place, refusal);
    }
}
