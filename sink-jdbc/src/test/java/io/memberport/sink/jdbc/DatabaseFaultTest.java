package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.LosingProxy.Ending;
import io.memberport.sink.jdbc.LosingProxy.Loss;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.driver.NativeLibrary;
import io.memberport.sink.jdbc.failure.DatabaseFault;
import io.memberport.sink.jdbc.failure.SqlFailures;
import io.memberport.testing.database.DatabaseServer;
import io.memberport.testing.database.MariaDbServer;
import io.memberport.testing.database.PostgresServer;
import io.memberport.testkit.TestExport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user is told when a database cannot be reached or used, and what to do then. */
final class DatabaseFaultTest extends DatabaseTest {

    private static final String NOT_LET_IN = "The database does not accept this user. Check user and password";
    private static final String NO_DATABASE = "There is no database of this name. Check the name in the target's URL";
    private static final String NO_HOST = "Its host is not known. Check the host in the target's URL.";
    private static final String NOBODY = "Nothing answers at this host and port. Check both in the target's URL";
    private static final String NO_TLS =
            "The server does not speak TLS, which the target's URL asks for. Have TLS turned on there";
    private static final String PARAMETER = "The driver does not accept a parameter of the target's URL. Correct it";
    private static final String NO_MORE = "The database has no connection left for this user. Close some";
    private static final String LOST = "The connection was lost. Run again when the database can be reached.";
    private static final String FULL = "Its disk is full, or it has reached its maximum size. Make room";
    private static final String IN_USE = "Another program has the database's file open. Close it there";
    private static final String NO_FILE_OF_IT =
            "The file is not a database of this kind, and was not changed. Name another";
    private static final String DAMAGED = "The database is damaged, or its file is of another kind. Restore it";

    /** An alert of TLS 1.2: fatal, 40 (RFC 5246, 7.2). */
    private static final byte[] HANDSHAKE_FAILURE = {21, 3, 3, 0, 2, 2, 40};

    private static final TestExport EXPORT = export(1_000);

    /** Databases that are servers; how their URLs ask for TLS. */
    enum Server {
        POSTGRESQL("sslmode=require", "sslmode=perhaps", "COPY "),
        MARIADB("sslMode=verify-full", "sslMode=perhaps", "autocommit=0");

        private final String tls;
        private final String mistake;
        private final String load;

        Server(String tls, String mistake, String load) {
            this.tls = tls;
            this.mistake = mistake;
            this.load = load;
        }

        private DatabaseServer running() {
            return this == POSTGRESQL ? PostgresServer.shared() : MariaDbServer.shared();
        }
    }

    private static TestExport export(int members) {
        TestExport export = TestExport.of("batch-1");
        for (int i = 1; i <= members; i++) {
            export = export.member("m-" + i, values(variable("v-a", "A", "string"), text("x".repeat(500))));
        }
        return export;
    }

