package io.memberport.sink.jdbc.h2;

import io.memberport.sink.jdbc.dialect.Obstacles;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Those of H2: settings of the database, which hold for all of its users, so no run changes them. */
public final class H2Obstacles implements Obstacles {

    /** What each must not be, and why. */
    private record Setting(String name, String hostile, String why) {}

    private static final List<Setting> SETTINGS = List.of(
            new Setting("MODE", "Oracle", "turns empty texts into null"),
            new Setting("IGNORECASE", "1", "treats ids that differ only in case as equal"),
            new Setting("LOCK_MODE", "0", "lets transactions see uncommitted changes of others"));

    /** Its triggers leave no row out, unless they run in place of the statement. */
    @Override
    public String attachments(String schema, String tables) {
        String constraint = " JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS ";
        return "SELECT 'VIEW', TABLE_NAME, '', '' FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = " + schema
                + " AND TABLE_NAME IN (" + tables + ") AND (TABLE_TYPE LIKE '%VIEW' OR STORAGE_TYPE = 'TABLE LINK')"
                + " UNION ALL SELECT 'INSTEAD_OF', EVENT_OBJECT_TABLE, TRIGGER_NAME, '' FROM"
                + " INFORMATION_SCHEMA.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = " + schema + " AND EVENT_OBJECT_TABLE IN ("
                + tables + ") AND ACTION_TIMING = 'INSTEAD OF'"
                + " UNION ALL SELECT 'REFERENCE', t.TABLE_NAME, r.CONSTRAINT_NAME, f.TABLE_SCHEMA || '.' || f.TABLE_NAME"
                + " FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r" + constraint
                + "t ON t.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME ="
                + " r.UNIQUE_CONSTRAINT_NAME" + constraint
                + "f ON f.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA AND f.CONSTRAINT_NAME = r.CONSTRAINT_NAME"
                + " WHERE t.TABLE_SCHEMA = " + schema + " AND t.TABLE_NAME IN (" + tables + ")";
    }

    @Override
    public List<String> find(Handle handle, TableNames names, List<Table> tables) {
        Map<String, String> present = handle.createQuery(
                        "SELECT SETTING_NAME, SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME IN"
                                + " ('MODE', 'IGNORECASE', 'LOCK_MODE')")
                .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        List<String> obstacles = new ArrayList<>();
        for (Setting setting : SETTINGS) {
            if (setting.hostile().equalsIgnoreCase(present.get(setting.name()))) {
                obstacles.add(
                        "The database has " + setting.name() + "=" + setting.hostile() + ", which " + setting.why()
                                + ". Remove it from the target, and from the database (SET " + setting.name() + ").");
            }
        }
        return obstacles;
    }
}
