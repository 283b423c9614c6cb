package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.memberport.encoding.column.SqlNames;
import io.memberport.sink.jdbc.TestDatabase.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** MariaDB tells the columns of a table that has 32 or more apart by a collation of its own. */
class MariaDbNamesTest extends DatabaseTest {

    private static final int BATCH = 1_000;

    @Test
    void givesNoTwoVariablesNamesThatTheDatabaseTakesForOne() throws Exception {
        SinkRuns runs = on(Product.MARIADB);
        runs.execute("CREATE TABLE names (name varchar(100) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci)");
        try (Connection connection = runs.database().connect()) {
            insertNames(connection);
        }

        assertNull(runs.one("SELECT GROUP_CONCAT(same) FROM (SELECT GROUP_CONCAT(name) AS same FROM names GROUP BY name"
                + " HAVING COUNT(*) > 1) n"));
    }

    /** A name for each letter there is. */
    private static void insertNames(Connection connection) throws SQLException {
        SqlNames names = new SqlNames(List.of());
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO names VALUES (?)")) {
            int waiting = 0;
            for (char c = 0x80; c < Character.MAX_VALUE; c++) {
                if (Character.isLetterOrDigit(c)) {
                    insert.setString(1, names.assign(variable("v" + (int) c, "a" + c + "b", "string")));
                    insert.addBatch();
                    waiting = (waiting + 1) % BATCH;
                    if (waiting == 0) {
                        insert.executeBatch();
                    }
                }
            }
            insert.executeBatch();
        }
        connection.commit();
    }
}
