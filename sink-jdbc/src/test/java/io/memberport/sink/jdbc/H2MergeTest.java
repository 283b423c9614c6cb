package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.model.Value;
import io.memberport.port.Layout;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.testkit.TestExport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exports that are more than one part of a statement. */
class H2MergeTest extends DatabaseTest {

    private static final int MEMBERS = 510;

    private static TestExport export(String batchId, int values) {
        return export(batchId, MEMBERS, values);
    }

    private static TestExport export(String batchId, int members, int values) {
        TestExport export = TestExport.of(batchId);
        Value[] colours =
                IntStream.range(0, values).mapToObj(i -> text("colour " + i)).toArray(Value[]::new);
        for (int i = 0; i < members; i++) {
            export = export.member(
                    "m-" + i,
                    values(variable("v-city", "City", "string"), text(batchId)),
                    values(variable("v-colours", "Colours", "set"), colours));
        }
        return export;
    }

    private static String rowsOf(String condition) {
        return "SELECT COUNT(*) FROM member_value WHERE " + condition;
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class)
    void writesEveryPartOfAnExport(Layout layout) throws Exception {
        SinkRuns runs = on(Product.H2);
        String table =
                switch (layout) {
                    case LONG -> "member";
                    case WIDE -> "member_wide";
                    case JSON -> "member_document";
                };

        runs.load(runs.to().layout(layout).build(), export("one", 1));
        for (Mode mode : Mode.values()) {
            String batch = "two-" + mode;
            runs.load(runs.to().layout(layout).mode(mode).build(), export(batch, 2));
            String from = mode == Mode.APPEND
                    ? table + "_history WHERE batch_id = '" + batch + "'"
                    : table + " WHERE last_batch_id = '" + batch + "'";

            assertEquals(Integer.toString(MEMBERS), runs.one("SELECT COUNT(*) FROM " + from), mode.name());
        }
    }

    @Test
    void followsVariablesThatGainAndLoseValues() throws Exception {
        SinkRuns runs = on(Product.H2);
        int batch = 0;

        for (int values : new int[] {3, 1, 0, 2}) {
            runs.load(runs.to().build(), export("batch-" + ++batch, values));

            assertEquals(Integer.toString(MEMBERS), runs.one(rowsOf("\"VALUE\" = 'batch-" + batch + "'")));
            assertEquals(
                    Integer.toString(MEMBERS * values),
                    runs.one(rowsOf("variable_id = 'v-colours' AND position >= 0")));
            assertEquals(
                    Integer.toString(values == 0 ? MEMBERS : 0),
                    runs.one(rowsOf("variable_id = 'v-colours' AND position = -1")));
        }
    }

    @Test
    void keepsWhatTheExportDoesNotHave() throws Exception {
        SinkRuns runs = on(Product.H2);
        runs.load(runs.to().build(), export("batch-1", 2));

        runs.load(runs.to().build(), export("batch-2", 300, 1));

        assertEquals("210", runs.one(rowsOf("\"VALUE\" = 'batch-1'")));
        assertEquals("300", runs.one(rowsOf("\"VALUE\" = 'batch-2'")));
        assertEquals("720", runs.one(rowsOf("variable_id = 'v-colours'")));
    }

    @Test
    void takesTheLastOfMembersThatComeAgainInAnotherPart() throws Exception {
        SinkRuns runs = on(Product.H2);
        runs.load(runs.to().build(), export("batch-1", 4));

        runs.load(runs.to().build(), export("batch-2", 3).and(export("batch-2", 310, 1)));

        assertEquals(Integer.toString(310 + 200 * 3), runs.one(rowsOf("variable_id = 'v-colours'")));
    }

    /** What has not changed needs no entry in the undo log, which is what a large merge takes most of its space for. */
    @Test
    void leavesRowsAloneThatAreAsTheExportHasThem() throws Exception {
        SinkRuns runs = on(Product.H2);
        runs.load(runs.to().build(), export("batch-1", 2));
        runs.execute("ALTER TABLE member_value ADD COLUMN written_by_others BOOLEAN");
        runs.execute("UPDATE member_value SET written_by_others = TRUE WHERE variable_id = 'v-colours'");

        runs.load(runs.to().build(), export("batch-2", 3));

        assertEquals(
                Integer.toString(MEMBERS * 2), runs.one(rowsOf("variable_id = 'v-colours' AND written_by_others")));
        assertEquals(Integer.toString(MEMBERS * 3), runs.one(rowsOf("variable_id = 'v-colours'")));
    }
}
