package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.model.ProfileVariable;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.testkit.TestExport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a merge of the long layout writes, and what it leaves alone. */
class MergeTest extends DatabaseTest {

    private static final ProfileVariable SET = variable("v-set", "Set", "set");
    private static final ProfileVariable CITY = variable("v-city", "City", "string");
    private static final ProfileVariable AGE = variable("v-age", "Age", "double");

    private static void assertRows(int expected, SinkRuns runs, String condition) throws Exception {
        assertEquals(
                Integer.toString(expected),
                runs.one("SELECT COUNT(*) FROM member_value WHERE " + condition),
                condition);
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void removesValuesThatASetHasLost(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(
                runs.to().build(),
                TestExport.of("batch-1")
                        .member("m-1", values(SET, text("a"), text("b"), text("c")))
                        .member("m-2", values(SET, text("a"), text("b")))
                        .member("m-3", values(SET))
                        .member("m-4", values(SET, text("a"), text("b")))
                        .member("m-5", values(SET, text("a"), text("b"))));

        runs.load(
                runs.to().build(),
                TestExport.of("batch-2")
                        .member("m-1", values(SET, text("a"), text("b")))
                        .member("m-2", values(SET))
                        .member("m-3", values(SET, text("a"), text("b")))
                        .member("m-5", values(SET, text("a"))));

        assertRows(2, runs, "member_id = 'm-1' AND position IN (0, 1)");
        assertRows(1, runs, "member_id = 'm-2' AND position = -1");
        assertRows(2, runs, "member_id = 'm-3' AND position IN (0, 1)");
        assertRows(2, runs, "member_id = 'm-4' AND position IN (0, 1)");
        assertRows(1, runs, "member_id = 'm-5' AND position = 0");
        assertRows(8, runs, "position >= -1");
    }

    /** A column that others have added shows which rows were not written again. */
    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"POSTGRESQL", "MARIADB", "SQLITE", "DUCKDB"})
    void leavesVariablesAloneThatAreAsTheExportHasThem(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(
                runs.to().build(),
                TestExport.of("batch-1")
                        .member("m-1", values(CITY, text("Graz")), values(SET, text("a"), text("b")), values(AGE))
                        .member("m-2", values(CITY, text("Graz ")), values(AGE, text("7")))
                        .member("m-3", values(CITY, text("Linz")), values(SET, text("a"))));
        runs.execute("ALTER TABLE member_value ADD COLUMN seen INTEGER");
        runs.execute("UPDATE member_value SET seen = 1");

        runs.load(
                runs.to().build(),
                TestExport.of("batch-2")
                        .member("m-1", values(CITY, text("Graz")), values(SET, text("a"), text("c")), values(AGE))
                        .member("m-2", values(CITY, text("Graz")), values(AGE, text("7")), values(SET, text("z"))));

        assertRows(2, runs, "member_id = 'm-1' AND variable_id IN ('v-city', 'v-age') AND seen = 1");
        assertRows(1, runs, "member_id = 'm-1' AND variable_id = 'v-set' AND position = 1 AND seen IS NULL");
        assertRows(1, runs, "member_id = 'm-2' AND variable_id = 'v-city' AND seen IS NULL");
        assertRows(1, runs, "member_id = 'm-2' AND variable_id = 'v-age' AND seen = 1");
        assertRows(1, runs, "member_id = 'm-2' AND variable_id = 'v-set' AND position = 0");
        assertRows(2, runs, "member_id = 'm-3' AND seen = 1");
        assertRows(9, runs, "position >= -1");
    }
}
