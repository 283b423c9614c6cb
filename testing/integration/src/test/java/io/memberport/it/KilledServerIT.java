package io.memberport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.it.kill.InitialContent;
import io.memberport.testing.database.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of a run whose server crashes while it commits. The server, as durable as it is by default, is stopped at a
 * place by what the owner of the tables puts into them, and killed there.
 */
class KilledServerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Commits are on this server's disk before they wait for another one, which there never is. */
    private static final String WAIT_FOR_A_STANDBY = "synchronous_standby_names=nobody";

    private static PostgresServer server;

    @TempDir
    Path directory;

    private PostgresPlace place;
    private String former;

    @BeforeAll
    static void startServer() throws SQLException {
        server = PostgresServer.start(WAIT_FOR_A_STANDBY, "synchronous_commit=local");
        PostgresPlace.withUser(server);
    }

    @AfterAll
    static void endServer() {
        server.close();
    }

    @BeforeEach
    void loadTheEarlierExport() throws Exception {
        Exports.write(directory.resolve("earlier.json"), 15, 12, "4f9c4a3e-0000-4000-8000-000000000001");
        Exports.write(directory.resolve("export.json"), 40, 18, "4f9c4a3e-0000-4000-8000-000000000002");
        place = new PostgresPlace(server, "target_" + System.nanoTime());
        assertEquals(0, start("earlier.json", place.earlierUrl()).waitFor());
        place.prepare(InitialContent.EARLIER_EXPORT);
        former = content();
    }

    @Test
    void failsIfTheServerDiesBeforeTheCommit() throws Exception {
        atTheSyncRow("PERFORM pg_sleep(600);", "");
        Process run = start("export.json", place.url());
        awaitWait("PgSleep");

        server.kill();
        String out = outputOf(run);
        server.restart();

        assertEquals(8, run.exitValue(), out);
        assertEquals(former, content());
        nextRunSays("\"outcome\":\"written\"");
    }

    @Test
    void failsIfTheServerDiesInTheCommitAndHasNotDoneIt() throws Exception {
        atTheSyncRow("PERFORM pg_sleep(600);", "DEFERRABLE INITIALLY DEFERRED");
        Process run = start("export.json", place.url());
        awaitWait("PgSleep");

        server.kill();
        server.restart();
        String out = outputOf(run);

        assertEquals(8, run.exitValue(), out);
        assertEquals(former, content());
        nextRunSays("\"outcome\":\"written\"");
    }

    @Test
    void findsOutThatTheServerHadCommittedBeforeItDied() throws Exception {
        atTheSyncRow("PERFORM set_config('synchronous_commit', 'on', true);", "");
        Process run = start("export.json", place.url());
        awaitWait("SyncRep");

        server.kill();
        server.restart();
        String out = outputOf(run);

        assertEquals(0, run.exitValue(), out);
        assertTrue(out.contains("\"outcome\":\"written\""), out);
        assertNotEquals(former, content());
        nextRunSays("\"outcome\":\"already-written\"");
    }

    /** Has the server do something when the sync row is written, or, if that is deferred, when it commits. */
    private void atTheSyncRow(String statement, String when) throws SQLException {
        try (Connection connection = place.connect()) {
            Sql.execute(
                    connection,
                    "CREATE FUNCTION at_sync() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN " + statement
                            + " RETURN NULL; END$$");
            Sql.execute(
                    connection,
                    "CREATE CONSTRAINT TRIGGER at_sync AFTER INSERT ON memberport_sync " + when
                            + " FOR EACH ROW EXECUTE FUNCTION at_sync()");
        }
    }

    private void nextRunSays(String outcome) throws Exception {
        try (Connection connection = place.connect()) {
            Sql.execute(connection, "DROP FUNCTION at_sync CASCADE");
        }
        Process run = start("export.json", place.url());
        String out = outputOf(run);
        assertEquals(0, run.exitValue(), out);
        assertTrue(out.contains(outcome), out);
        assertNotEquals(former, content());
    }

    private void awaitWait(String event) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = place.connect()) {
            while (Sql.column(connection, "SELECT pid FROM pg_stat_activity WHERE wait_event = '" + event + "'")
                    .isEmpty()) {
                assertTrue(System.nanoTime() - end < 0, "the server never comes to " + event);
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    private Process start(String export, String url) throws IOException {
        ProcessBuilder command =
                LauncherJar.plain(directory, "load", export, "--to", url, "--output", "json", "--quiet");
        command.environment().putAll(place.environment());
        return command.redirectError(
                        Files.createTempFile(directory, "run", ".err").toFile())
                .start();
    }

    private static String outputOf(Process run) throws IOException, InterruptedException {
        String out = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "does not end");
        return out;
    }

    private String content() throws SQLException {
        try (Connection connection = place.connect()) {
            return TableContent.of(connection);
        }
    }
}
