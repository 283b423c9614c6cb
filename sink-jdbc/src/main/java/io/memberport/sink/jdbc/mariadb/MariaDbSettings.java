package io.memberport.sink.jdbc.mariadb;

import io.memberport.sink.jdbc.dialect.SessionSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Those of MariaDB, and of MySQL, which has others; each lacks some. */
public final class MariaDbSettings implements SessionSettings {

    private static final String ISOLATION = "REPEATABLE-READ";

    /** What is more than that is left as it is. */
    private static final Map<String, BigDecimal> AT_LEAST = Map.of(
            // Downloads pause, and so do those who send.
            "wait_timeout", BigDecimal.valueOf(2_147_483),
            "net_read_timeout", BigDecimal.valueOf(600),
            "net_write_timeout", BigDecimal.valueOf(600),
            // What is beyond it in an id does not count when rows are sorted.
            "max_sort_length", BigDecimal.valueOf(1_024),
            // Without room for warnings, LOAD DATA would not tell of any.
            "max_error_count", BigDecimal.valueOf(64),
            // A sort of long ids fails with less.
            "sort_buffer_size", BigDecimal.valueOf(262_144),
            "tmp_disk_table_size", new BigDecimal("18446744073709551615"),
            "max_session_mem_used", new BigDecimal("9223372036854775807"));

    private record Setting(String name, String value) {}

    /** Those that limit what can be asked of the others. */
    private static final List<Setting> FIRST =
            List.of(new Setting("sql_big_selects", "1"), new Setting("sql_select_limit", "18446744073709551615"));

    private final Map<String, String> needed = new LinkedHashMap<>();

    public MariaDbSettings(String collation) {
        // As a whole: strict, so that what does not fit fails and is not cut off; and nothing that changes syntax.
        needed.put("sql_mode", "STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO");
        needed.put("time_zone", "+00:00");
        needed.put("character_set_client", "utf8mb4");
        needed.put("character_set_results", "utf8mb4");
        needed.put("collation_connection", collation);
        // A statement may delete all rows, and last.
        needed.put("sql_safe_updates", "OFF");
        needed.put("max_statement_time", "0");
        needed.put("max_execution_time", "0");
        needed.put("idle_transaction_timeout", "0");
        needed.put("idle_readonly_transaction_timeout", "0");
        needed.put("idle_write_transaction_timeout", "0");
        needed.put("sql_auto_is_null", "OFF");
        needed.put("unique_checks", "ON");
        // A binary log of statements allows no less, and more would lock what is read.
        needed.put("tx_isolation", ISOLATION);
        needed.put("transaction_isolation", ISOLATION);
        needed.put("completion_type", "NO_CHAIN");
        // Rows as they are now; columns may be added whatever that takes.
        needed.put("system_versioning_asof", "DEFAULT");
        needed.put("system_versioning_alter_history", "KEEP");
        needed.put("alter_algorithm", "DEFAULT");
    }

    @Override
    public List<String> set(Handle handle) {
        List<String> restoring = new ArrayList<>();
        for (Setting first : FIRST) {
            handle.createQuery("SELECT @@" + first.name())
                    .mapTo(String.class)
                    .findOne()
                    .ifPresent(before -> restoring.add(statement(first.name(), before)));
            handle.execute(statement(first.name(), first.value()));
        }
        restoring.addAll(setOthers(handle));
        return restoring;
    }

    private List<String> setOthers(Handle handle) {
        String names = Stream.concat(needed.keySet().stream(), AT_LEAST.keySet().stream())
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
        List<Setting> present = handle.createQuery("SHOW SESSION VARIABLES WHERE Variable_name IN (" + names + ")")
                .map((row, context) -> new Setting(row.getString(1), row.getString(2)))
                .list();
        List<String> restoring = new ArrayList<>();
        for (Setting setting : present) {
            BigDecimal least = AT_LEAST.get(setting.name());
            String value = least == null ? String.valueOf(needed.get(setting.name())) : least.toPlainString();
            if (least == null
                    ? !isSame(value, setting.value())
                    : least.compareTo(new BigDecimal(setting.value())) > 0) {
                handle.execute(statement(setting.name(), value));
                restoring.add(statement(setting.name(), setting.value()));
            }
        }
        return restoring;
    }

    private static boolean isSame(String needed, String present) {
        boolean areNumbers = isNumber(present) && isNumber(needed);
        return areNumbers ? new BigDecimal(present).compareTo(new BigDecimal(needed)) == 0 : present.equals(needed);
    }

    private static String statement(String name, String value) {
        boolean isPlain = isNumber(value) || value.equals("DEFAULT");
        return "SET SESSION " + name + " = " + (isPlain ? value : "'" + value.replace("'", "''") + "'");
    }

    private static boolean isNumber(String value) {
        return value.matches("[0-9]+(\\.[0-9]+)?");
    }
}
