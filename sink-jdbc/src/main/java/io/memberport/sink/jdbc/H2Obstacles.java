package io.memberport.sink.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Those of H2: settings of the database, which hold for everybody who uses it, so no run changes them. */
final class H2Obstacles implements Obstacles {

    /** What each must not be, and why. */
    private record Setting(String name, String hostile, String why) {}

    private static final List<Setting> SETTINGS = List.of(
            new Setting("MODE", "Oracle", "makes empty texts null"),
            new Setting("IGNORECASE", "1", "makes ids the same that differ in case"),
            new Setting("LOCK_MODE", "0", "lets transactions see what others have not committed"));

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
                                + ". Take it out of the target, and out of the database (SET " + setting.name() + ").");
            }
        }
        return obstacles;
    }
}
