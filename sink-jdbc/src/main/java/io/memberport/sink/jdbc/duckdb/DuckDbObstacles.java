package io.memberport.sink.jdbc.duckdb;

import io.memberport.sink.jdbc.dialect.Obstacles;

/** What can be on tables of DuckDB. */
public final class DuckDbObstacles implements Obstacles {

    @Override
    public String attachments(String schema, String tables) {
        return "SELECT 'VIEW', view_name, '', '' FROM duckdb_views() WHERE database_name = current_database() AND"
                + " schema_name = " + schema + " AND lower(view_name) IN (" + tables + ") UNION SELECT 'REFERENCE',"
                + " referenced_table, '', table_name FROM duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY' AND"
                + " database_name = current_database() AND schema_name = " + schema
                + " AND lower(referenced_table) IN ("
                + tables + ")";
    }
}