    private static void assertTold(String advice, Server server, String url, String user, String password) {
        MemberportException failed = assertThrows(
                MemberportException.class,
                () -> JdbcMemberSink.to(url)
                        .credentials(user, password)
                        .dialect(server.name().toLowerCase(java.util.Locale.ROOT))
                        .build()
                        .check());
        assertEquals(FailureKind.TARGET, failed.kind());
        assertTrue(failed.toString().contains("cannot be reached"), failed::toString);
        assertTrue(failed.toString().contains(advice), failed::toString);
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatKeepsAServerFromBeingReached(Server server) throws Exception {
        DatabaseServer running = server.running();
        String name = running.newDatabase();
        String url = running.url(name);
        String separator = url.contains("?") ? "&" : "?";
        String user = running.user();
        String password = running.password();
        try {
            assertTold(NOT_LET_IN, server, url, user, "not the password");
            assertTold(NO_DATABASE, server, running.url("nowhere"), user, password);
            assertTold(NO_HOST, server, url.replace("127.0.0.1", "nowhere.invalid"), user, password);
            assertTold(NOBODY, server, url.replace(":" + running.port(), ":1"), user, password);
            assertTold(NO_TLS, server, url + separator + server.tls, user, password);
            assertTold(PARAMETER, server, url + separator + server.mistake, user, password);
            assertTold(PARAMETER, server, url + separator + "socketTimeout=soon", user, password);
        } finally {
            running.dropDatabase(name);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsThatThereAreTooManyConnections(Server server) throws Exception {
        DatabaseServer running = server.running();
        String name = running.newDatabase();
        String user = "crowded_" + name;
        SinkRuns administration = new SinkRuns(new TestDatabase(
                Product.valueOf(server.name()), running.url(name), running.user(), running.password(), () -> {}));
        administration.execute(
                server == Server.POSTGRESQL
                        ? "CREATE USER " + user + " PASSWORD 'change-me' CONNECTION LIMIT 0"
                        : "CREATE USER " + user + " IDENTIFIED BY 'change-me' WITH MAX_USER_CONNECTIONS 1");
        if (server == Server.MARIADB) {
            administration.execute("GRANT ALL ON " + name + ".* TO " + user);
        }
        TestDatabase crowded =
                new TestDatabase(Product.valueOf(server.name()), running.url(name), user, "change-me", () -> {});
        try (Connection only = server == Server.MARIADB
                ? crowded.connect()
                : administration.database().connect()) {
            assertTold(NO_MORE, server, crowded.url(), user, "change-me");
            assertTrue(only.isValid(0));
        } finally {
            administration.execute("DROP USER " + user);
            running.dropDatabase(name);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsThatTheConnectionWasLost(Server server) throws Exception {
        DatabaseServer running = server.running();
        String name = running.newDatabase();
        try (LosingProxy proxy = LosingProxy.before(running.port(), server.load, Loss.OF_THE_REQUEST, Ending.CUT)) {
            String url = running.url(name).replace(":" + running.port() + "/", ":" + proxy.port() + "/");
            SinkRuns runs = new SinkRuns(new TestDatabase(
                    Product.valueOf(server.name()), url, running.user(), running.password(), () -> {}));
            proxy.arm();

            MemberportException failed = assertThrows(
                    MemberportException.class, () -> runs.load(runs.to().build(), EXPORT));

            assertTrue(failed.toString().contains(LOST), failed::toString);
            assertTrue(failed.toString().contains("Nothing was committed."), failed::toString);
        } finally {
            running.dropDatabase(name);
        }
    }

    /** It agrees to speak TLS, and then to nothing that the driver offers. */
    @Test
    void tellsThatTlsFails() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> agreeToTls(listening));
            server.setDaemon(true);
            server.start();

            assertTold(
                    "The TLS connection failed, because of a certificate that is not trusted for example."
                            + " Check the server's certificate",
                    Server.POSTGRESQL,
                    "jdbc:postgresql://127.0.0.1:" + listening.getLocalPort() + "/members?sslmode=require",
                    "user",
                    "password");
        }
    }

    private static void agreeToTls(ServerSocket listening) {
        try (Socket client = listening.accept()) {
            client.getInputStream().readNBytes(8);
            client.getOutputStream().write('S');
            client.getInputStream().readNBytes(5);
            client.getOutputStream().write(HANDSHAKE_FAILURE);
            client.getInputStream().readAllBytes();
        } catch (IOException ended) {
            // The client has seen enough.
        }
    }

    @Test
    void tellsThatSqliteHasNoRoomLeft() {
        SinkRuns runs = on(Product.SQLITE);
        String url = runs.database().url() + "?max_page_count=60";
        SinkRuns small = new SinkRuns(new TestDatabase(Product.SQLITE, url, null, null, () -> {}));

        MemberportException failed = assertThrows(
                MemberportException.class, () -> small.load(small.to().build(), EXPORT));

        assertTrue(failed.toString().contains(FULL), failed::toString);
    }

    /** As H2 says it; there is no other way to fill a disk that everybody may use. */
    @Test
    void knowsAFullDiskByWhatTheSystemSays() {
        SQLException failed = new SQLException(
                "General error: \"org.h2.mvstore.MVStoreException: Writing to sun.nio.ch.FileChannelImpl failed\"",
                "HY000",
                50000,
                new IllegalStateException(new IOException("No space left on device")));

        assertEquals(DatabaseFault.DISK_FULL, DatabaseFault.of(failed));
    }

    @Test
    void tellsThatATriggerRefused() throws Exception {
        SinkRuns runs = on(Product.MARIADB);
        runs.load(runs.to().build(), export(1));
        runs.execute("CREATE TRIGGER refusing BEFORE INSERT ON memberport_sync FOR EACH ROW SIGNAL SQLSTATE '45000'");

        MemberportException failed = assertThrows(
                MemberportException.class, () -> runs.load(runs.to().build(), TestExport.of("batch-2")));

        assertTrue(failed.toString().contains("A trigger of the database forbids it"), failed::toString);
        assertTrue(failed.toString().contains("exempt this user"), failed::toString);
    }

    @Test
    void knowsTheLimitsOfServers() {
        assertEquals(
                DatabaseFault.NO_STATEMENT_LEFT,
                DatabaseFault.of(new SQLException("Can't create more than max_prepared_stmt_count", "42000", 1461)));
        assertEquals(
                DatabaseFault.HOURLY_LIMIT,
                DatabaseFault.of(new SQLException("User has exceeded the 'max_questions' resource", "42000", 1226)));
        assertEquals(DatabaseFault.NULL, DatabaseFault.of(new SQLException("Column cannot be null", "23000", 1048)));
        assertEquals(DatabaseFault.RAISED, DatabaseFault.of(new SQLException("refused", "P0001")));
        assertEquals(
                DatabaseFault.SERVER_PARAMETER,
                DatabaseFault.whileConnecting(new SQLException("unrecognized", "42704")));
    }

    /** As H2 says it, and as Java does of a class that could not be initialised a moment ago. */
    @Test
    void leavesWhatThisProcessIsShortOfToTheProcess() {
        SQLException wrapped =
                new SQLException("Out of memory.", "90108", 90108, new OutOfMemoryError("Java heap space"));
        NoClassDefFoundError later = new NoClassDefFoundError("Could not initialize class x.Y");
        later.initCause(new ExceptionInInitializerError(
                "Exception java.lang.OutOfMemoryError: Java heap space [in thread \"memberport-jdbc\"]"));

        assertThrows(OutOfMemoryError.class, () -> SqlFailures.connecting("target", wrapped));
        assertThrows(OutOfMemoryError.class, () -> SqlFailures.rethrown("target", later));
        assertThrows(
                OutOfMemoryError.class,
                () -> new NativeLibrary("X", "jdbc:x:", NativeLibrary.TEMPORARY).loading(() -> {
                    throw later;
                }));
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "H2", "DUCKDB"})
    void tellsThatAFileCannotBeMade(Product product) {
        String name = "/proc/self/task/members";
        assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "only Linux has a place where no one makes files");
        String url = "jdbc:" + product.name().toLowerCase(java.util.Locale.ROOT) + ":" + name;

        MemberportException failed = assertThrows(
                MemberportException.class,
                () -> new SinkRuns(new TestDatabase(product, url, null, null, () -> {}))
                        .load(JdbcMemberSink.to(url).build(), EXPORT));

        assertTrue(
                failed.toString().contains("The file cannot be opened or made here. Check its path"), failed::toString);
    }

