package io.memberport.testing.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.testing.process.FreePort;
import io.memberport.testing.process.ServerOwner;
import io.memberport.testing.process.ServerRemains;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** What every kind of server does; the test of a kind says how to start one. */
interface DatabaseServerContract {

    DatabaseServer shared();

    DatabaseServer start(String... options);

    DatabaseServer start(IntSupplier ports);

    /** As {@link DatabaseOwner} knows it. */
    String kind();

    /** A query for the most connections that the server allows. */
    String connectionLimit();

    /** An option that sets this number. */
    String connectionLimit(int connections);

    @Test
    default void keepsTextOfEveryPlane() throws SQLException {
        try (Connection connection = Sql.connect(shared(), shared().newDatabase())) {
            Sql.execute(connection, "CREATE TABLE t (v VARCHAR(20))");
            Sql.execute(connection, "INSERT INTO t VALUES ('ä\uD834\uDD1E')");

            assertEquals("ä\uD834\uDD1E", Sql.value(connection, "SELECT v FROM t"));
        }
    }

    @Test
    default void refusesClientsWithoutThePassword() {
        String url = shared().url(shared().newDatabase());

        for (String user : List.of(shared().user(), "root", "postgres", "mysql", "")) {
            for (String password : List.of("wrong", "")) {
                SQLException refused =
                        assertThrows(SQLException.class, () -> DriverManager.getConnection(url, user, password));
                // Of the class "invalid authorization specification", or not even tried by the driver.
                assertTrue(
                        refused.getSQLState().matches("28...|08004"),
                        () -> user + ": " + refused.getSQLState() + " " + refused.getMessage());
            }
        }
    }

    @Test
    default void isOneForAllWhoShareIt() {
        assertEquals(shared().port(), shared().port());
        assertNotEquals(shared().newDatabase(), shared().newDatabase());
    }

    @Test
    default void dropsADatabaseThatIsInUse() throws SQLException {
        String database = shared().newDatabase();
        try (Connection connection = Sql.connect(shared(), database)) {
            Sql.execute(connection, "CREATE TABLE t (v INT)");
            connection.setAutoCommit(false);
            Sql.execute(connection, "INSERT INTO t VALUES (1)");

            shared().dropDatabase(database);

            assertThrows(SQLException.class, () -> Sql.value(connection, "SELECT v FROM t"));
        }
        assertThrows(SQLException.class, () -> Sql.connect(shared(), database));
        shared().dropDatabase(database);
    }

    @Test
    default void takesOptions() throws SQLException {
        try (DatabaseServer server = start(connectionLimit(23));
                Connection connection = Sql.connect(server, server.newDatabase())) {
            assertEquals("23", Sql.value(connection, connectionLimit()));
        }
    }

    @Test
    default void takesAnotherPortIfItIsTooLateForTheFirst() {
        int free = FreePort.find();
        List<Integer> ports = new ArrayList<>(List.of(shared().port(), free));

        try (DatabaseServer server = start(() -> ports.remove(0))) {
            assertEquals(free, server.port());
        }
    }

    @Test
    default void saysWhyItDoesNotStart() {
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> start("no_such_option=1"));

        assertTrue(refused.toString().contains("no_such_option"), refused.toString());
    }

    @Test
    default void keepsWhatWasCommittedWhenKilled() throws SQLException {
        try (DatabaseServer server = start()) {
            String database = server.newDatabase();
            String url = server.url(database);
            try (Connection connection = Sql.connect(server, database)) {
                Sql.execute(connection, "CREATE TABLE t (v INT)");
                Sql.execute(connection, "INSERT INTO t VALUES (1)");
                connection.setAutoCommit(false);
                Sql.execute(connection, "INSERT INTO t VALUES (2)");

                server.kill();

                assertThrows(SQLException.class, () -> Sql.value(connection, "SELECT v FROM t"));
            }
            assertThrows(SQLException.class, () -> Sql.connect(server, database));

            server.restart();

            assertEquals(url, server.url(database));
            try (Connection connection = Sql.connect(server, database)) {
                assertEquals("1", Sql.value(connection, "SELECT SUM(v) FROM t"));
            }
        }
    }

    @Test
    default void leavesNothingBehindWhenClosed() throws IOException {
        DatabaseServer server = start();
        ServerRemains remains = ServerRemains.of(server.instance());
        assertNotEquals(List.of(), remains.left());

        server.close();

        assertEquals(List.of(), remains.left());
        server.close();
    }

    @Test
    default void leavesNothingBehindWhenClosedAfterAKill() throws IOException {
        DatabaseServer server = start();
        ServerRemains remains = ServerRemains.of(server.instance());
        server.kill();

        server.close();

        assertEquals(List.of(), remains.left());
        assertThrows(IllegalStateException.class, server::restart);
    }

    @Test
    default void leavesNothingBehindWhenTheProgramThatStartedItIsKilled() throws Exception {
        ServerRemains remains = ServerOwner.startAndKill(DatabaseOwner.class, kind());

        remains.awaitNoneLeft();

        assertEquals(List.of(), remains.left());
    }
}
