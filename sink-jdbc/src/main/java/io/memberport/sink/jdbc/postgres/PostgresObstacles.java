package io.memberport.sink.jdbc.postgres;

import io.memberport.sink.jdbc.dialect.Obstacles;
import io.memberport.sink.jdbc.dialect.Transactions;
import io.memberport.sink.jdbc.failure.DatabaseFault;
import io.memberport.sink.jdbc.failure.SqlFailures;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Those of PostgreSQL: the encoding of the database, and tables that hide rows or lose them. */
public final class PostgresObstacles implements Obstacles {

    private static final Transactions TRANSACTIONS = new PostgresTransactions();

    private record Found(String table, String kind, boolean isUnlogged, boolean hidesRows) {}

    /**
     * Partitions are no children here: a table that others have divided holds the same rows. Nor does a foreign key stand
     * against a run that is looked at when the rows are there again. Partitions, and tables that views show, can have
     * triggers of their own.
     */
    @Override
    public String attachments(String schema, String tables) {
        return "WITH own AS (SELECT c.oid, c.relname, c.relkind FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace s"
                + " ON s.oid = c.relnamespace WHERE s.nspname = " + schema + " AND c.relname IN (" + tables + "))"
                + " SELECT 'VIEW', relname::text, '', '' FROM own WHERE relkind = 'm'"
                + " UNION ALL SELECT 'TRIGGER', relname::text, '', '' FROM own WHERE relkind IN ('v', 'p')"
                + " UNION ALL SELECT 'RULE', o.relname::text, r.rulename::text, '' FROM own o JOIN pg_catalog.pg_rewrite r"
                + " ON r.ev_class = o.oid WHERE r.rulename <> '_RETURN' AND r.ev_enabled <> 'D'"
                + " UNION ALL SELECT 'CHILD', o.relname::text, '', i.inhrelid::regclass::text FROM own o JOIN"
                + " pg_catalog.pg_inherits i ON i.inhparent = o.oid WHERE o.relkind <> 'p'"
                + " UNION ALL SELECT 'REFERENCE', o.relname::text, k.conname::text, k.conrelid::regclass::text FROM own o"
                + " JOIN pg_catalog.pg_constraint k ON k.confrelid = o.oid WHERE k.contype = 'f' AND NOT (k.condeferred"
                + " AND k.confdeltype = 'a') UNION ALL SELECT 'TRIGGER', o.relname::text, t.tgname::text, '' FROM own o"
                + " JOIN pg_catalog.pg_trigger t ON t.tgrelid = o.oid WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'"
                + " AND (t.tgtype::integer & 3 = 3 OR t.tgtype::integer & 64 = 64)";
    }

    @Override
    public List<String> find(Handle handle, TableNames names, List<Table> tables) throws SQLException {
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
                        + " from this user. An administrator can exempt the user (ALTER ROLE … BYPASSRLS) or the table"
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
        forbidden(handle).ifPresent(obstacles::add);
        return obstacles;
    }

    /**
     * What triggers for events say to a temporary table, which every run makes. Where there are such triggers, only trying
     * shows it; what is tried is undone.
     */
    private static Optional<String> forbidden(Handle handle) throws SQLException {
        List<String> triggers = handle.createQuery(
                        "SELECT evtname::text FROM pg_catalog.pg_event_trigger WHERE evtenabled <> 'D'"
                                + " AND evtevent LIKE 'ddl_command%' AND (evttags IS NULL OR 'CREATE TABLE' = ANY (evttags))"
                                + " AND has_database_privilege(current_database(), 'TEMP') ORDER BY 1")
                .mapTo(String.class)
                .list();
        if (triggers.isEmpty()) {
            return Optional.empty();
        }
        TRANSACTIONS.begin(handle);
        try {
            handle.execute("CREATE TEMPORARY TABLE memberport_stage_trial (n integer)");
            return Optional.empty();
        } catch (JdbiException failed) {
            SQLException said = SqlFailures.sqlOf(failed);
            if (said == null || DatabaseFault.READ_ONLY.isIn(said)) {
                throw failed;
            }
            return Optional.of("An event trigger forbids this user to create temporary tables, which every run needs ("
                    + String.join(", ", triggers)
                    + "). An administrator can exempt the user in it, or turn it off (ALTER EVENT TRIGGER … "
                    + "DISABLE).");
        } finally {
            TRANSACTIONS.rollback(handle);
        }
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
