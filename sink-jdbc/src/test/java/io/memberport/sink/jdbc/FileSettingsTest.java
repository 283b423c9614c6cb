package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.nothing;
import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.database.Credentials;
import io.memberport.sink.jdbc.database.Database;
import io.memberport.sink.jdbc.database.DatabaseProduct;
import io.memberport.sink.jdbc.database.TimeLimits;
import io.memberport.sink.jdbc.failure.Operation;
import io.memberport.sink.jdbc.session.JdbcSession;
import io.memberport.testkit.TestExport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters of URLs change nothing of what is in a database that is a file, or are refused. */
@Tag("fault")
class FileSettingsTest {

    private static final TestExport FIRST = TestExport.of("b-1")
            .member(
                    "m-1",
                    values(variable("v-1", "City", "string"), text("")),
                    values(variable("v-2", "Age", "double"), number("0.30000000000000004")),
                    values(variable("v-3", "Joined", "datetime"), text("2026-07-01T10:00:00.999999+02:00")))
            .member("M-1", values(variable("v-1", "City", "string"), nothing()))
            .member("m-1 ", values(variable("v-1", "City", "string"), text("a ")));
    private static final TestExport SECOND =
            TestExport.of("b-2").member("m-1", values(variable("v-1", "City", "string"), text("A\\b'\u20ac")));

    private static final String MEMORY_LIMIT = "SELECT current_setting('memory_limit')";

    @TempDir
    private Path directory;

    private List<String> loaded(String url) throws SQLException {
        SinkRuns runs = new SinkRuns(new TestDatabase(TestDatabase.Product.H2, url, null, null, () -> {}));
        runs.load(JdbcMemberSink.to(url).build(), FIRST);
        JdbcMemberSink.to(url).build().check();
        runs.load(JdbcMemberSink.to(url).build(), SECOND);
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM \"" + table(url) + "\"")) {
            while (row.next()) {
                StringBuilder cells = new StringBuilder();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    cells.append('|').append(row.getString(i));
                }
                rows.add(cells.toString());
            }
        }
        rows.sort(null);
        return rows;
    }

    private static String table(String url) {
        return url.startsWith("jdbc:h2:") ? "MEMBER_VALUE" : "member_value";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE",
                "jdbc:h2:%s;MODE=MySQL",
                "jdbc:h2:%s;MODE=MSSQLServer",
                "jdbc:h2:%s;MODE=DB2",
                "jdbc:h2:%s;MODE=Derby",
                "jdbc:h2:%s;MODE=HSQLDB",
                "jdbc:h2:%s;DATABASE_TO_UPPER=FALSE",
                "jdbc:h2:%s;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "jdbc:h2:%s;DEFAULT_LOCK_TIMEOUT=1",
                "jdbc:h2:%s;DEFAULT_NULL_ORDERING=HIGH",
                "jdbc:h2:%s;WRITE_DELAY=10000",
                "jdbc:sqlite:%s?foreign_keys=true",
                "jdbc:sqlite:%s?synchronous=OFF",
                "jdbc:sqlite:%s?journal_mode=OFF",
                "jdbc:sqlite:%s?journal_mode=WAL",
                "jdbc:sqlite:%s?encoding='UTF-16'",
                "jdbc:sqlite:%s?recursive_triggers=true",
                "jdbc:sqlite:%s?temp_store=MEMORY",
                "jdbc:sqlite:%s?locking_mode=EXCLUSIVE",
                "jdbc:sqlite:%s?transaction_mode=EXCLUSIVE",
                "jdbc:sqlite:%s?read_uncommitted=true",
                "jdbc:duckdb:%s;default_null_order=nulls_first",
                "jdbc:duckdb:%s;default_collation=NOCASE",
                "jdbc:duckdb:%s;threads=1",
                "jdbc:duckdb:%s;preserve_insertion_order=false"
            })
    void changeNothing(String url) throws SQLException {
        String plain = url.replaceAll("[;?].*", "");

        assertEquals(
                loaded(String.format(plain, directory.resolve("plain"))),
                loaded(String.format(url, directory.resolve("other"))));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:%s;MODE=Oracle, 'The database has MODE=Oracle, which turns empty texts into null.'",
        "jdbc:h2:%s;IGNORECASE=TRUE, 'The database has IGNORECASE=1, which treats ids that differ only in case as "
                + "equal.'",
        "jdbc:h2:%s;LOCK_MODE=0, 'The database has LOCK_MODE=0, which lets transactions see uncommitted changes of "
                + "others.'"
    })
    void areRefusedIfTheyBreakWhatACommitPromises(String pattern, String says) throws SQLException {
        String url = String.format(pattern, directory.resolve("members"));
        DriverManager.getConnection(url.replaceAll(";.*", "")).close();

        MemberportException told = assertThrows(
                MemberportException.class, () -> JdbcMemberSink.to(url).build().check());

        assertEquals(FailureKind.TARGET, told.kind());
        String message = String.valueOf(told.getMessage());
        assertTrue(message.contains(says), message);
        assertTrue(message.contains("Remove it from the target, and from the database"), message);
        assertThrows(MemberportException.class, () -> loaded(url));
    }

    @ParameterizedTest
    @CsvSource({
        "?journal_mode=OFF, delete",
        "?journal_mode=MEMORY, delete",
        "?journal_mode=WAL, wal",
        "?journal_mode=TRUNCATE, truncate"
    })
    void leaveSqliteAJournal(String parameter, String journal) {
        String url = "jdbc:sqlite:" + directory.resolve("members.db") + parameter + "&synchronous=OFF";
        try (JdbcSession session = JdbcSession.open(
                Database.of(url, Credentials.NONE, DatabaseProduct.AUTO, Set.of(), TimeLimits.USUAL), "target")) {
            assertEquals(journal, asked(session, "PRAGMA main.journal_mode"));
            assertEquals("2", asked(session, "PRAGMA synchronous"));
        }
    }

    /** Rather than most of the machine's memory; what the user says comes first. */
    @ParameterizedTest
    @CsvSource({
        "'', 488.2 MiB",
        ";memory_limit=300MB, 286.1 MiB",
        ";max_memory=300MB, 286.1 MiB",
        ";memory_limit=1GB, 953.6 MiB"
    })
    void leaveDuckDbLittleMemory(String parameter, String limit) {
        String url = "jdbc:duckdb:" + directory.resolve("members.duckdb") + parameter;
        Database database = Database.of(url, Credentials.NONE, DatabaseProduct.AUTO, Set.of(), TimeLimits.USUAL);
        try (JdbcSession first = JdbcSession.open(database, "target");
                JdbcSession second = JdbcSession.open(database, "target")) {
            assertEquals(limit, asked(first, MEMORY_LIMIT));
            assertEquals(limit, asked(second, MEMORY_LIMIT));
        }
    }

    @Test
    void leaveAProgramTheMemoryOfItsOwnDuckDb() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet before = statement.executeQuery(MEMORY_LIMIT)) {
            before.next();
            String limit = before.getString(1);
            Database database = Database.of(
                    new KeptConnection(connection), "the program's", DatabaseProduct.AUTO, TimeLimits.USUAL);
            try (JdbcSession session = JdbcSession.open(database, "target")) {
                assertEquals(limit, asked(session, MEMORY_LIMIT));
            }
        }
    }

    private static String asked(JdbcSession session, String question) {
        return session.call(
                Operation.READ,
                handle -> handle.createQuery(question).mapTo(String.class).one());
    }
}
