package io.memberport.testing.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberport.testing.process.FreePort;
import io.memberport.testing.process.ServerInstance;
import io.memberport.testing.process.ServerRemains;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PostgresServerTest implements DatabaseServerContract {

    @TempDir
    Path directory;

    @Override
    public DatabaseServer shared() {
        return PostgresServer.shared();
    }

    @Override
    public DatabaseServer start(String... options) {
        return PostgresServer.start(options);
    }

    @Override
    public DatabaseServer start(IntSupplier ports) {
        return PostgresServer.start(ports);
    }

    @Override
    public String kind() {
        return "postgres";
    }

    @Override
    public String connectionLimit() {
        return "SHOW max_connections";
    }

    @Override
    public String connectionLimit(int connections) {
        return "max_connections=" + connections;
    }

    @Test
    void checksPasswordsWithScram() throws SQLException {
        try (Connection connection = Sql.connect(shared(), shared().newDatabase())) {
            String stored = Sql.value(connection, "SELECT rolpassword FROM pg_authid WHERE rolname = CURRENT_USER");

            assertTrue(stored.startsWith("SCRAM-SHA-256$"));
            assertEquals(
                    "scram-sha-256",
                    Sql.value(connection, "SELECT string_agg(DISTINCT auth_method, ' ') FROM pg_hba_file_rules"));
        }
    }

    static Stream<ServerUser> usersForRoot() {
        return Stream.concat(Stream.of(ServerUser.NAMELESS), ServerUser.OTHERS.stream());
    }

    /** Whichever is the first one that works here. */
    @ParameterizedTest
    @MethodSource("usersForRoot")
    void runsAsEachUserThatRootCanBe(ServerUser user) throws SQLException, IOException {
        assumeTrue(!ServerUser.SELF.isPossible(directory) && user.isPossible(directory));

        ServerInstance instance = ServerInstance.start(
                "postgresql",
                (own, password) -> PostgresProgram.create(own, password, user),
                List.of(),
                FreePort::find);

        ServerRemains remains;
        try (PostgresServer server = new PostgresServer(instance);
                Connection connection = Sql.connect(server, server.newDatabase())) {
            remains = ServerRemains.of(instance);
            assertEquals("1", Sql.value(connection, "SELECT 1"));
        }
        assertEquals(List.of(), remains.left());
    }
}
