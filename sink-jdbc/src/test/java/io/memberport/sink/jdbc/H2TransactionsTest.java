package io.memberport.sink.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.sink.jdbc.h2.H2Transactions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the store of H2 does not write by itself while a transaction lasts. */
class H2TransactionsTest {

    @TempDir
    Path directory;

    private final H2Transactions transactions = new H2Transactions();

    private static int delay(Handle handle) {
        return handle.createQuery(
                        "SELECT DISTINCT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'")
                .mapTo(int.class)
                .one();
    }

    @ParameterizedTest
    @CsvSource({
        "500, 500",
        "0, 0",
        "250, 250", // A killed run has left this.
        "600250, 250"
    })
    void letTheStoreWaitUntilTheyEnd(int before, int after) throws Exception {
        try (Handle handle = open()) {
            handle.execute("SET WRITE_DELAY " + before);

            transactions.begin(handle);
            assertEquals(600_000 + after, delay(handle));
            transactions.commit(handle);
            assertEquals(after, delay(handle));

            transactions.begin(handle);
            transactions.rollback(handle);
            assertEquals(after, delay(handle));
        }
    }

    @Test
    void leaveTheSettingIfNoneIsInProgress() throws Exception {
        try (Handle handle = open()) {
            handle.execute("SET WRITE_DELAY 123");

            transactions.rollback(handle);

            assertEquals(123, delay(handle));
        }
    }

    @Test
    void endAlsoForUsersWhoMayNotSetIt() throws Exception {
        try (Handle handle = open()) {
            handle.execute("CREATE USER plain PASSWORD 'plain'");
            handle.execute("CREATE TABLE t(a INT)");
            handle.execute("GRANT INSERT, SELECT ON t TO plain");
            try (Connection connection = connect("plain", "plain");
                    Handle plain = Jdbi.create(connection).open()) {
                transactions.begin(plain);
                plain.execute("INSERT INTO t VALUES (1)");
                transactions.commit(plain);
            }
            assertEquals(
                    1, handle.createQuery("SELECT a FROM t").mapTo(int.class).one());
            assertEquals(500, delay(handle));
        }
    }

    private Handle open() throws SQLException {
        return Jdbi.create(connect("sa", "")).open();
    }

    private Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection("jdbc:h2:" + directory.resolve("own"), user, password);
    }
}
