package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.cli.ExecutableJar.Ran;
import io.memberport.testing.database.DatabaseServer;
import io.memberport.testing.database.MariaDbServer;
import io.memberport.testing.database.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Databases as targets of the executable jar, which has their drivers. */
class DatabaseTargetIT {

    @TempDir
    Path directory;

    private ExecutableJar jar;

    @BeforeEach
    void start() {
        jar = new ExecutableJar(directory);
    }

    static Stream<Arguments> servers() {
        Supplier<DatabaseServer> postgres = PostgresServer::shared;
        Supplier<DatabaseServer> mariaDb = MariaDbServer::shared;
        return Stream.of(Arguments.of(Named.of("PostgreSQL", postgres)), Arguments.of(Named.of("MariaDB", mariaDb)));
    }

    @ParameterizedTest
    @CsvSource({
        "long, member_value, member",
        "wide, member_wide, member_wide",
        "json, member_document, member_document",
    })
    void showsTheMainJobIntoADatabaseThatIsNotThereYet(String layout, String table, String members) throws Exception {
        String[] demo = {
            "demo", "--to", "jdbc:sqlite:members.db", "--option", "jdbc.layout=" + layout, "--output", "json"
        };

        Ran ran = jar.run(Map.of(), demo);

        assertEquals(0, ran.exitCode(), ran.err());
        JsonNode report = json(ran);
        assertEquals("written", report.path("outcome").asText());
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("members.db"))) {
            assertEquals(report.path("members").asLong(), count(database, members));
            assertEquals(report.at("/targets/0/rows").asLong(), count(database, table));
            assertEquals(report.path("batchId").asText(), text(database, "SELECT batch_id FROM memberport_sync"));
        }
    }

    @Test
    void writesNothingTwice() throws Exception {
        write("export.json", "1", "a", "b");
        String[] load = {"load", "export.json", "--to", "jdbc:sqlite:members.db", "--output", "json"};

        Ran first = jar.run(Map.of(), load);
        Ran second = jar.run(Map.of(), load);

        assertEquals("written", json(first).path("outcome").asText(), first.err());
        assertEquals(0, second.exitCode(), second.err());
        assertEquals("already-written", json(second).path("outcome").asText());
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("members.db"))) {
            assertEquals(2, count(database, "member"));
            assertEquals(1, count(database, "memberport_sync"));
        }
    }

    @Test
    void writesToH2() throws Exception {
        Ran ran = jar.run(Map.of(), "demo", "--members", "20", "--to", "jdbc:h2:./members", "--output", "json");

        assertEquals(0, ran.exitCode(), ran.err());
        try (Connection database = DriverManager.getConnection("jdbc:h2:" + directory.resolve("members"))) {
            assertEquals(20, count(database, "member"));
        }
    }

    /** What an administrator has prepared by the script is enough for a run that may make nothing. */
    @ParameterizedTest
    @MethodSource("servers")
    void loadsIntoTheTablesThatTheScriptMakes(Supplier<DatabaseServer> started) throws Exception {
        DatabaseServer server = started.get();
        String url = server.url(server.newDatabase());
        Ran ddl = jar.run(Map.of(), "ddl", "--to", url);
        assertEquals(0, ddl.exitCode(), ddl.err());
        try (Connection database = DriverManager.getConnection(url, server.user(), server.password());
                Statement statement = database.createStatement()) {
            for (String part : ddl.out().split(";\\s*", 0)) {
                statement.execute(part);
            }
        }
        write("export.json", "1", "a", "b");
        String[] load = {"load", "export.json", "--to", url, "--option", "create-tables=off", "--output", "json"};

        Ran first = jar.run(credentials(server), load);
        Ran second = jar.run(credentials(server), load);

        assertEquals(0, first.exitCode(), first.err());
        assertEquals("written", json(first).path("outcome").asText());
        assertEquals(0, second.exitCode(), second.err());
        assertEquals("already-written", json(second).path("outcome").asText());
        try (Connection database = DriverManager.getConnection(url, server.user(), server.password())) {
            assertEquals("a b", text(database, "SELECT CONCAT(MIN(member_id), ' ', MAX(member_id)) FROM member"));
        }
    }

    @Test
    void printsTheScriptWithoutAServer() throws Exception {
        Ran ran = jar.run(Map.of(), "ddl", "--to", "jdbc:postgresql://localhost:1/x", "--option", "schema=crm");

        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().contains("\"crm\".\"member_value\" ("), ran.out());
        assertEquals("", ran.err());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void endsWithEightIfThePasswordIsWrong(Supplier<DatabaseServer> started) throws Exception {
        DatabaseServer server = started.get();
        write("export.json", "1", "a");

        Ran ran = jar.run(
                Map.of("MEMBERPORT_JDBC_USER", server.user(), "MEMBERPORT_JDBC_PASSWORD", "sesame"),
                "load",
                "export.json",
                "--to",
                server.url(server.newDatabase()),
                "-vv");

        assertEquals(8, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains("Check user and password"), ran.err());
        assertSilent(ran, "sesame");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://127.0.0.1:1/members, 8, cannot be reached",
        "jdbc:mariadb://127.0.0.1:1/members, 8, cannot be reached",
        "jdbc:sqlite:missing/members.db, 2, does not exist",
        "jdbc:mysql://localhost/members, 2, There is no JDBC driver",
        "jdbc:oracle:thin:@localhost:1521:members, 2, not supported",
        "jdbc:postgresql://me:sesame@localhost/members, 2, has a password in it",
        "jdbc:postgresql://localhost/members?user=me&password=sesame, 2, has a password in it",
    })
    void saysWhatIsWrongWithATargetThatCannotBeUsed(String target, int exitCode, String said) throws Exception {
        write("export.json", "1", "a");

        Ran ran = jar.run(Map.of(), "load", "export.json", "--to", target, "--output", "json", "-vv");

        assertEquals(exitCode, ran.exitCode(), ran.err());
        assertEquals(exitCode, json(ran).at("/error/exitCode").asInt());
        assertTrue(ran.err().contains(said), ran.err());
        assertSilent(ran, "sesame");
    }

    private void write(String file, String batch, String... memberIds) throws Exception {
        String members = String.join(
                ",",
                Stream.of(memberIds)
                        .map(id -> "{\"memberId\":\"" + id + "\",\"variables\":[]}")
                        .toList());
        Files.writeString(directory.resolve(file), "{\"id\":\"" + batch + "\",\"members\":[" + members + "]}");
    }

    private static Map<String, String> credentials(DatabaseServer server) {
        return Map.of("MEMBERPORT_JDBC_USER", server.user(), "MEMBERPORT_JDBC_PASSWORD", server.password());
    }

    private static JsonNode json(Ran ran) throws Exception {
        return new ObjectMapper().readTree(ran.out());
    }

    private static long count(Connection database, String table) throws SQLException {
        return Long.parseLong(text(database, "SELECT COUNT(*) FROM " + table));
    }

    private static String text(Connection database, String query) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertTrue(rows.next());
            return rows.getString(1);
        }
    }

    private static void assertSilent(Ran ran, String secret) {
        assertFalse(ran.out().contains(secret) || ran.err().contains(secret), () -> ran.out() + ran.err());
    }
}
