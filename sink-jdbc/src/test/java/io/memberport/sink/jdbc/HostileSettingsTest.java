package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.nothing;
import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.memberport.port.Layout;
import io.memberport.sink.jdbc.Place.Product;
import io.memberport.testing.database.MariaDbServer;
import io.memberport.testkit.TestExport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What administrators set for a server, a database or a user changes nothing of what is in the tables. Each setting is tried
 * with the same exports, and the tables are compared with those that come of them without it.
 */
class HostileSettingsTest {

    private static final String LONG_ID = "m".repeat(200);

    private static final TestExport FIRST = TestExport.of("b-1")
            .dated(Instant.parse("2026-07-01T10:00:00.123456Z"), Instant.parse("2026-07-01T09:00:00Z"))
            .member(
                    "m-1",
                    values(variable("v-1", "City", "set"), text(""), text("a\\b'c\"d`e  ")),
                    values(variable("v-2", "Age", "double"), number("0.30000000000000004")),
                    values(variable("v-3", "Joined", "datetime"), text("2026-07-01T10:00:00.999999+02:00")),
                    values(variable("v-4", "Nickname", "string"), text("")))
            .member(
                    "M-1 ",
                    values(variable("v-4", "Nickname", "string"), text("a\\b'c\"d`e  ")),
                    values(variable("v-1", "City", "set"), nothing()))
            .member(LONG_ID + "1", values(variable("v-1", "City", "set"), text("\u00fc\u20ac\ud83d\ude00")))
            .member(LONG_ID + "2", values(variable("v-1", "City", "set"), text("Oslo")))
            .member(LONG_ID + "1", values(variable("v-1", "City", "set"), text("0000-00-00")));

    /** A variable that was an instant and is a text from now on. */
    private static final TestExport SECOND = TestExport.of("b-2")
            .dated(Instant.parse("2026-07-02T10:00:00.5Z"), Instant.parse("2026-07-02T09:00:00Z"))
            .member("m-1", values(variable("v-1", "City", "set"), text("NULL")))
            .member("m-2", values(variable("v-3", "Joined", "string"), text("yesterday")));

    private static final Map<Product, List<String>> EXPECTED = new EnumMap<>(Product.class);

    private static Place postgres;
    private static MariaDbServer server;
    private static Place mariaDb;

    @BeforeAll
    static void start() throws SQLException {
        postgres = Place.in(Product.POSTGRESQL);
        server = MariaDbServer.start("innodb-flush-log-at-trx-commit=0", "innodb-doublewrite=0", "sync-frm=0");
        mariaDb = Place.on(server);
        for (Place place : List.of(postgres, mariaDb)) {
            set(place);
            EXPECTED.put(place == postgres ? Product.POSTGRESQL : Product.MARIADB, loaded(place));
            assertFalse(loadedTables(place).isEmpty());
        }
    }

    @AfterAll
    static void end() throws SQLException {
        postgres.close();
        server.close();
    }

