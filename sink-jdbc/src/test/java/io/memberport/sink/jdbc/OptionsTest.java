package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.option;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.export.Allowances;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Value;
import io.memberport.port.Layout;
import io.memberport.privacy.HashKey;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.privacy.VariableSelector;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.testkit.TestExport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables that say what value ids stand for. Random sequences of exports in the launcher's tests go further. */
class OptionsTest extends DatabaseTest {

    private static final ProfileVariable SPORT = variable("v-sport", "Sport", "set");
    private static final ProfileVariable TITLE = variable("v-title", "Title", "enum");
    private static final ProfileVariable NOTE = variable("v-note", "Note", "string");

    private static final Instant DAY_1 = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant DAY_2 = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant DAY_3 = Instant.parse("2026-03-03T00:00:00Z");

    static Stream<Arguments> tables() {
        return Stream.of(Product.values())
                .flatMap(product -> Stream.of(Layout.values()).map(layout -> Arguments.of(product, layout)));
    }

    private static String tableOf(Layout layout) {
        return switch (layout) {
            case LONG -> "variable_option";
            case WIDE -> "member_wide_option";
            case JSON -> "member_document_option";
        };
    }

    private static TestExport export(String batch, @Nullable Instant day, Value... sports) {
        return TestExport.of(batch).dated(day, day).member("m-1", values(SPORT, sports));
    }

    private static void load(JdbcMemberSink.Builder sink, TestExport export) {
        load(sink, PrivacyPolicy.NONE, export);
    }

    private static void load(JdbcMemberSink.Builder sink, PrivacyPolicy policy, TestExport export) {
        ExportTransfer.forCommunity(SinkRuns.COMMUNITY)
                .allowing(new Allowances(true, true))
                .withPrivacy(policy)
                .run(export.asFile(), null, List.of(sink.build()), ExportListener.NONE);
    }

