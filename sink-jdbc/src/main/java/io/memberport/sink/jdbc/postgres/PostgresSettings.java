package io.memberport.sink.jdbc.postgres;

import io.memberport.sink.jdbc.dialect.SessionSettings;
import io.memberport.sink.jdbc.sql.TableNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Those of PostgreSQL, which roles and databases can have their own of. A server of an older version lacks some. */
public final class PostgresSettings implements SessionSettings {

    private static final String SEARCH_PATH = "search_path";
    private static final String COMMIT = "synchronous_commit";

    /** The first schema that tables last in: neither the session's temporary one nor the server's own. */
    private static final String FIRST_SCHEMA = "COALESCE((SELECT pg_catalog.quote_ident(p.name) FROM"
            + " pg_catalog.unnest(pg_catalog.current_schemas(false)) WITH ORDINALITY p (name, no) WHERE"
            + " p.name OPERATOR(pg_catalog.!~) '^(pg_|information_schema$)' ORDER BY p.no LIMIT 1), '')";

    /** A commit is one only if it outlives the server, whatever it waits for beyond that. */
    private static final String DURABLE =
            "CASE s.setting OPERATOR(pg_catalog.=) 'off' WHEN true THEN 'local' ELSE s.setting END";

    private static final Map<String, String> NEEDED = needed();

    private static Map<String, String> needed() {
        Map<String, String> needed = new LinkedHashMap<>();
        // From here on, functions and operators are the server's own, and tables have a place.
        needed.put(SEARCH_PATH, FIRST_SCHEMA);
        // A copy lasts as long as the download, and a session as long as the run.
        needed.put("statement_timeout", "'0'");
        needed.put("idle_in_transaction_session_timeout", "'0'");
        needed.put("idle_session_timeout", "'0'");
        needed.put("transaction_timeout", "'0'");
        // The server asks whether this side is still there, so the lock of one that has vanished is free soon. And what
        // is in between does not take a long statement for a connection that is not used any more.
        needed.put("tcp_keepalives_idle", "'60'");
        needed.put("tcp_keepalives_interval", "'15'");
        needed.put("tcp_keepalives_count", "'8'");
        // After waiting for a lock, a statement must see what was committed meanwhile.
        needed.put("default_transaction_isolation", "'read committed'");
        needed.put("default_transaction_deferrable", "'off'");
        needed.put(COMMIT, DURABLE);
        // A statement fails that would see only some of the rows.
        needed.put("row_security", "'off'");
        needed.put("transform_null_equals", "'off'");
        needed.put("standard_conforming_strings", "'on'");
        // The order of rows is that in which they came only in a heap.
        needed.put("default_table_access_method", "'heap'");
        // What becomes a text must be one and the same.
        needed.put("datestyle", "'ISO, MDY'");
        needed.put("timezone", "'UTC'");
        needed.put("extra_float_digits", "'1'");
        // The driver keeps every message of a copy in memory.
        needed.put("client_min_messages", "'warning'");
        return needed;
    }

    /** Each value is found out before any is set, and what is as it should be is not set. */
    @Override
    public List<String> set(Handle handle) {
        String values = NEEDED.entrySet().stream()
                .map(setting -> "WHEN '" + setting.getKey() + "' THEN " + setting.getValue())
                .collect(Collectors.joining(" "));
        String names = NEEDED.keySet().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return handle.createQuery(
                        "WITH n AS MATERIALIZED (SELECT s.name, pg_catalog.current_setting(s.name) AS before, CASE"
                                + " pg_catalog.lower(s.name) " + values
                                + " END AS needed FROM pg_catalog.pg_settings s WHERE"
                                + " pg_catalog.lower(s.name) IN (" + names + ")) SELECT n.name, n.before,"
                                + " pg_catalog.set_config(n.name, n.needed, false) FROM n WHERE n.before <> n.needed")
                .map((row, context) -> "SELECT pg_catalog.set_config(" + TableNames.literal(row.getString(1)) + ", "
                        + TableNames.literal(row.getString(2)) + ", false)")
                .list();
    }
}
