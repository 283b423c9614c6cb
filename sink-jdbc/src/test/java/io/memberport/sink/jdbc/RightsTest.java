package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.VariableValues;
import io.memberport.port.Layout;
import io.memberport.sink.jdbc.Place.Product;
import io.memberport.sink.jdbc.database.DatabaseProduct;
import io.memberport.sink.jdbc.options.JdbcOptions.Departed;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.options.JdbcOptions.TooWide;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.testing.database.MariaDbServer;
import io.memberport.testkit.TestExport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A check fails where a run would fail for want of a right, and nowhere else. */
class RightsTest {

    private static final TestExport FIRST = TestExport.of("b-1")
            .member(
                    "m-1",
                    values(variable("v-1", "City", "string"), text("Bonn")),
                    values(variable("v-2", "Age", "double"), number("41")));
    private static final TestExport SECOND = TestExport.of("b-2")
            .member("m-1", values(variable("v-1", "City", "string"), text("Paris")))
            .member("m-2", values(variable("v-1", "City", "string"), text("Oslo")));

    private static final Pattern WAY =
            Pattern.compile("(?ms)^-- (\\w+)(, in place of a table)?: ([^\n]+)\n(.+?)(?=^-- |\\z)");

    private static final String MAY_STAGE =
            "CREATE USER memberport PASSWORD 'change-me'; GRANT CONNECT, TEMPORARY ON DATABASE members TO memberport";

    private static List<String> documented(Product product, String... purposes) {
        List<String> statements = new ArrayList<>();
        for (String purpose : purposes) {
            statements.addAll(DatabaseDocument.statements(product.dialectName(), purpose));
        }
        return statements;
    }

    private static List<String> statements(String text) {
        return Stream.of(text.split(";")).map(String::strip).toList();
    }

    private static String failureOf(JdbcMemberSink.Builder sink) {
        MemberportException failure =
                assertThrows(MemberportException.class, () -> sink.build().check());
        assertEquals(FailureKind.TARGET, failure.kind(), failure.toString());
        return String.valueOf(failure.getMessage());
    }

    private static List<String> warningsOf(JdbcMemberSink.Builder sink) {
        try (Warnings warnings = Warnings.ofRights()) {
            sink.build().check();
            return warnings.all();
        }
    }

    /** From {@code other-rights.sql}: rights in forms that are not on the page, and what else can be in place of tables. */
    static Stream<Arguments> otherWays() throws IOException {
        try (InputStream in = RightsTest.class.getResourceAsStream("other-rights.sql")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return WAY.matcher(text).results().toList().stream().map(RightsTest::way);
        }
    }