    /** Each row as its words, without its date. */
    private static List<String> options(SinkRuns runs, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = runs.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT variable_id, value_id, label, last_batch_id FROM " + table)) {
            while (row.next()) {
                rows.add(row.getString(1) + " " + row.getString(2) + ": " + row.getString(3) + ", " + row.getString(4));
            }
        }
        rows.sort(null);
        return rows;
    }

    @ParameterizedTest
    @MethodSource("tables")
    void haveTheNewestLabelOfEveryOptionInWhateverOrderExportsCome(Product product, Layout layout) throws Exception {
        SinkRuns runs = on(product);
        for (Mode mode : List.of(Mode.MERGE, Mode.APPEND)) {
            JdbcMemberSink.Builder sink = runs.to().layout(layout).mode(mode);
            load(sink, export("b-1", DAY_1, option("Sailing", "o-1"), option("Chess", "o-2")));
            load(sink, export("b-3", DAY_3, option("Boats", "o-1"), option("Rowing", "o-3")));
            load(sink, export("b-2", DAY_2, option("Ships", "o-1"), option("Draughts", "o-2")));
            load(sink, export("b-2", DAY_2, option("Ships", "o-1"), option("Draughts", "o-2")));

            assertEquals(
                    List.of("v-sport o-1: Boats, b-3", "v-sport o-2: Draughts, b-2", "v-sport o-3: Rowing, b-3"),
                    options(runs, tableOf(layout) + (mode == Mode.APPEND ? "_history" : "")));
        }
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void areReplacedWithAllElse(Layout layout) throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        JdbcMemberSink.Builder sink = runs.to().layout(layout).mode(Mode.REPLACE);

        load(sink, export("b-2", DAY_2, option("Sailing", "o-1"), option("Chess", "o-2")));
        load(sink, export("b-1", DAY_1, option("Ships", "o-1")));

        assertEquals(List.of("v-sport o-1: Ships, b-1"), options(runs, tableOf(layout)));
        load(sink, export("b-3", DAY_3));
        assertEquals(List.of(), options(runs, tableOf(layout)));
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void haveNothingOfAVariableThatAPolicyTakesAway(Layout layout) throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        JdbcMemberSink.Builder sink = runs.to().layout(layout);
        TestExport export = TestExport.of("b-1")
                .member("m-1", values(SPORT, option("Chess", "o-2")), values(TITLE, option("Dr.", "o-9")));
        load(sink, export);
        PrivacyPolicy policy = PrivacyPolicy.builder()
                .rule(PrivacyAction.DROP, VariableSelector.id("v-sport"))
                .rule(PrivacyAction.HASH, VariableSelector.id("v-title"))
                .key(HashKey.of("0123456789abcdef0123456789abcdef"))
                .build();

        load(sink, policy, export);

        assertEquals(List.of(), options(runs, tableOf(layout)));
    }

    /** Keys are compared byte by byte, and ids that cannot be keys are left out. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void tellOptionsApartByEveryByteOfTheirIds(Product product) throws Exception {
        SinkRuns runs = on(product);
        String longest = "\ud83d\ude00".repeat(255);
        TestExport export = TestExport.of("b-1")
                .member(
                        "m-1",
                        values(SPORT, option("a", "o"), option("b", "O"), option("c", "ó"), option("d", longest)),
                        values(TITLE, option("e", "o")))
                .member("m-2", values(SPORT, option("f", "o "), option("g", longest + "x"), option("h", "")));

        try (Warnings warnings = Warnings.of(JdbcCommit.class)) {
            load(runs.to(), export);

            List<String> expected = new ArrayList<>(List.of(
                    "v-sport O: b, b-1",
                    "v-sport o: a, b-1",
                    "v-sport ó: c, b-1",
                    "v-sport " + longest + ": d, b-1",
                    "v-title o: e, b-1"));
            if (product != Product.ANSI) {
                expected.add("v-sport o : f, b-1");
            }
            expected.sort(null);
            assertEquals(expected, options(runs, "variable_option"));
            assertEquals(1, warnings.all().size());
            assertTrue(warnings.all().get(0).contains("the table variable_option leaves out"));
        }
    }

    /** Blocks are looked at by several threads. */
    @Test
    void haveTheLastOfSeveralLabelsThatAnExportHas() throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        TestExport export = TestExport.of("b-1");
        for (int i = 0; i < 400; i++) {
            export = export.member("m-" + i, values(SPORT, option(i == 399 ? "last" : "label " + i % 7, "o-1")));
        }

        load(runs.to(), export.inBlocksOf(3));

        assertEquals(List.of("v-sport o-1: last, b-1"), options(runs, "variable_option"));
    }

    @Test
    void haveNoRowForWhatIsNoOption() throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        TestExport export = TestExport.of("b-1")
                .member(
                        "m-1",
                        values(
                                SPORT,
                                text("without an id"),
                                new Value(
                                        Value.Kind.NULL, null, option("", "o-1").id())),
                        values(NOTE, option("what a member says", "o-2")));

        load(runs.to(), export);

        assertEquals(List.of("v-sport o-1: null, b-1"), options(runs, "variable_option"));
    }

    @Test
    void takeTheLabelsOfAnExportWithoutADateAsTheNewest() throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        load(runs.to(), export("b-1", DAY_1, option("Sailing", "o-1")));

        load(runs.to(), export("b-2", null, option("Boats", "o-1")));
        load(runs.to(), export("b-3", DAY_1, option("Ships", "o-1")));

        assertEquals(List.of("v-sport o-1: Ships, b-3"), options(runs, "variable_option"));
    }

    @ParameterizedTest
    @EnumSource(names = {"MERGE", "APPEND"})
    void keepTheDateThatAnExportWithoutOneDoesNotHave(Mode mode) throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        JdbcMemberSink.Builder sink = runs.to().mode(mode);
        String table = "variable_option" + (mode == Mode.APPEND ? "_history" : "");
        load(sink, export("b-1", DAY_2, option("Sailing", "o-1")));
        load(sink, export("b-2", null, option("Boats", "o-1")));

        load(sink, export("b-3", DAY_1, option("Ships", "o-1")));
        assertEquals(List.of("v-sport o-1: Boats, b-2"), options(runs, table));

        load(sink, export("b-4", DAY_3, option("Rowing", "o-1")));
        assertEquals(List.of("v-sport o-1: Rowing, b-4"), options(runs, table));
    }

    @ParameterizedTest
    @EnumSource(names = {"MERGE", "APPEND"})
    void keepALabelThatALaterExportDoesNotSay(Mode mode) throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        JdbcMemberSink.Builder sink = runs.to().mode(mode);
        Value bare = new Value(Value.Kind.NULL, null, option("", "o-1").id());
        load(sink, export("b-1", DAY_1, option("Sailing", "o-1")));

        load(sink, export("b-2", DAY_2, bare));

        String table = "variable_option" + (mode == Mode.APPEND ? "_history" : "");
        assertEquals(List.of("v-sport o-1: Sailing, b-1"), options(runs, table));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void areAddedToTablesOfAnEarlierVersion(Product product) throws Exception {
        SinkRuns runs = on(product);
        load(runs.to(), export("b-1", DAY_1, option("Sailing", "o-1")));
        runs.execute("DROP TABLE variable_option");
        MemberportException refused = assertThrows(
                MemberportException.class,
                () -> runs.to().createsTables(false).build().check());

        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        assertEquals(Remedy.RUN_SETUP_SCRIPT, refused.remedy().orElseThrow());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("lacks the tables variable_option"), message);
        assertTrue(message.contains("create-tables=off forbids the run to create them."), message);
        runs.to().build().check();
        load(runs.to(), export("b-2", DAY_2, option("Boats", "o-1")));
        assertEquals(List.of("v-sport o-1: Boats, b-2"), options(runs, "variable_option"));
    }

    @Test
    void areNotWrittenToATableThatIsNotMemberports() throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        runs.execute("CREATE TABLE variable_option (id INTEGER)");

        MemberportException refused =
                assertThrows(MemberportException.class, () -> runs.to().build().check());

        assertTrue(String.valueOf(refused.getMessage()).contains("a table variable_option that is not Memberport's"));
    }
}
