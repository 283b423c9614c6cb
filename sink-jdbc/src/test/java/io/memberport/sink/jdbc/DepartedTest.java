package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.TargetResult;
import io.memberport.export.TargetsFailedException;
import io.memberport.model.ProfileVariable;
import io.memberport.port.Layout;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions.Departed;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.testkit.TestExport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of members that a full export does not have any more. */
class DepartedTest extends DatabaseTest {

    private static final ProfileVariable CITY = variable("v-city", "City", "string");
    private static final ProfileVariable AGE = variable("v-age", "Age", "double");
    private static final Instant DAY_1 = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant DAY_2 = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant DAY_3 = Instant.parse("2026-03-03T00:00:00Z");
    private static final Instant DAY_4 = Instant.parse("2026-03-04T00:00:00Z");

    static Stream<Arguments> tables() {
        return Stream.of(Product.values())
                .flatMap(product -> Stream.of(Layout.values()).map(layout -> Arguments.of(product, layout)));
    }

    private static TestExport export(String batch, @Nullable Instant day, String... members) {
        TestExport export = TestExport.of(batch).dated(day, day);
        for (String member : members) {
            export = export.member(member, values(CITY, text("Graz " + member)), values(AGE, number("41")));
        }
        return export;
    }

    private static JdbcMemberSink.Builder to(SinkRuns runs, Layout layout, Departed departed) {
        return runs.to().layout(layout).departed(departed);
    }

    private static TargetResult load(SinkRuns runs, JdbcMemberSink.Builder sink, TestExport export) {
        return runs.load(sink.build(), export).targets().get(0);
    }

    private static String failure(SinkRuns runs, JdbcMemberSink.Builder sink, TestExport export) {
        TargetsFailedException failed = assertThrows(TargetsFailedException.class, () -> load(runs, sink, export));
        MemberportException failure =
                Optional.ofNullable(failed.targets().get(0).failure()).orElseThrow();
        assertEquals(FailureKind.TARGET, failure.kind());
        return failure.toString();
    }

    private static String membersOf(Layout layout) {
        return switch (layout) {
            case LONG -> "member";
            case WIDE -> "member_wide";
            case JSON -> "member_document";
        };
    }

    /** The members with a mark. */
    private static Set<String> marked(SinkRuns runs, Layout layout) throws SQLException {
        return Set.copyOf(rows(runs, "SELECT member_id FROM " + membersOf(layout) + " WHERE departed_at IS NOT NULL"));
    }