    private static Arguments way(MatchResult way) {
        Product product = Product.valueOf(way.group(1).toUpperCase(Locale.ROOT));
        List<String> statements = new ArrayList<>(
                // At the end of a line, for some stand in the body of a function.
                Stream.of(way.group(4).split(";\n")).map(String::strip).toList());
        statements.removeIf(String::isEmpty);
        if (way.group(2) != null) {
            statements.addAll(documented(product, "exists", "exists-long"));
        }
        return Arguments.of(product, way.group(3), statements);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("otherWays")
    void areSeenInWhateverWayTheyAreGiven(Product product, String way, List<String> statements) throws SQLException {
        try (Place place = Place.in(product)) {
            place.setWithTables(Layout.LONG, statements);
            JdbcMemberSink.Builder sink = place.sink().createsTables(false);
            List<String> before = place.content();

            assertEquals(List.of(), warningsOf(sink));

            assertEquals(before, place.content());
            place.run(sink, List.of(FIRST, SECOND));
            assertEquals(List.of(), warningsOf(sink));
            assertEquals(2, place.commits());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Product.class, names = "H2", mode = EnumSource.Mode.EXCLUDE)
    void toDeleteAreNotMissedWhereNothingIsDeleted(Product product) throws SQLException {
        try (Place place = Place.in(product)) {
            List<String> statements = new ArrayList<>();
            documented(product, "creates", "creates-long")
                    .forEach(statement -> statements.add(statement.replace(", DELETE", "")));
            place.set(statements);
            JdbcMemberSink.Builder sink = place.sink().mode(Mode.APPEND);

            assertEquals(List.of(), warningsOf(sink));

            place.run(sink, List.of(FIRST, SECOND));
            assertEquals(2, place.commits());
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void areEnoughForEachModeIfTheyAreThoseOfThePage(Mode mode) throws SQLException {
        for (Product product : Product.values()) {
            try (Place place = Place.in(product)) {
                place.set(documented(product, "creates", "creates-wide"));
                JdbcMemberSink.Builder sink =
                        place.sink().layout(Layout.WIDE).mode(mode).forced(true);

                assertEquals(List.of(), warningsOf(sink));

                place.run(sink, List.of(FIRST, SECOND));
                assertEquals(List.of(), warningsOf(sink));
                assertEquals(2, place.commits());
            }
        }
    }

    @Test
    void areToldAllAtOnce() throws SQLException {
        try (Place place = Place.in(Product.POSTGRESQL)) {
            place.setWithTables(
                    Layout.JSON,
                    statements("CREATE USER memberport PASSWORD 'change-me'; GRANT CONNECT ON DATABASE members TO"
                            + " memberport; GRANT SELECT ON crm.member_document TO memberport"));

            String failure = failureOf(place.sink().layout(Layout.JSON));

            assertTrue(
                    failure.endsWith(
                            place.named(
                                    " cannot be written, because its user lacks rights. An administrator can"
                                            + " give them: GRANT USAGE ON SCHEMA \"crm\" TO …; GRANT TEMPORARY ON DATABASE \"members\" TO …;"
                                            + " GRANT SELECT, INSERT, UPDATE ON \"crm\".\"memberport_sync\" TO …; GRANT INSERT, DELETE ON"
                                            + " \"crm\".\"member_document\" TO …. All that a run needs is in docs/databases.md.")),
                    failure);
        }
    }

    @Test
    void areToldWithTheCodeOfADatabaseThatSaysIt() throws SQLException {
        try (Place place = Place.in(Product.MARIADB)) {
            place.setWithTables(
                    Layout.JSON,
                    documented(Product.MARIADB, "exists", "exists-json").stream()
                            .map(statement -> statement.replace("SELECT, INSERT, DELETE", "SELECT"))
                            .toList());

            String failure = failureOf(place.sink().layout(Layout.JSON));

            assertTrue(failure.contains("(SQLState 42000, code 1142)"), failure);
            assertTrue(failure.contains(place.named("GRANT INSERT, DELETE ON `crm`.`member_document` TO …")), failure);
        }
    }

    @Test
    void onNoSchemaOfTheSearchPathAreMissed() throws SQLException {
        try (Place place = Place.in(Product.POSTGRESQL)) {
            place.set(statements(MAY_STAGE));

            String failure = failureOf(place.sinkWithoutSchema("?options=-csearch_path%3D" + place.named("crm")));

            assertTrue(failure.contains("GRANT USAGE ON SCHEMA … TO …"), failure);
        }
    }

    @Test
    void toMakeASchemaAreMissed() throws SQLException {
        try (Place place = Place.in(Product.POSTGRESQL)) {
            place.set(statements(MAY_STAGE));
            JdbcMemberSink.Builder sink = place.sink().schema("another");

            String failure = failureOf(sink);

            assertTrue(failure.contains(place.named("GRANT CREATE ON DATABASE \"members\" TO …")), failure);
            place.administer("GRANT CREATE ON DATABASE members TO memberport");
            assertEquals(List.of(), warningsOf(sink));
            place.run(sink, List.of(FIRST));
            place.administer("DROP SCHEMA another CASCADE");
        }
        try (Place place = Place.in(Product.H2)) {
            place.set(statements("CREATE USER memberport PASSWORD 'change-me'"));

            String failure = failureOf(place.sink().schema("ANOTHER"));

            assertTrue(failure.contains("GRANT ALTER ANY SCHEMA TO …"), failure);
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void toExtendATableOfAnEarlierVersionAreMissed(Product product) throws SQLException {
        try (Place place = Place.in(product)) {
            place.setWithTables(Layout.LONG, documented(product, "exists", "exists-long"));
            place.administer(
                    "ALTER TABLE crm.memberport_sync DROP COLUMN policy",
                    "ALTER TABLE crm.memberport_sync DROP COLUMN privacy");
            List<String> before = place.content();

            String failure = failureOf(place.sink());

            String remedy =
                    switch (product) {
                        case POSTGRESQL -> "ALTER TABLE \"crm\".\"memberport_sync\" OWNER TO …";
                        case MARIADB -> "GRANT ALTER ON `crm`.`memberport_sync` TO …";
                        case H2 -> "GRANT ALTER ANY SCHEMA TO …";
                    };
            assertTrue(failure.contains(place.named(remedy)), failure);
            assertEquals(before, place.content());
            place.administer(remedy.replace('"', ' ').replace('`', ' ').replace("…", "memberport"));
            assertEquals(List.of(), warningsOf(place.sink()));
            assertEquals(before, place.content());
            place.run(place.sink(), List.of(FIRST));
            assertEquals(1, place.commits());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Product.class, names = "H2", mode = EnumSource.Mode.EXCLUDE)
    void onEachColumnThatACommitReadsAreMissed(Product product) throws SQLException {
        try (Place place = Place.in(product)) {
            place.setWithTables(
                    Layout.LONG,
                    documented(product, "exists", "exists-long").stream()
                            .map(statement -> statement.replace(
                                    "SELECT, INSERT, UPDATE ON crm.memberport_sync",
                                    "INSERT, UPDATE, SELECT (sync_id, community, table_set, numbers, mode, batch_id,"
                                            + " content_sha256, export_date, last_sync_date, policy, privacy, variables)"
                                            + " ON crm.memberport_sync"))
                            .toList());

            String failure = failureOf(place.sink().createsTables(false));

            assertTrue(failure.contains("GRANT SELECT ON ") && failure.contains("memberport_sync"), failure);
            assertThrows(MemberportException.class, () -> place.run(place.sink().createsTables(false), List.of(FIRST)));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void toMarkMembersAreMissed(Product product) throws SQLException {
        try (Place place = Place.in(product)) {
            place.setWithTables(Layout.LONG, documented(product, "exists", "exists-long"));
            place.administer("ALTER TABLE crm.member ADD COLUMN departed_at "
                    + DatabaseProduct.named(product.dialectName())
                            .sql()
                            .dialect()
                            .type(ColumnType.TIME));
            JdbcMemberSink.Builder sink = place.sink().departed(Departed.MARK).departedLimit(100);

            String failure = failureOf(sink);

            assertTrue(failure.contains("GRANT UPDATE ON "), failure);
            place.administer(documented(product, "exists-mark-long"));
            assertEquals(List.of(), warningsOf(sink));
            place.run(sink, List.of(FIRST, TestExport.of("b-2").member("m-9")));
            assertEquals(2, place.commits());
        }
    }

    /** That takes an export with another variable, which cannot be known before. */
    @Test
    void toAddColumnsAreWarnedOfOnceThereAreSome() throws SQLException {
        try (Place place = Place.in(Product.POSTGRESQL)) {
            place.setWithTables(Layout.WIDE, documented(Product.POSTGRESQL, "exists", "exists-wide"));
            JdbcMemberSink.Builder sink = place.sink().layout(Layout.WIDE);
            place.run(sink, List.of(FIRST));
            place.administer(
                    "ALTER TABLE crm.member_wide OWNER TO CURRENT_USER",
                    "GRANT SELECT, INSERT, UPDATE, DELETE ON crm.member_wide TO memberport");

            String warning = warningsOf(sink).toString();

            assertTrue(warning.contains(place.named("ALTER TABLE \"crm\".\"member_wide\" OWNER TO …")), warning);
            assertTrue(warning.contains("variable is new"), warning);
            place.run(sink, List.of(SECOND));
            assertEquals(2, place.commits());
            assertEquals(List.of(), warningsOf(sink.createsTables(false)));
        }
    }

    @Test
    void onWideTablesAreNotMissedOnceLongIsWritten() throws SQLException {
        try (Place place = Place.in(Product.POSTGRESQL)) {
            place.set(documented(Product.POSTGRESQL, "creates"));
            JdbcMemberSink.Builder sink = place.sink().layout(Layout.WIDE).tooWide(TooWide.LONG);
            place.run(
                    sink,
                    List.of(TestExport.of("b-0")
                            .member(
                                    "m-1",
                                    IntStream.range(0, 1_000)
                                            .mapToObj(i -> values(variable("v-" + i, "Name " + i, "string"), text("x")))
                                            .toArray(VariableValues[]::new))));
            place.administer("REVOKE CREATE ON SCHEMA crm FROM memberport");

            assertEquals(List.of(), warningsOf(sink));

            place.run(sink, List.of(SECOND));
            assertEquals(2, place.commits());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?options=-cdefault_transaction_read_only%3Don", "?readOnly=true"})
    void areOfNoUseInAReadOnlyTransactionOfPostgres(String parameters) throws SQLException {
        try (Place place = Place.in(Product.POSTGRESQL)) {
            place.set(documented(Product.POSTGRESQL, "creates"));

            assertIsReadOnly(place, place.sink(parameters));
        }
    }

    private static void assertIsReadOnly(Place place, JdbcMemberSink.Builder sink) throws SQLException {
        String failure = failureOf(sink);

        assertTrue(failure.contains("accepts no changes"), failure);
        assertThrows(MemberportException.class, () -> place.run(sink, List.of(FIRST)));
        assertEquals(List.of(), place.content());
    }

    /** On a server with a log of what replicas have to repeat, which becomes such a replica in the end. */
    @Test
    void areLookedForWithoutATraceInTheBinaryLog() throws SQLException {
        try (MariaDbServer server = MariaDbServer.start("log-bin=changes", "server-id=1");
                Place place = Place.on(server)) {
            place.set(documented(Product.MARIADB, "creates", "creates-long", "creates-wide"));
            String before = binaryLog(place);
            assertEquals(List.of(), warningsOf(place.sink()));
            assertEquals(List.of(), warningsOf(place.sink().layout(Layout.WIDE)));
            assertEquals(before, binaryLog(place));

            place.run(place.sink(), List.of(FIRST));
            place.run(place.sink().layout(Layout.WIDE), List.of(FIRST));
            String filled = binaryLog(place);
            assertEquals(List.of(), warningsOf(place.sink()));
            assertEquals(List.of(), warningsOf(place.sink().layout(Layout.WIDE)));
            assertEquals(filled, binaryLog(place));

            place.set(documented(Product.MARIADB, "creates", "creates-long"));
            assertIsReadOnly(place, place.sink("?sessionVariables=tx_read_only=1"));
            place.administer("SET GLOBAL read_only = 1");
            assertIsReadOnly(place, place.sink());
        }
    }

    private static String binaryLog(Place place) throws SQLException {
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW MASTER STATUS")) {
            row.next();
            return row.getString("File") + " " + row.getString("Position");
        }
    }

    /** Both at once: another user's transaction in progress, and tables that no other user may touch. */
    @ParameterizedTest
    @EnumSource(value = Product.class, names = "H2", mode = EnumSource.Mode.EXCLUDE)
    @Timeout(120)
    void areLookedForWithoutWaitingForLocks(Product product) throws SQLException {
        try (Place place = Place.in(product)) {
            place.set(documented(product, "creates", "creates-long"));
            place.run(place.sink(), List.of(FIRST));
            boolean postgres = product == Product.POSTGRESQL;
            try (Connection other = place.connect();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute(place.named("DELETE FROM crm.member"));
                assertEquals(List.of(), warningsOf(place.sink()));
                other.rollback();

                statement.execute(place.named(
                        postgres
                                ? "LOCK TABLE crm.member, crm.member_value, crm.variable IN ACCESS EXCLUSIVE MODE"
                                : "LOCK TABLES crm.member WRITE, crm.member_value WRITE, crm.variable WRITE"));
                assertEquals(List.of(), warningsOf(place.sink()));
            }
            place.run(place.sink(), List.of(SECOND));
        }
    }
}