    @Test
    void tellsThatAnotherProgramHasTheFile() throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        runs.load(runs.to().build(), export(1));
        String url = runs.database().url() + "?busy_timeout=1";
        try (Connection other = runs.database().connect();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");

            MemberportException failed = assertThrows(
                    MemberportException.class,
                    () -> JdbcMemberSink.to(url).build().check());

            assertEquals(FailureKind.TARGET_BUSY, failed.kind());
            assertTrue(failed.toString().contains(IN_USE), failed::toString);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "DUCKDB"})
    void tellsThatAFileIsNoDatabase(Product product) throws Exception {
        SinkRuns runs = on(product);
        Files.writeString(file(product), "\1no database at all\n".repeat(1_000));

        MemberportException failed =
                assertThrows(MemberportException.class, () -> runs.to().build().check());

        assertTrue(failed.toString().contains(NO_FILE_OF_IT), failed::toString);
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "H2"})
    void tellsThatAFileIsDamaged(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(runs.to().build(), export(100));
        damage(file(product));

        MemberportException failed =
                assertThrows(MemberportException.class, () -> runs.to().build().check());

        assertTrue(failed.toString().contains(DAMAGED), failed::toString);
    }

    private Path file(Product product) {
        return directory.resolve(
                switch (product) {
                    case SQLITE -> "members.db";
                    case DUCKDB -> "members.duckdb";
                    default -> "members.mv.db";
                });
    }

    /** Leaves of it what tells the kind of file. */
    private static void damage(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        Arrays.fill(content, 100, content.length, (byte) 0x55);
        Files.write(file, content, StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Test
    void tellsThatDuckDbNeedsMoreMemory() {
        SinkRuns runs = on(Product.DUCKDB);
        JdbcMemberSink.Builder sink = JdbcMemberSink.to(runs.database().url() + ";memory_limit=4MB");

        MemberportException failed =
                assertThrows(MemberportException.class, () -> runs.load(sink.build(), export(20_000)));

        assertTrue(failed.toString().contains("DuckDB needs more memory than its limit."), failed::toString);
        assertTrue(failed.toString().contains("Raise it in the target"), failed::toString);
    }

    /** In the words of DuckDB, which has neither states nor codes. */
    @Test
    void knowsTheConflictsOfDuckDb() throws Exception {
        SinkRuns runs = on(Product.DUCKDB);
        try (Connection one = runs.database().connect();
                Connection other = runs.database().connect()) {
            execute(one, "CREATE TABLE memberport_sync (sync_id BIGINT PRIMARY KEY)");
            execute(one, "INSERT INTO memberport_sync VALUES (1)");

            assertBusy(one, other, "UPDATE memberport_sync SET sync_id = 2", "UPDATE memberport_sync SET sync_id = 3");
            assertBusy(one, other, "INSERT INTO memberport_sync VALUES (9)", "INSERT INTO memberport_sync VALUES (9)");
            assertBusy(one, other, "CREATE TABLE member (a INTEGER)", "CREATE TABLE member (a INTEGER)");
            assertBusy(
                    one,
                    other,
                    "ALTER TABLE memberport_sync ADD COLUMN a INTEGER",
                    "INSERT INTO memberport_sync VALUES (7)");
        }
    }

    private static void assertBusy(Connection one, Connection other, String first, String second) throws SQLException {
        execute(one, "BEGIN");
        execute(other, "BEGIN");
        execute(one, first);
        SQLException failed = assertThrows(SQLException.class, () -> {
            execute(other, second);
            execute(one, "COMMIT");
            execute(other, "COMMIT");
        });
        assertTrue(DatabaseFault.isBusy(failed), failed::toString);
        rollBack(one);
        rollBack(other);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void rollBack(Connection connection) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException ended) {
            // By its failure, or by its commit.
        }
    }
}