    private static List<String> rows(SinkRuns runs, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = runs.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    cells.add(row.getString(i));
                }
                rows.add(String.join(" ", cells.stream().map(String::valueOf).toList()));
            }
        }
        rows.sort(null);
        return rows;
    }

    /** All rows of members, of one or of all but one. */
    private static List<String> rowsOf(SinkRuns runs, Layout layout, String condition) throws SQLException {
        List<String> rows = rows(runs, "SELECT * FROM " + membersOf(layout) + " WHERE " + condition);
        if (layout == Layout.LONG) {
            rows.addAll(rows(runs, "SELECT * FROM member_value WHERE " + condition));
        }
        return rows;
    }

    private static @Nullable Instant time(SinkRuns runs, String query) throws SQLException {
        try (Connection connection = runs.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertTrue(row.next());
            return runs.database().dialect().readTime(row, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void areMarkedUntilTheyComeBack(Product product, Layout layout) throws Exception {
        SinkRuns runs = on(product);
        // Without the column.
        load(runs, to(runs, layout, Departed.KEEP), export("b-1", DAY_1, "m-1", "m-2", "m-3", "m-4", "m-5"));
        JdbcMemberSink.Builder sink = to(runs, layout, Departed.MARK);
        List<String> before = rowsOf(runs, layout, "member_id = 'm-5'");

        TargetResult exactlyAFifth = load(runs, sink, export("b-2", DAY_2, "m-1", "m-2", "m-3", "m-4"));

        assertEquals(1, exactlyAFifth.departed());
        assertEquals("1", runs.one("SELECT departed_member_count FROM memberport_sync WHERE sync_id = 2"));
        assertEquals(Set.of("m-5"), marked(runs, layout));
        assertEquals(DAY_2, time(runs, "SELECT departed_at FROM " + membersOf(layout) + " WHERE member_id = 'm-5'"));
        assertEquals(before.size(), rowsOf(runs, layout, "member_id = 'm-5'").size());

        // Marked already, so not lost again; a change of others is no reason to mark.
        assertEquals(
                0, load(runs, sink, export("b-3", DAY_3, "m-1").since(DAY_2)).departed());
        assertEquals(
                0,
                load(runs, sink, export("b-4", DAY_3, "m-1", "m-2", "m-3", "m-4"))
                        .departed());
        assertEquals(DAY_2, time(runs, "SELECT departed_at FROM " + membersOf(layout) + " WHERE member_id = 'm-5'"));

        assertEquals(
                1,
                load(runs, sink.departedLimit(25), export("b-5", DAY_3, "m-1", "m-2", "m-3"))
                        .departed());
        assertEquals(Set.of("m-4", "m-5"), marked(runs, layout));
        load(runs, sink, export("b-6", DAY_4, "m-4").since(DAY_3));
        assertEquals(Set.of("m-5"), marked(runs, layout));
        load(runs, sink, export("b-7", DAY_4, "m-1", "m-2", "m-3", "m-4", "m-5"));
        assertEquals(Set.of(), marked(runs, layout));
        assertEquals("5", runs.one("SELECT COUNT(*) FROM " + membersOf(layout)));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void areDeletedAndNoOthers(Product product, Layout layout) throws Exception {
        SinkRuns runs = on(product);
        JdbcMemberSink.Builder sink = to(runs, layout, Departed.DELETE);
        load(runs, sink, export("b-1", DAY_1, "m-1", "m-2", "m-3", "m-4", "m-5"));
        // What changed of these comes before, so that the full export changes nothing of them.
        TestExport rest = export("b-2", DAY_2, "m-1", "m-2", "m-3", "m-4");
        load(runs, to(runs, layout, Departed.KEEP), rest);
        List<String> others = rowsOf(runs, layout, "member_id <> 'm-5'");

        TargetResult result = load(runs, sink, rest.withBatchId("b-3"));

        assertEquals(1, result.departed());
        assertEquals("1", runs.one("SELECT departed_member_count FROM memberport_sync WHERE sync_id = 3"));
        assertEquals(List.of(), rowsOf(runs, layout, "member_id = 'm-5'"));
        assertEquals(
                others.stream().map(row -> row.replace("b-2", "b-3")).toList(),
                rowsOf(runs, layout, "member_id <> 'm-5'"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void areRefusedIfTheyAreMoreThanTheLimit(Product product, Layout layout) throws Exception {
        SinkRuns runs = on(product);
        load(runs, to(runs, layout, Departed.MARK), export("b-1", DAY_1, "m-1", "m-2", "m-3", "m-4"));
        List<String> before = rowsOf(runs, layout, "1 = 1");
        for (Departed departed : List.of(Departed.MARK, Departed.DELETE)) {
            String refused =
                    failure(runs, to(runs, layout, departed), export("b-2", DAY_2, "m-1", "m-2", "m-3", "m-9"));

            assertTrue(refused.contains("has 4 members, and the full export lacks 1 of them"), refused);
            assertTrue(refused.contains("more than the 20 % of departed-limit. Nothing was committed."), refused);
            assertTrue(refused.contains("departed-limit=100 accepts any number."), refused);
            assertEquals(before, rowsOf(runs, layout, "1 = 1"));
            assertEquals("1", runs.one("SELECT COUNT(*) FROM memberport_sync"));
        }

        TargetResult allowed =
                load(runs, to(runs, layout, Departed.DELETE).departedLimit(100), export("b-2", DAY_2, "m-9"));

        assertEquals(4, allowed.departed());
        assertEquals(List.of("m-9"), rows(runs, "SELECT member_id FROM " + membersOf(layout)));
    }

    /** Also those that were marked, which are not counted against the limit. */
    @ParameterizedTest
    @EnumSource(Layout.class)
    void areDeletedIfTheyWereMarkedBefore(Layout layout) throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        JdbcMemberSink.Builder marking = to(runs, layout, Departed.MARK).departedLimit(100);
        load(runs, marking, export("b-1", DAY_1, "m-1", "m-2", "m-3", "m-4"));
        load(runs, marking, export("b-2", DAY_2, "m-1"));
        assertEquals(3, marked(runs, layout).size());

        TargetResult result = load(runs, to(runs, layout, Departed.DELETE), export("b-3", DAY_3, "m-1"));

        assertEquals(3, result.departed());
        assertEquals(List.of("m-1"), rows(runs, "SELECT member_id FROM " + membersOf(layout)));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void getTheTimeOfTheCommitFromAnExportWithoutADate(Product product) throws Exception {
        SinkRuns runs = on(product);
        JdbcMemberSink.Builder sink = to(runs, Layout.LONG, Departed.MARK).departedLimit(100);
        load(runs, sink, export("b-1", null, "m-1", "m-2"));
        load(runs, sink, export("b-2", null, "m-1"));

        assertNotNull(time(runs, "SELECT departed_at FROM member WHERE member_id = 'm-2'"));
        assertEquals(
                time(runs, "SELECT committed_at FROM memberport_sync WHERE sync_id = 2"),
                time(runs, "SELECT departed_at FROM member WHERE member_id = 'm-2'"));
    }

    static Stream<Arguments> treatments() {
        return Stream.of(Departed.MARK, Departed.DELETE)
                .flatMap(departed -> Stream.of(Layout.values()).map(layout -> Arguments.of(departed, layout)));
    }

    @ParameterizedTest
    @MethodSource("treatments")
    void stayAsTheyAreIfTheCommitFails(Departed departed, Layout layout) throws Exception {
        SinkRuns runs = on(Product.POSTGRESQL);
        JdbcMemberSink.Builder sink = to(runs, layout, departed).departedLimit(100);
        load(runs, sink, export("b-1", DAY_1, "m-1", "m-2"));
        List<String> before = rowsOf(runs, layout, "1 = 1");
        // The last statement of a commit.
        runs.execute("CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END'");
        runs.execute("CREATE TRIGGER fails BEFORE UPDATE ON memberport_sync FOR EACH ROW EXECUTE FUNCTION fail()");

        failure(runs, sink, export("b-2", DAY_2, "m-1"));

        assertEquals(before, rowsOf(runs, layout, "1 = 1"));
        runs.execute("DROP TRIGGER fails ON memberport_sync");
        assertEquals(1, load(runs, sink, export("b-2", DAY_2, "m-1")).departed());
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"REPLACE", "APPEND"})
    void areNoMatterInOtherModes(Mode mode) throws Exception {
        for (Departed departed : List.of(Departed.MARK, Departed.DELETE)) {
            SinkRuns runs = on(Product.SQLITE);
            JdbcMemberSink.Builder sink =
                    to(runs, Layout.LONG, departed).mode(mode).tablePrefix(SinkOption.wireName(departed) + "_");
            load(runs, sink, export("b-1", DAY_1, "m-1", "m-2"));

            assertEquals(0, load(runs, sink, export("b-2", DAY_2, "m-1")).departed());

            boolean keeps = mode == Mode.APPEND;
            String table = SinkOption.wireName(departed) + "_member" + (keeps ? "_history" : "");
            assertEquals(keeps ? "3" : "1", runs.one("SELECT COUNT(*) FROM " + table));
            assertFalse(sink.build().setupScript().contains("departed_at"));
        }
    }

    @Test
    void areNotMarkedInTheColumnOfAVariable() throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        ProfileVariable departed = variable("v-departed", "Departed at", "string");
        load(
                runs,
                to(runs, Layout.WIDE, Departed.KEEP),
                TestExport.of("b-1").member("m-1", values(departed, text("Rome"))));
        assertEquals("departed_at_v_depart", runs.one("SELECT column_name FROM member_wide_column"));
        // As an earlier version has named it.
        runs.execute("ALTER TABLE member_wide RENAME COLUMN departed_at_v_depart TO departed_at");
        runs.execute("UPDATE member_wide_column SET column_name = 'departed_at'");

        MemberportException refused = assertThrows(
                MemberportException.class,
                () -> load(runs, to(runs, Layout.WIDE, Departed.MARK), export("b-2", DAY_2, "m-2")));

        assertTrue(
                String.valueOf(refused)
                        .contains("belongs to a variable, so members who have left cannot be marked there"),
                String.valueOf(refused));
        assertTrue(
                String.valueOf(refused).contains("Use the option departed=delete or departed=keep"),
                String.valueOf(refused));
        load(runs, to(runs, Layout.WIDE, Departed.DELETE).departedLimit(100), export("b-2", DAY_2, "m-2"));
        assertEquals("1", runs.one("SELECT COUNT(*) FROM member_wide"));
    }

    @Test
    void haveALimitThatIsAShare() {
        for (String percent : List.of("0", "20", "20%", "100")) {
            create(percent);
        }
        for (String percent : List.of("-1", "101", "1.5", "many", "")) {
            MemberportException refused = assertThrows(MemberportException.class, () -> create(percent), percent);
            assertEquals(FailureKind.CONFIGURATION, refused.kind());
            assertTrue(String.valueOf(refused).contains("The option departed-limit is not valid."), refused.toString());
            assertTrue(
                    String.valueOf(refused).contains("It must be a whole number of percent, from 0 to 100."),
                    refused.toString());
        }
    }

    private void create(String percent) {
        JdbcMemberSinkProvider provider = new JdbcMemberSinkProvider();
        provider.create(
                        "jdbc:sqlite:" + directory.resolve("members.db"),
                        SinkOptions.of(provider, Map.of("departed-limit", percent)))
                .close();
    }

    /** The queries of docs/databases.md. */
    @ParameterizedTest
    @MethodSource("tables")
    void areLeftOutByTheQueriesOfThePage(Product product, Layout layout) throws Exception {
        SinkRuns runs = on(product);
        JdbcMemberSink.Builder sink = to(runs, layout, Departed.MARK).departedLimit(100);
        load(runs, sink, export("b-1", DAY_1, "m-1", "m-2", "m-3"));
        load(runs, sink, export("b-2", DAY_2, "m-1", "m-2"));

        List<String> queries =
                DatabaseDocument.statements(runs.database().dialectName(), "marked-" + SinkOption.wireName(layout));

        assertEquals(2, queries.size());
        assertEquals(
                List.of("m-1", "m-2"),
                rows(runs, queries.get(0)).stream()
                        .map(row -> row.substring(0, 3))
                        .toList());
        assertEquals(
                List.of("m-3"),
                rows(runs, queries.get(1)).stream()
                        .map(row -> row.substring(0, 3))
                        .toList());
    }
}
