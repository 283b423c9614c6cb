package io.memberport.sink.jdbc.mariadb;

import io.memberport.sink.jdbc.dialect.Obstacles;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** Those of MariaDB: how large packets and pages may be, and storage engines without transactions. */
public final class MariaDbObstacles implements Obstacles {

    /** Of a statement that names every column of a wide table. */
    private static final long SMALLEST_PACKET_BYTES = 1 << 16;

    /** Of which a key may have a fifth: two ids of 255 characters with up to four bytes each. */
    private static final long SMALLEST_PAGE_BYTES = 1 << 14;

    private static final String PACKET = "max_allowed_packet";
    private static final String PAGE = "innodb_page_size";
    private static final String READ_ONLY = "innodb_read_only";
    private static final String ENGINE = "enforce_storage_engine";

    /** Its triggers leave no row out: they change it, or fail. Nor does what it takes for a view. */
    @Override
    public String attachments(String schema, String tables) {
        return "SELECT 'REFERENCE', referenced_table_name, constraint_name, CONCAT(constraint_schema, '.', table_name) FROM"
                + " information_schema.referential_constraints WHERE unique_constraint_schema = " + schema
                + " AND referenced_table_name IN (" + tables + ")";
    }

    @Override
    public List<String> find(Handle handle, TableNames names, List<Table> tables) {
        List<String> obstacles = new ArrayList<>();
        Map<String, String> variables = variables(handle);
        long packet = Long.parseLong(variables.getOrDefault(PACKET, "" + SMALLEST_PACKET_BYTES));
        if (packet < SMALLEST_PACKET_BYTES) {
            obstacles.add("The server's max_allowed_packet is " + packet + " bytes, less than statements need. Set"
                    + " max_allowed_packet to 16777216 (16 MiB), or at least to " + SMALLEST_PACKET_BYTES + ".");
        }
        long page = Long.parseLong(variables.getOrDefault(PAGE, "" + SMALLEST_PAGE_BYTES));
        if (page < SMALLEST_PAGE_BYTES) {
            obstacles.add(
                    "The server's innodb_page_size is " + page + " bytes, too little for keys of two ids. Name a server"
                            + " that was initialized with innodb_page_size=16384 or more.");
        }
        if (variables.getOrDefault(READ_ONLY, "OFF").equals("ON")) {
            obstacles.add(
                    "The server was started with innodb_read_only=ON, so it accepts no changes. Start it without.");
        }
        String engine = variables.getOrDefault(ENGINE, "");
        if (!engine.isEmpty() && !engine.equalsIgnoreCase("InnoDB")) {
            obstacles.add("The server makes every table with the storage engine " + engine
                    + " (enforce_storage_engine). Set enforce_storage_engine to InnoDB or to nothing for this user.");
        }
        obstacles.addAll(withoutTransactions(handle, names, tables));
        return obstacles;
    }

    private static Map<String, String> variables(Handle handle) {
        Map<String, String> variables = new LinkedHashMap<>();
        handle.createQuery("SHOW SESSION VARIABLES WHERE Variable_name IN ('" + PACKET + "', '" + PAGE + "', '"
                        + READ_ONLY + "', '" + ENGINE + "')")
                .map((row, context) -> Map.entry(row.getString(1), Objects.requireNonNullElse(row.getString(2), "")))
                .forEach(variable -> variables.put(variable.getKey(), variable.getValue()));
        return variables;
    }

    private static List<String> withoutTransactions(Handle handle, TableNames names, List<Table> tables) {
        return handle.createQuery(
                        "SELECT t.table_name, t.engine FROM information_schema.tables t JOIN information_schema.engines e"
                                + " ON e.engine = t.engine WHERE t.table_schema = ? AND t.table_name IN ("
                                + names.literals(tables)
                                + ") AND e.transactions <> 'YES' ORDER BY 1")
                .bind(0, names.schema())
                .map((row, context) -> withoutTransactions(names.qualified(row.getString(1)), row.getString(2)))
                .list();
    }

    private static String withoutTransactions(String table, String engine) {
        return "The table " + table + " has the storage engine " + engine
                + ", which has no transactions. Change that: ALTER TABLE " + table + " ENGINE=InnoDB.";
    }
}
