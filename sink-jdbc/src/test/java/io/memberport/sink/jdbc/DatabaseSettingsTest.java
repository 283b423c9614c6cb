package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.Layout;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.database.Credentials;
import io.memberport.sink.jdbc.database.Database;
import io.memberport.sink.jdbc.database.DatabaseProduct;
import io.memberport.sink.jdbc.database.TimeLimits;
import io.memberport.sink.jdbc.failure.Operation;
import io.memberport.sink.jdbc.session.JdbcSession;
import io.memberport.testing.database.DatabaseServer;
import io.memberport.testing.database.MariaDbServer;
import io.memberport.testing.database.PostgresServer;
import io.memberport.testkit.TestExport;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no run can make itself independent of is told before an export is asked for. */
@Tag("fault")
class DatabaseSettingsTest extends DatabaseTest {

    private static final TestExport EXPORT =
            TestExport.of("b-1").member("m-1", values(variable("v-1", "City", "string"), text("Bonn")));
    private static final TestExport NEXT = TestExport.of("b-2")
            .member("m-1", values(variable("v-1", "City", "string"), text("")))
            .member("m-2", values(variable("v-1", "City", "string"), text("Oslo")));

    private static JdbcMemberSink.Builder to(DatabaseServer server, String url) {
        return JdbcMemberSink.to(url).credentials(server.user(), server.password());
    }

    /** The check says it, and a run that was not checked says the same. */
    private static String refusal(JdbcMemberSink.Builder sink) {
        String checked = refusalOf(() -> sink.build().check());
        String written = refusalOf(
                () -> new SinkRuns(new TestDatabase(Product.H2, "", null, null, () -> {})).load(sink.build(), EXPORT));
        assertEquals(checked, written);
        return checked;
    }

    private static String refusalOf(Executable operation) {
        MemberportException told = assertThrows(MemberportException.class, operation);
        assertTrue(told.kind() == FailureKind.TARGET || told.kind() == FailureKind.CONFIGURATION, told.toString());
        return String.valueOf(told.getMessage()).replaceAll("\\(conn=\\d+\\) ", "");
    }

