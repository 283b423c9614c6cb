package io.memberport.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs a script by a database's driver, for databases whose client is a library. Its statements end with a line. */
public final class SqlScript {

    private SqlScript() {}

    /** Takes the database's URL and the script. */
    public static void main(String[] args) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(args[0]);
                Statement statement = connection.createStatement()) {
            for (String sql : Files.readString(Path.of(args[1])).split(";\\s*\\n", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }
}
