package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.option;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.export.TargetsFailedException;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import io.memberport.port.Layout;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions.InvalidValues;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.options.JdbcOptions.TooWide;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.testkit.TestExport;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which columns the wide layout has from one export to the next. */
class WideColumnsTest extends DatabaseTest {

    private static final Instant NIGHT = Instant.parse("2026-03-01T02:00:00Z");
    private static final Instant NEXT_NIGHT = Instant.parse("2026-03-02T02:00:00Z");

    private static JdbcMemberSink wide(SinkRuns runs) {
        return wide(runs, Mode.MERGE);
    }

    private static JdbcMemberSink wide(SinkRuns runs, Mode mode) {
        return runs.to()
                .layout(Layout.WIDE)
                .mode(mode)
                .invalidValues(InvalidValues.REPLACE)
                .build();
    }

    private static TestExport export(String batch, String name, String type, Value value) {
        return TestExport.of(batch).member("m-1", values(variable("v-age", name, type), value));
    }

    /** As a run leaves it that is killed after it has made the column, and before it commits. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void takesTheColumnThatAKilledRunHasMade(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(wide(runs), export("b-1", "Age", "double", number("41")));
        TestExport second = export("b-2", "Age", "string", text("about forty"));
        runs.load(wide(runs), second);
        runs.execute("DELETE FROM member_wide_column WHERE column_name = 'age_v_age'");
        runs.execute("UPDATE member_wide SET age_v_age = NULL");
        runs.execute("UPDATE member_wide_column SET is_current = (1 = 1)");
        runs.execute("DELETE FROM memberport_sync WHERE batch_id = 'b-2'");
        assertEquals(Map.of("v-age", "age_v_age"), runs.columnsOf(wide(runs), second), "foretold");

        runs.load(wide(runs), second);

        assertEquals("2", runs.one("SELECT COUNT(*) FROM member_wide_column"));
        assertEquals("about forty", runs.one("SELECT age_v_age FROM member_wide"));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void takesAColumnThatAnAdministratorHasMade(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(wide(runs), export("b-1", "Age", "double", number("41")));
        String text = runs.database().dialect().type(ColumnType.TEXT);
        runs.execute("ALTER TABLE member_wide ADD COLUMN age_v_age " + text);
        JdbcMemberSink sink = runs.to().layout(Layout.WIDE).createsTables(false).build();
        TestExport second = export("b-2", "Age", "string", text("about forty"));
        assertEquals(Map.of("v-age", "age_v_age"), runs.columnsOf(sink, second), "foretold");

        runs.load(sink, second);

        assertEquals("about forty", runs.one("SELECT age_v_age FROM member_wide"));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void leavesColumnsOfOthersAlone(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(wide(runs), export("b-1", "Age", "double", number("41")));
        runs.execute("ALTER TABLE member_wide ADD COLUMN town INTEGER");
        TestExport second = TestExport.of("b-2")
                .member(
                        "m-1",
                        values(variable("v-town", "Town", "string"), text("Ulm")),
                        values(variable("v-age", "Age", "double"), number("42")));

        Map<String, String> foretold = runs.columnsOf(wide(runs), second);

        runs.load(wide(runs), second);

        assertEquals(Map.of("v-town", "town_v_town", "v-age", "age"), foretold);
        assertEquals("Ulm", runs.one("SELECT town_v_town FROM member_wide"));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void leavesNoRowOfTheMappingIfTheRunFails(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(wide(runs), export("b-1", "Age", "double", number("41")));
        TestExport tooFew =
                TestExport.of("b-2").member("m-1", values(variable("v-town", "Town", "string"), text("Ulm")));
        runs.load(
                wide(runs),
                export("b-1b", "Age", "double", number("41")).member("m-2").member("m-3"));

        assertThrows(TargetsFailedException.class, () -> runs.load(wide(runs, Mode.REPLACE), tooFew));

        assertEquals("1", runs.one("SELECT COUNT(*) FROM member_wide_column"));
        runs.load(wide(runs), tooFew);
        assertEquals("Ulm", runs.one("SELECT town FROM member_wide WHERE member_id = 'm-1'"));
    }

    /** SQLite and DuckDB add no constraint to a table that is there. */
    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"SQLITE", "DUCKDB"},
            mode = EnumSource.Mode.EXCLUDE)
    void changesNothingIfTheLastStatementOfTheCommitFails(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(wide(runs), export("b-1", "Age", "double", number("41")));
        runs.execute("ALTER TABLE memberport_sync ADD CONSTRAINT one_row CHECK (row_count < 2)");
        TestExport two = export("b-2", "Age", "string", text("about forty")).member("m-2");

        assertThrows(TargetsFailedException.class, () -> runs.load(wide(runs), two));

        assertEquals("1", runs.one("SELECT COUNT(*) FROM memberport_sync"));
        assertEquals("1", runs.one("SELECT COUNT(*) FROM member_wide WHERE age = 41"));
        assertEquals("1", runs.one("SELECT COUNT(*) FROM member_wide_column WHERE is_current"));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void findsAColumnAgainWhoseNameUpperCaseChanges(Product product) throws Exception {
        SinkRuns runs = on(product);

        runs.load(wide(runs), export("b-1", "Straße", "string", text("A")));
        runs.load(wide(runs), export("b-2", "Straße", "string", text("B")));

        assertEquals("1", runs.one("SELECT COUNT(*) FROM member_wide_column"));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void keepsTheDigitsOfAVariableThatBecomesText(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(wide(runs), export("b-1", "x", "set", option("p", "o-1")));

        runs.load(wide(runs), export("b-2", "x", "double", number("9007199254740993.50")));

        assertEquals("9007199254740993.50", runs.one("SELECT x_v_age FROM member_wide"));
        runs.load(runs.to().layout(Layout.WIDE).build(), export("b-3", "x", "double", text("n/a")));
        assertEquals("n/a", runs.one("SELECT x_v_age FROM member_wide"));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void clearsAValueIfItsReplacementDoesNotFit(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(wide(runs), export("b-1", "Age", "double", number("41")));

        runs.load(wide(runs), export("b-2", "Age", "double", text("unknown")));

        assertNull(runs.one("SELECT age FROM member_wide"));
    }

    private static TestExport wideExport(String batch, int variables) {
        return TestExport.of(batch)
                .member(
                        "m-1",
                        IntStream.range(0, variables)
                                .mapToObj(i -> values(variable("v-" + i, "Name " + i, "string"), text(batch)))
                                .toArray(VariableValues[]::new));
    }

    @Test
    void changesToTheLongLayoutWithAFullExportOnly() throws Exception {
        SinkRuns runs = on(Product.MARIADB);
        JdbcMemberSink.Builder sink = runs.to().layout(Layout.WIDE).tooWide(TooWide.LONG);
        runs.load(sink.build(), wideExport("b-1", 100).dated(NIGHT, NIGHT));
        TestExport increment = wideExport("b-2", 300).since(NIGHT).dated(NEXT_NIGHT, NEXT_NIGHT);

        TargetsFailedException refused =
                assertThrows(TargetsFailedException.class, () -> runs.load(sink.build(), increment));

        String said = String.valueOf(refused.targets().get(0).failure());
        assertTrue(said.contains("full export"), said);
        assertEquals("1", runs.one("SELECT COUNT(*) FROM memberport_sync"));
        runs.load(sink.build(), wideExport("b-3", 10).since(NIGHT).dated(NEXT_NIGHT, NEXT_NIGHT));
        assertEquals("b-3", runs.one("SELECT name_9 FROM member_wide"));
        assertEquals("b-1", runs.one("SELECT name_10 FROM member_wide"));

        runs.load(sink.build(), wideExport("b-4", 300).dated(NEXT_NIGHT, NEXT_NIGHT));
        runs.load(sink.build(), wideExport("b-5", 10).since(NEXT_NIGHT).dated(NEXT_NIGHT, NEXT_NIGHT));

        assertEquals("long", runs.one("SELECT table_set FROM memberport_sync WHERE batch_id = 'b-5'"));
        assertEquals("b-5", runs.one("SELECT value FROM member_value WHERE variable_id = 'v-9'"));
        assertEquals("b-4", runs.one("SELECT value FROM member_value WHERE variable_id = 'v-10'"));
    }

    /** Columns stay, so an export that would have room alone can still be too wide. */
    @Test
    void countsTheColumnsThatAreThereAlready() throws Exception {
        SinkRuns runs = on(Product.MARIADB);
        JdbcMemberSink.Builder sink = runs.to().layout(Layout.WIDE).tooWide(TooWide.LONG);
        runs.load(sink.build(), wideExport("b-1", 150));
        TestExport others = TestExport.of("b-2")
                .member(
                        "m-1",
                        IntStream.range(0, 100)
                                .mapToObj(i -> values(variable("w-" + i, "Other " + i, "string"), text("x")))
                                .toArray(VariableValues[]::new));

        assertEquals(Map.of(), runs.columnsOf(sink.build(), others), "the long layout has no columns of variables");

        runs.load(sink.build(), others);

        assertEquals("long", runs.one("SELECT table_set FROM memberport_sync WHERE batch_id = 'b-2'"));
    }

    /** As docs/databases.md has them, without the columns that are no variable's. */
    @Test
    void saysHowManyVariablesEachDatabaseHasRoomFor() {
        assertEquals(
                Map.of("PostgreSQL", 1595, "MariaDB", 1012, "MySQL", 1012, "SQLite", 1995, "H2", 16379, "DuckDB", 9995),
                new JdbcMemberSinkProvider().columnLimits());
    }
}