    private static void assertSays(String message, String... pieces) {
        for (String piece : pieces) {
            assertTrue(message.contains(piece), message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII"})
    void refusesADatabaseOfPostgresThatDoesNotHoldEveryCharacter(String encoding) throws SQLException {
        PostgresServer server = PostgresServer.shared();
        String name = "encoding_" + encoding.toLowerCase(Locale.ROOT);
        administer(server, "postgres", "CREATE DATABASE " + name + " TEMPLATE template0 ENCODING '" + encoding + "'");
        try {
            assertSays(
                    refusal(to(server, server.url(name))),
                    "The database's encoding is " + encoding,
                    "which does not hold every character.",
                    "Name a database that was created with ENCODING 'UTF8'");
        } finally {
            server.dropDatabase(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pg_catalog", "missing"})
    void namesTheSearchPathIfItHasNoPlaceForTables(String path) {
        SinkRuns runs = on(Product.POSTGRESQL);
        PostgresServer server = PostgresServer.shared();
        String url = server.url("postgres") + "?options=-csearch_path%3D" + (path.isEmpty() ? "''" : path);

        assertSays(
                refusal(to(server, url)),
                "The search_path of this user has no schema that exists and that the user may use",
                "Use the option schema, or set search_path for the user or the database");
        String schema = runs.database().url().replaceAll(".*=", "");
        to(server, url).schema(schema).build().check();
        runs.load(to(server, url).schema(schema).build(), EXPORT);
    }

    @Test
    void refusesTablesOfPostgresThatHideRows() throws SQLException {
        SinkRuns runs = on(Product.POSTGRESQL);
        runs.load(runs.to().build(), EXPORT);
        String role = "reader_" + runs.database().url().replaceAll(".*_", "");
        String schema = runs.database().url().replaceAll(".*=", "");
        runs.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'change-me'");
        try {
            runs.execute("GRANT ALL ON SCHEMA " + schema + " TO " + role);
            runs.execute("GRANT ALL ON ALL TABLES IN SCHEMA " + schema + " TO " + role);
            runs.execute("ALTER TABLE member ENABLE ROW LEVEL SECURITY");
            runs.execute("CREATE POLICY few ON member USING (member_id <> 'm-1')");

            assertSays(
                    refusal(JdbcMemberSink.to(runs.database().url()).credentials(role, "change-me")),
                    "Row-level security hides rows of \"" + schema + "\".\"member\"",
                    "An administrator can exempt the user (ALTER ROLE … BYPASSRLS)");
            runs.load(runs.to().build(), NEXT);
        } finally {
            runs.execute("DROP OWNED BY " + role);
            runs.execute("DROP ROLE " + role);
        }
    }

    @Test
    void refusesTablesOfPostgresThatACrashEmpties() throws SQLException {
        SinkRuns runs = on(Product.POSTGRESQL);
        runs.load(runs.to().build(), EXPORT);
        runs.execute("ALTER TABLE member_value SET UNLOGGED");

        assertSays(
                refusal(runs.to()),
                "is unlogged, so the server empties it after a crash.",
                "\"member_value\" SET LOGGED.");
    }

    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"POSTGRESQL", "MARIADB", "H2"})
    void refusesTablesWithColumnsThatKeepRowsOut(Product product) throws SQLException {
        SinkRuns runs = on(product);
        runs.load(runs.to().build(), EXPORT);
        runs.execute("ALTER TABLE member ADD COLUMN site varchar(10) DEFAULT 'x' NOT NULL");
        runs.load(runs.to().build(), NEXT);
        runs.execute("ALTER TABLE member ALTER COLUMN site DROP DEFAULT");

        String told = refusal(runs.to());

        assertTrue(told.toLowerCase(Locale.ROOT).contains("the column site of member"), told);
        assertSays(
                told,
                "prevents inserts: it is not a column of Memberport and is NOT NULL without a default",
                "Give it a default, or drop it.");
    }

    /** A limit that would end a session, or a statement, while the download pauses. */
    @ParameterizedTest
    @CsvSource({
        "idle_session_timeout, 10s, 0",
        "idle_in_transaction_session_timeout, 10s, 0",
        "statement_timeout, 10s, 0",
        "transaction_timeout, 10s, 0",
        "synchronous_commit, off, local",
        "default_transaction_isolation, serializable, read committed"
    })
    void ofASessionOfPostgresAreThoseOfTheRun(String setting, String hostile, String needed) {
        DatabaseServer server = PostgresServer.shared();
        String url = server.url("postgres") + "?options=-c" + setting + "%3D" + hostile;

        assertEquals(needed, asked(server, url, "SHOW " + setting));
    }

    @ParameterizedTest
    @CsvSource({
        "max_statement_time, 10, 0.000000",
        "idle_transaction_timeout, 10, 0",
        "idle_write_transaction_timeout, 10, 0",
        "wait_timeout, 10, 2147483",
        "sql_safe_updates, 1, 0",
        "completion_type, 1, NO_CHAIN"
    })
    void ofASessionOfMariaDbAreThoseOfTheRun(String setting, String hostile, String needed) {
        DatabaseServer server = MariaDbServer.shared();
        String url = server.url("mysql") + "?sessionVariables=" + setting + "=" + hostile;

        assertEquals(needed, asked(server, url, "SELECT @@" + setting));
    }

    private static @Nullable String asked(DatabaseServer server, String url, String question) {
        Database database = Database.of(
                url,
                new Credentials(server.user(), server.password()),
                DatabaseProduct.AUTO,
                Set.of(),
                TimeLimits.USUAL);
        try (JdbcSession session = JdbcSession.open(database, "target")) {
            return session.call(
                    Operation.READ,
                    (Handle handle) ->
                            handle.createQuery(question).mapTo(String.class).one());
        }
    }

    /** The connection is the owner's again afterwards, as it was. */
    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, SET statement_timeout = '77s', SHOW statement_timeout",
        "POSTGRESQL, SET search_path = 'public', SHOW search_path",
        "MARIADB, SET SESSION sql_mode = 'ANSI_QUOTES', SELECT @@sql_mode",
        "MARIADB, SET SESSION sql_safe_updates = 1, SELECT @@sql_safe_updates"
    })
    void giveBackWhatABorrowedConnectionHad(Product product, String setting, String question) throws SQLException {
        SinkRuns runs = on(product);
        try (Connection connection = runs.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(setting);
            String before = one(statement, question);
            KeptConnection kept = new KeptConnection(connection);

            Database database = Database.of(kept, "target", runs.database().dialectName(), TimeLimits.USUAL);
            try (JdbcSession session = JdbcSession.open(database, "target")) {
                String during = session.call(
                        Operation.READ,
                        handle ->
                                handle.createQuery(question).mapTo(String.class).one());
                assertFalse(during.equals(before) && !setting.contains("search_path"), during);
            }

            assertEquals(before, one(statement, question));
        }
    }

    private static @Nullable String one(Statement statement, String question) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static void administer(DatabaseServer server, String database, String... statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.url(database), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void keepsNullAndEmptyApartWhereMariaDbTakesThemForTheSame() throws SQLException {
        SinkRuns runs = on(Product.MARIADB);
        JdbcMemberSink.Builder sink =
                to(MariaDbServer.shared(), runs.database().url() + "?sessionVariables=sql_mode='EMPTY_STRING_IS_NULL'");
        sink.build().check();

        runs.load(sink.build(), EXPORT);
        runs.load(sink.build(), NEXT);

        assertEquals("", runs.one("SELECT value FROM member_value WHERE member_id = 'm-1'"));
    }

    @Test
    void refusesTablesOfMariaDbWithoutTransactions() throws SQLException {
        SinkRuns runs = on(Product.MARIADB);
        runs.load(runs.to().build(), EXPORT);
        runs.execute("ALTER TABLE member ENGINE=Aria");

        assertSays(
                refusal(runs.to()),
                "has the storage engine Aria, which has no transactions.",
                "`member` ENGINE=InnoDB.");
    }

    @Test
    void refusesATargetOfMariaDbWithoutADatabase() {
        DatabaseServer server = MariaDbServer.shared();

        assertSays(
                refusal(to(server, server.url(""))),
                "The target names no database, so there is no place for tables.",
                "Put its name behind the host in the target, or use the option schema.");
    }

    @Test
    void ofAServerOfMariaDbAreToldWithWhatToSet() throws SQLException {
        try (MariaDbServer server =
                MariaDbServer.start("innodb-flush-log-at-trx-commit=0", "max-allowed-packet=65536")) {
            String url = server.url(server.newDatabase());
            longRowsAreRefusedAndShortOnesAreNot(server, url);

            administer(server, "mysql", "SET GLOBAL max_allowed_packet = 4096");
            assertSays(
                    refusal(to(server, url)),
                    "The server's max_allowed_packet is 4096 bytes, less than statements need.",
                    "Set max_allowed_packet to 16777216 (16 MiB), or at least to 65536.");

            administer(
                    server,
                    "mysql",
                    "SET GLOBAL max_allowed_packet = 16777216",
                    "SET GLOBAL init_connect = ''",
                    "SET GLOBAL enforce_storage_engine = 'Aria'");
            assertSays(
                    refusal(to(server, url)),
                    "The server makes every table with the storage engine Aria",
                    "Set enforce_storage_engine to InnoDB or to nothing for this user.");

            administer(
                    server,
                    "mysql",
                    "SET GLOBAL enforce_storage_engine = NULL",
                    "SET GLOBAL sql_mode = 'EMPTY_STRING_IS_NULL'");
            assertSays(
                    refusal(to(server, url)),
                    "The server's sql_mode has EMPTY_STRING_IS_NULL, with which MariaDB's driver cannot connect.",
                    "Remove it from the server's sql_mode, or from init_connect.");
        }
    }

    /** Each row fits into a packet, some by themselves only; and one has characters that are sent as two. */
    private static void longRowsAreRefusedAndShortOnesAreNot(DatabaseServer server, String url) throws SQLException {
        SinkRuns runs =
                new SinkRuns(new TestDatabase(Product.MARIADB, url, server.user(), server.password(), () -> {}));
        TestExport fitting = TestExport.of("b-1");
        for (int length : List.of(20_000, 60_000, 10, 30_000, 62_000, 62_500)) {
            fitting =
                    fitting.member("m-" + length, values(variable("v-1", "City", "string"), text("x".repeat(length))));
        }
        fitting = fitting.member("m-q", values(variable("v-1", "City", "string"), text("'".repeat(31_000))));

        to(server, url).build().check();
        for (Layout layout : List.of(Layout.LONG, Layout.WIDE)) {
            runs.load(to(server, url).layout(layout).build(), fitting);
        }

        assertEquals("265510", runs.one("SELECT SUM(LENGTH(value)) FROM member_value"));
        TestExport tooLong = fitting.withBatchId("b-2")
                .member("m-z", values(variable("v-1", "City", "string"), text("\u20ac".repeat(30_000))));
        MemberportException told = assertThrows(
                MemberportException.class, () -> runs.load(to(server, url).build(), tooLong));
        assertSays(
                String.valueOf(told.getMessage()),
                "which is more than the server's max_allowed_packet has room for.",
                "The export has a row of 90",
                "Set max_allowed_packet to 1",
                "It is about member 7 (counted from 0)");
    }
}
