package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.testkit.TestExport;
import org.junit.jupiter.api.Test;

/** A first export into tables that are there, empty, and have been changed. */
class FilledTablesTest extends DatabaseTest {

    private static final TestExport EXPORT = TestExport.of("batch-1")
            .member("m-1", values(variable("v-1", "City", "string"), text("Graz")))
            .member("m-2", values(variable("v-2", "Age", "string"), text("7")));

    private static SinkRuns withTables(SinkRuns runs) throws Exception {
        for (String statement : runs.to().build().setupScript().split(";\\s*\\n", -1)) {
            if (!statement.isBlank()) {
                runs.execute(statement);
            }
        }
        return runs;
    }

    @Test
    void keepsToConstraintsThatOthersHaveAddedInMariaDb() throws Exception {
        SinkRuns runs = withTables(on(Product.MARIADB));
        runs.execute("CREATE TABLE known (id VARCHAR(255) COLLATE utf8mb4_nopad_bin PRIMARY KEY)");
        runs.execute("INSERT INTO known VALUES ('v-1')");
        runs.execute("ALTER TABLE member_value ADD FOREIGN KEY (variable_id) REFERENCES known (id)");
        JdbcMemberSink sink = runs.to().build();

        assertThrows(MemberportException.class, () -> runs.load(sink, EXPORT));

        assertEquals("0", runs.one("SELECT COUNT(*) FROM member_value"));
        runs.execute("INSERT INTO known VALUES ('v-2')");
        runs.load(sink, EXPORT);
        assertEquals("2", runs.one("SELECT COUNT(*) FROM member_value"));
    }

    @Test
    void makesTheIndexAgainAsItWasInSqlite() throws Exception {
        SinkRuns runs = withTables(on(Product.SQLITE));
        runs.execute("DROP INDEX member_value_variable_id");
        runs.execute("CREATE INDEX member_value_variable_id ON member_value (variable_id, value)");

        runs.load(runs.to().build(), EXPORT);

        assertEquals(
                "CREATE INDEX member_value_variable_id ON member_value (variable_id, value)",
                runs.one("SELECT sql FROM sqlite_master WHERE name = 'member_value_variable_id'"));
        assertEquals("2", runs.one("SELECT COUNT(*) FROM member_value"));
    }
}
