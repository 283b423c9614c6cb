package io.memberport.sink.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.TestDatabase.Product;
import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

final class SessionTest extends DatabaseTest {

    @Test
    void isOverWhenMemoryRunsOut() {
        try (Session session = open()) {
            assertThrows(OutOfMemoryError.class, () -> session.run(Doing.SET_UP, SessionTest::runOutOfMemory));

            assertTrue(session.isClosed());
        }
    }

    @Test
    void goesOnAfterAFailure() {
        try (Session session = open()) {
            MemberportException failed = assertThrows(
                    MemberportException.class,
                    () -> session.run(Doing.SET_UP, handle -> handle.execute("NO STATEMENT")));

            assertEquals(FailureKind.TARGET, failed.kind());
            assertFalse(session.isClosed());
            session.run(Doing.SET_UP, handle -> handle.execute("CREATE TABLE t (a INTEGER)"));
        }
    }

    private Session open() {
        String url = on(Product.H2).database().url();
        return Session.open(Database.of(url, Credentials.NONE, Dialects.AUTO, Set.of(), Waits.USUAL), "target");
    }

    private static void runOutOfMemory(Handle handle) throws SQLException {
        throw new OutOfMemoryError("as if");
    }
}
