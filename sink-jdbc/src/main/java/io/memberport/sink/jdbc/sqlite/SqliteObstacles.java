package io.memberport.sink.jdbc.sqlite;

import io.memberport.sink.jdbc.dialect.Obstacles;

/** What can be on tables of SQLite. */
public final class SqliteObstacles implements Obstacles {

    /** Its foreign keys do something only on a connection for which they are turned on. */
    @Override
    public String attachments(String schema, String tables) {
        String ours = " COLLATE NOCASE IN (" + tables + ")";
        return "SELECT 'VIEW', name, '', '' FROM main.sqlite_master WHERE type = 'view' AND name" + ours
                + " UNION SELECT 'REFERENCE', f.\"table\", '', m.name FROM pragma_foreign_keys k, main.sqlite_master m,"
                + " pragma_foreign_key_list(m.name) f WHERE k.foreign_keys = 1 AND m.type = 'table' AND f.\"table\""
                + ours
                + " UNION SELECT 'TRIGGER', tbl_name, name, '' FROM main.sqlite_master WHERE type = 'trigger' AND"
                + " tbl_name" + ours;
    }
}
