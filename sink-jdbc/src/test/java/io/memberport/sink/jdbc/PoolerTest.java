package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.failure.Operation;
import io.memberport.sink.jdbc.failure.SqlFailures;
import io.memberport.testing.database.PostgresServer;
import io.memberport.testkit.TestExport;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fault")
class PoolerTest extends DatabaseTest {

    private static final TestExport EXPORT =
            TestExport.of("b-1").member("m-1", values(variable("v-1", "City", "string"), text("Bonn")));

    @ParameterizedTest
    @CsvSource({"1, LAST_USED_FIRST", "2, LAST_USED_FIRST", "2, IN_TURN"})
    void inTransactionModeIsNamedBeforeAnythingIsWritten(int sessions, TransactionPooler.Order order)
            throws IOException, SQLException {
        SinkRuns runs = on(Product.POSTGRESQL);
        int server = PostgresServer.shared().port();
        try (TransactionPooler pooler = TransactionPooler.before(server, sessions, order)) {
            String url = runs.database().url().replace(":" + server + "/", ":" + pooler.port() + "/");
            JdbcMemberSink.Builder sink = JdbcMemberSink.to(url)
                    .credentials(runs.database().user(), runs.database().password());

            MemberportException checked =
                    assertThrows(MemberportException.class, () -> sink.build().check());
            MemberportException written =
                    assertThrows(MemberportException.class, () -> runs.load(sink.build(), EXPORT));

            assertEquals(FailureKind.TARGET, checked.kind());
            for (MemberportException told : new MemberportException[] {checked, written}) {
                String message = String.valueOf(told.getMessage());
                assertTrue(message.contains("A pooler in transaction mode (PgBouncer, for example)"), message);
                assertTrue(message.contains("Name the server itself, or a pooler with pool_mode = session."), message);
            }
            runs.load(runs.to().build(), EXPORT);
        }
        assertEquals("1", runs.one("SELECT COUNT(*) FROM memberport_sync"));
    }

    @Test
    void isNamedWhereStatementsAreNotFoundAgain() {
        MemberportException told = SqlFailures.of(
                "t", Operation.READ, new SQLException("prepared statement \"S_1\" does not exist", "26000"));

        assertTrue(String.valueOf(told.getMessage()).contains("A pooler in transaction mode"));
    }
}
