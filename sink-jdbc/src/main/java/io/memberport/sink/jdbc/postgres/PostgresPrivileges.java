package io.memberport.sink.jdbc.postgres;

import io.memberport.sink.jdbc.rights.MissingRight;
import io.memberport.sink.jdbc.rights.Privileges;
import io.memberport.sink.jdbc.rights.RequiredRight;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Asks PostgreSQL's functions, all in one query of its catalogue, which takes no lock on a table. Roles, grants on columns
 * and superusers are taken into account by the server. Who makes a table may do everything with it.
 */
public final class PostgresPrivileges implements Privileges {

    private static final String CATALOGUE =
            "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace";

    @Override
    public List<MissingRight> missing(Handle handle, TableNames names, List<RequiredRight> rights) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < rights.size(); i++) {
            rows.add("(" + i + ", " + isAllowed(names, rights.get(i)) + ")");
        }
        // What there is not gives a null, which is not a refusal.
        List<Integer> refused = handle.createQuery("SELECT a.n FROM (VALUES " + String.join(", ", rows)
                        + ") a (n, is_allowed) WHERE NOT a.is_allowed ORDER BY a.n")
                .mapTo(Integer.class)
                .list();
        String database = names.quoting().quoteAsIs(handle.getConnection().getCatalog());
        return refused.stream()
                .map(rights::get)
                .map(needed -> new MissingRight(needed, privilege(needed), place(names, needed, database), null))
                .toList();
    }

    private static String isAllowed(TableNames names, RequiredRight needed) {
        return switch (needed.right()) {
            // Without a name, there is no schema that this user may use.
            case USE_SCHEMA -> names.schema() == null ? "false" : ofSchema(names, "USAGE");
            case MAKE_SCHEMA -> ofDatabase("CREATE");
            case MAKE_TEMPORARY_TABLES -> ofDatabase("TEMPORARY");
            case CREATE -> ofSchema(names, "CREATE");
            case INDEX -> "true";
            case ADD_COLUMNS -> ofTable(names, needed, "pg_has_role(c.relowner, 'USAGE')", "");
            case DELETE -> ofTable(names, needed, "has_table_privilege(c.oid, 'DELETE')", "");
            case SELECT, INSERT, UPDATE ->
                ofTable(
                        names,
                        needed,
                        "bool_and(has_column_privilege(c.oid, a.attnum, '" + needed.right() + "'))",
                        " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname IN ("
                                + needed.columns().stream()
                                        .map(TableNames::literal)
                                        .collect(Collectors.joining(", "))
                                + ")");
        };
    }

    private static String ofDatabase(String privilege) {
        return "has_database_privilege(current_database(), '" + privilege + "')";
    }

    private static String ofSchema(TableNames names, String privilege) {
        return "(SELECT has_schema_privilege(s.oid, '" + privilege
                + "') FROM pg_catalog.pg_namespace s WHERE s.nspname = " + names.schemaLiteral() + ")";
    }

    /** By its name in the catalogue, which tells also of tables in a schema that the user may not use. */
    private static String ofTable(TableNames names, RequiredRight needed, String expression, String join) {
        Table table = needed.requireTable();
        return "(SELECT " + expression + " " + CATALOGUE + join + " WHERE s.nspname = " + names.schemaLiteral()
                + " AND c.relname = " + TableNames.literal(names.plain(table)) + ")";
    }

    private static String privilege(RequiredRight needed) {
        return switch (needed.right()) {
            case USE_SCHEMA -> "USAGE";
            case MAKE_SCHEMA, CREATE -> "CREATE";
            case MAKE_TEMPORARY_TABLES -> "TEMPORARY";
            case INDEX, ADD_COLUMNS -> "";
            case SELECT, INSERT, UPDATE, DELETE -> needed.right().name();
        };
    }

    private static String place(TableNames names, RequiredRight needed, String database) {
        return switch (needed.right()) {
            case MAKE_SCHEMA, MAKE_TEMPORARY_TABLES -> "ON DATABASE " + database;
            case USE_SCHEMA, CREATE ->
                "ON SCHEMA " + (names.schema() == null ? "…" : names.quoting().quoteAsIs(names.schema()));
            case INDEX, ADD_COLUMNS -> "ALTER TABLE " + names.qualified(needed.requireTable()) + " OWNER";
            case SELECT, INSERT, UPDATE, DELETE -> "ON " + names.qualified(needed.requireTable());
        };
    }
}
