package io.memberport.sink.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Those of PostgreSQL: the encoding of the database, and tables that hide rows or lose them. */
final class PostgresObstacles implements Obstacles {

    private record Found(String table, String kind, boolean isUnlogged, boolean hidesRows) {}

    @Override
    public List<String> find(Handle handle, TableNames names, List<Table> tables) {
        List<String> obstacles = new ArrayList<>();
        String encoding = handle.createQuery("SELECT pg_catalog.current_setting('server_encoding')")
                .mapTo(String.class)
                .one();
        if (!encoding.toUpperCase(Locale.ROOT).equals("UTF8")) {
            obstacles.add("The database's encoding is " + encoding
                    + ", which does not hold every character. Name a database that was created with ENCODING 'UTF8'"
                    + " (CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8').");
        }
        for (Found found : look(handle, names, tables)) {
            String table = names.qualified(found.table());
            if (found.hidesRows()) {
                obstacles.add("Row-level security hides rows of " + table
                        + " from this user. An administrator can except the user (ALTER ROLE … BYPASSRLS) or the table"
                        + " (ALTER TABLE " + table + " DISABLE ROW LEVEL SECURITY).");
            }
            if (found.isUnlogged()) {
                obstacles.add("The table " + table
                        + " is unlogged, so the server empties it after a crash. Change that: ALTER" + " TABLE " + table
                        + " SET LOGGED.");
            }
            if (found.kind().equals("f")) {
                obstacles.add(
                        "The table " + table + " is a foreign table, which does not commit together with the others."
                                + " Name the database that it is in as the target.");
            }
        }
        return obstacles;
    }

    private static List<Found> look(Handle handle, TableNames names, List<Table> tables) {
        return handle.createQuery("SELECT c.relname, c.relkind, c.relpersistence = 'u', row_security_active(c.oid) FROM"
                        + " pg_catalog.pg_class c JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace WHERE s.nspname"
                        + " = ? AND c.relname IN (" + names.literals(tables) + ") ORDER BY 1")
                .bind(0, names.schema())
                .map((row, context) ->
                        new Found(row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)))
                .list();
    }
}