    private static void set(Place place) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (String purpose : List.of("creates", "creates-long", "creates-wide")) {
            statements.addAll(DatabaseDocument.statements(place == postgres ? "postgresql" : "mariadb", purpose));
        }
        if (place == postgres) {
            statements.add("ALTER ROLE memberport SET search_path = crm");
        }
        place.set(statements);
    }

    /** Loads in two layouts, and reads everything. */
    private static List<String> loaded(Place place) throws SQLException {
        for (Layout layout : List.of(Layout.LONG, Layout.WIDE)) {
            JdbcMemberSink.Builder sink = place.sinkWithoutSchema("").layout(layout);
            sink.build().check();
            place.run(sink, List.of(FIRST, SECOND));
        }
        return loadedTables(place);
    }

    private static List<String> loadedTables(Place place) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("member", "variable", "member_value", "member_wide")) {
                rows.addAll(rows(statement, "SELECT * FROM " + place.named("crm." + table)));
            }
            rows.addAll(rows(
                    statement,
                    "SELECT table_set, batch_id, content_sha256, export_date, last_sync_date,"
                            + " member_count, repeated_member_count, row_count FROM "
                            + place.named("crm.memberport_sync")));
        }
        return rows;
    }

    private static List<String> rows(Statement statement, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(query)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                StringBuilder cells = new StringBuilder(query.replaceAll(".*\\.", ""));
                for (int i = 1; i <= columns; i++) {
                    cells.append('|').append(row.getString(i));
                }
                rows.add(cells.toString());
            }
        }
        rows.sort(null);
        return rows;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search_path = 'pg_temp', crm",
                "search_path = 'pg_catalog', 'pg_temp', crm",
                "default_transaction_isolation = 'serializable'",
                "default_transaction_isolation = 'repeatable read'",
                "default_transaction_deferrable = on",
                "synchronous_commit = off",
                "row_security = off",
                "transform_null_equals = on",
                "standard_conforming_strings = off",
                "backslash_quote = off",
                "bytea_output = 'escape'",
                "array_nulls = off",
                "DateStyle = 'German, DMY'",
                "IntervalStyle = 'iso_8601'",
                "TimeZone = 'Pacific/Chatham'",
                "timezone_abbreviations = 'Australia'",
                "extra_float_digits = -15",
                "client_encoding = 'LATIN1'",
                "client_min_messages = 'debug5'",
                "lc_numeric = 'C'",
                "xmloption = 'document'",
                "quote_all_identifiers = on",
                "check_function_bodies = off",
                "default_tablespace = 'missing'",
                "temp_tablespaces = 'missing'",
                "default_toast_compression = 'pglz'",
                "temp_buffers = '800kB'",
                "work_mem = '64kB'",
                "maintenance_work_mem = '1MB'",
                "hash_mem_multiplier = 1",
                "enable_hashjoin = off",
                "enable_seqscan = off",
                "enable_sort = off",
                "enable_nestloop = off",
                "enable_indexscan = off",
                "synchronize_seqscans = on",
                "plan_cache_mode = 'force_generic_plan'",
                "debug_parallel_query = 'on'",
                "parallel_setup_cost = 0",
                "jit_above_cost = 0",
                "constraint_exclusion = 'on'",
                "gin_fuzzy_search_limit = 1",
                "cursor_tuple_fraction = 0",
                "lo_compat_privileges = on",
                "commit_delay = 10",
                "wal_compression = 'off'",
                "default_statistics_target = 1",
                "password_encryption = 'md5'",
                "tcp_user_timeout = 60000",
                "session_replication_role = 'replica'"
            })
    void ofPostgresChangeNothing(String setting) throws SQLException {
        set(postgres);
        postgres.administer("ALTER ROLE memberport SET " + setting);

        assertEquals(EXPECTED.get(Product.POSTGRESQL), loaded(postgres));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sql_safe_updates = 1",
                "sql_mode = 'ORACLE'",
                "sql_mode = 'MSSQL'",
                "sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,IGNORE_SPACE,HIGH_NOT_PRECEDENCE'",
                "sql_mode = 'NO_BACKSLASH_ESCAPES'",
                "sql_mode = 'PAD_CHAR_TO_FULL_LENGTH'",
                "sql_mode = 'TIME_ROUND_FRACTIONAL'",
                "sql_mode = 'NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_UNSIGNED_SUBTRACTION,REAL_AS_FLOAT'",
                "sql_mode = 'ONLY_FULL_GROUP_BY,SIMULTANEOUS_ASSIGNMENT,NO_AUTO_VALUE_ON_ZERO'",
                "sql_mode = ''",
                "time_zone = '+13:00'",
                "character_set_client = latin1",
                "character_set_results = latin1",
                "character_set_connection = latin1",
                "collation_connection = utf8mb4_general_ci",
                "autocommit = 0",
                "tx_isolation = 'SERIALIZABLE'",
                "tx_isolation = 'READ-UNCOMMITTED'",
                "foreign_key_checks = 0",
                "unique_checks = 0",
                "check_constraint_checks = 0",
                "sql_auto_is_null = 1",
                "sql_select_limit = 1",
                "sql_big_selects = 0, max_join_size = 1",
                "big_tables = 1",
                "max_heap_table_size = 16384",
                "tmp_memory_table_size = 1024",
                "tmp_disk_table_size = 1024",
                "max_session_mem_used = 4000000",
                "default_storage_engine = 'Aria'",
                "default_tmp_storage_engine = 'MEMORY'",
                "innodb_strict_mode = 0",
                "innodb_compression_default = 1",
                "lock_wait_timeout = 1",
                "innodb_lock_wait_timeout = 1",
                "wait_timeout = 1",
                "idle_transaction_timeout = 1",
                "idle_write_transaction_timeout = 1",
                "idle_readonly_transaction_timeout = 1",
                "net_read_timeout = 1, net_write_timeout = 1",
                "completion_type = 'CHAIN'",
                "completion_type = 'RELEASE'",
                "max_sort_length = 8",
                "group_concat_max_len = 4",
                "div_precision_increment = 0",
                "max_length_for_sort_data = 4",
                "sort_buffer_size = 1024",
                "join_buffer_size = 128",
                "join_cache_level = 0",
                "optimizer_switch = 'index_merge=off,semijoin=off,materialization=off,derived_merge=off,hash_join_cardinality=off'",
                "in_predicate_conversion_threshold = 0",
                "sql_buffer_result = 1",
                "low_priority_updates = 1",
                "max_error_count = 0",
                "old_mode = 'NO_DUP_KEY_WARNINGS_WITH_IGNORE,ZERO_DATE_TIME_CAST'",
                "timestamp = 1",
                "auto_increment_increment = 7, auto_increment_offset = 3",
                "insert_id = 5",
                "system_versioning_asof = '2000-01-01 00:00:00'",
                "system_versioning_alter_history = 'ERROR'",
                "alter_algorithm = 'INSTANT'",
                "character_set_collations = 'utf8mb4=utf8mb4_uca1400_ai_ci'",
                "default_week_format = 3",
                "default_regex_flags = 'DOTALL'",
                "profiling = 1",
                "query_cache_type = 0",
                "session_track_transaction_info = 'CHARACTERISTICS'",
                "session_track_state_change = 1",
                "use_stat_tables = 'NEVER'",
                "updatable_views_with_limit = 'NO'",
                "max_recursive_iterations = 0",
                "note_verbosity = 'basic'",
                "tmp_table_size = 1024",
                "transaction_prealloc_size = 1024",
                "keep_files_on_create = 1"
            })
    void ofMariaDbChangeNothing(String setting) throws SQLException {
        set(mariaDb);
        String assignment = setting.replace(", ", ", SESSION ").replace("'", "''");
        mariaDb.administer("SET GLOBAL init_connect = 'SET SESSION " + assignment + "'");

        assertEquals(EXPECTED.get(Product.MARIADB), loaded(mariaDb));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "innodb_force_primary_key = 1",
                "local_infile = 0",
                "max_allowed_packet = 65536",
                "sql_safe_updates = 1",
                "autocommit = 0",
                "completion_type = 'CHAIN'",
                "default_storage_engine = 'MyISAM'",
                "innodb_default_row_format = 'compact'",
                "default_password_lifetime = 1",
                "concurrent_insert = 'NEVER'",
                "character_set_server = 'latin1'",
                "collation_server = 'utf8mb4_general_ci'"
            })
    void ofAServerOfMariaDbChangeNothing(String setting) throws SQLException {
        set(mariaDb);
        String name = setting.replaceAll(" =.*", "");
        String before = setGlobally(name);
        mariaDb.administer("SET GLOBAL init_connect = ''", "SET GLOBAL " + setting);
        try {
            assertEquals(EXPECTED.get(Product.MARIADB), loaded(mariaDb));
        } finally {
            mariaDb.administer("SET GLOBAL " + name + " = " + before);
        }
    }

    private static String setGlobally(String name) throws SQLException {
        try (Connection connection = mariaDb.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL VARIABLES LIKE '" + name + "'")) {
            row.next();
            String value = row.getString(2);
            return value.matches("[0-9.]+") ? value : "'" + value + "'";
        }
    }
}
