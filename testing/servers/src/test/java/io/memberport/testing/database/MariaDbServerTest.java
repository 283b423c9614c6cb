package io.memberport.testing.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class MariaDbServerTest implements DatabaseServerContract {

    @Override
    public DatabaseServer shared() {
        return MariaDbServer.shared();
    }

    @Override
    public DatabaseServer start(String... options) {
        return MariaDbServer.start(options);
    }

    @Override
    public DatabaseServer start(IntSupplier ports) {
        return MariaDbServer.start(ports);
    }

    @Override
    public String kind() {
        return "mariadb";
    }

    @Override
    public String connectionLimit() {
        return "SELECT @@max_connections";
    }

    @Override
    public String connectionLimit(int connections) {
        return "max-connections=" + connections;
    }

    @Test
    void hasOneAccount() throws SQLException {
        try (Connection connection = Sql.connect(shared(), "mysql")) {
            assertEquals(
                    "memberport@%",
                    Sql.value(connection, "SELECT GROUP_CONCAT(CONCAT(user, '@', host)) FROM mysql.global_priv"));
        }
    }
}
