package io.memberport.sink.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.database.Credentials;
import io.memberport.sink.jdbc.database.Database;
import io.memberport.sink.jdbc.database.DatabaseProduct;
import io.memberport.sink.jdbc.database.TimeLimits;
import io.memberport.sink.jdbc.failure.Operation;
import io.memberport.sink.jdbc.session.JdbcSession;
import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

final class JdbcSessionTest extends DatabaseTest {

    @Test
    void isOverWhenMemoryRunsOut() {
        try (JdbcSession session = open()) {
            assertThrows(OutOfMemoryError.class, () -> session.run(Operation.SET_UP, JdbcSessionTest::runOutOfMemory));

            assertTrue(session.isClosed());
        }
    }

    @Test
    void continuesAfterAFailure() {
        try (JdbcSession session = open()) {
            MemberportException failed = assertThrows(
                    MemberportException.class,
                    () -> session.run(Operation.SET_UP, handle -> handle.execute("NO STATEMENT")));

            assertEquals(FailureKind.TARGET, failed.kind());
            assertFalse(session.isClosed());
            session.run(Operation.SET_UP, handle -> handle.execute("CREATE TABLE t (a INTEGER)"));
        }
    }

    private JdbcSession open() {
        String url = on(Product.H2).database().url();
        return JdbcSession.open(
                Database.of(url, Credentials.NONE, DatabaseProduct.AUTO, Set.of(), TimeLimits.USUAL), "target");
    }

    private static void runOutOfMemory(Handle handle) throws SQLException {
        throw new OutOfMemoryError("as if");
    }
}
