package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.TargetResult;
import io.memberport.sink.jdbc.LosingProxy.Ending;
import io.memberport.sink.jdbc.LosingProxy.Loss;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.database.TimeLimits;
import io.memberport.testing.database.DatabaseServer;
import io.memberport.testing.database.MariaDbServer;
import io.memberport.testing.database.PostgresServer;
import io.memberport.testkit.TestExport;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server that does not answer any more, while the connection to it stays open. Bounds that a test is about are short; all
 * others are so long that no machine is too slow for them.
 */
@Tag("fault")
@Timeout(300)
class SilentServerTest {

    private static final String COMMIT = "COMMIT";
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration AMPLE = Duration.ofSeconds(100);

    private static final TestExport FORMER =
            TestExport.of("batch-1").member("m-1", values(variable("v-a", "A", "string"), text("former")));

    private static final String NEW = "new" + "!".repeat(2_000);

    /** So many, and so long, that they are sent while the export is read. */
    private static final TestExport EXPORT = export(1_100);

    /** Servers, and how they are spoken to. */
    enum Server {
        POSTGRESQL("pg_try_advisory_lock", "COPY ", "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE"),
        // What is loaded: the statement is tried without rows first.
        MARIADB("GET_LOCK", "m-7", "LOCK TABLES %s WRITE");

        private final String lock;
        private final String load;
        private final String lockTable;

        Server(String lock, String load, String lockTable) {
            this.lock = lock;
            this.load = load;
            this.lockTable = lockTable;
        }

        private DatabaseServer start() {
            return this == POSTGRESQL ? PostgresServer.shared() : MariaDbServer.shared();
        }
    }

    /** A test's database, with a proxy in front of it. */
    private static final class Target implements AutoCloseable {

        private final Server server;
        private final DatabaseServer running;
        private final String name;
        private final SinkRuns direct;
        private final SinkRuns runs;
        private final LosingProxy proxy;
        private final String request;

        private Target(Server server, String request, Loss loss, Ending ending) throws Exception {
            this.server = server;
            this.request = request;
            running = server.start();
            name = running.newDatabase();
            direct = new SinkRuns(database(running.port()));
            direct.load(direct.to().build(), FORMER);
            proxy = LosingProxy.before(running.port(), request, loss, ending);
            runs = new SinkRuns(database(proxy.port()));
        }

        private TestDatabase database(int port) {
            String url = running.url(name).replace(":" + running.port() + "/", ":" + port + "/");
            return new TestDatabase(Product.valueOf(server.name()), url, running.user(), running.password(), () -> {});
        }

        private TargetResult load(TimeLimits waits) {
            if (request.equals(COMMIT)) {
                // Batches of rows have a commit of their own; the last statement before the one that counts is this.
                proxy.armAfter("UPDATE ");
            } else {
                proxy.arm();
            }
            return runs.load(runs.to().waits(waits).build(), EXPORT).targets().get(0);
        }

        private MemberportException failure(TimeLimits waits) {
            MemberportException failed = assertThrows(MemberportException.class, () -> load(waits));
            assertTrue(proxy.hasLost(), "the proxy has seen the request");
            return failed;
        }

        private void assertShows(String expected) throws Exception {
            assertEquals(expected, direct.one("SELECT value FROM member_value WHERE member_id = 'm-1'"));
        }

        private void assertNextRunWrites(TargetResult.Outcome outcome) throws Exception {
            assertEquals(
                    outcome,
                    direct.load(direct.to().build(), EXPORT).targets().get(0).outcome());
            assertShows(NEW);
        }

        @Override
        public void close() throws IOException {
            proxy.close();
            running.dropDatabase(name);
        }
    }

    private static TestExport export(int members) {
        TestExport export = TestExport.of("batch-2");
        for (int i = 1; i <= members; i++) {
            export = export.member("m-" + i, values(variable("v-a", "A", "string"), text(NEW)));
        }
        return export;
    }

    private static void assertSays(MemberportException failed, String words) {
        assertTrue(failed.toString().contains(words), failed::toString);
    }

    private static TimeLimits waits(Duration connection, Duration answer, Duration load, Duration commit) {
        return new TimeLimits(connection, answer, SHORT, SHORT, load, AMPLE, commit, SHORT, SHORT);
    }

    @ParameterizedTest
    @EnumSource
    void isGivenUpWhileItIsConnectedTo(Server server) throws Exception {
        try (Target target = new Target(server, "", Loss.OF_THE_REQUEST, Ending.SILENCE)) {
            MemberportException failed = target.failure(waits(SHORT, AMPLE, AMPLE, AMPLE));

            assertEquals(FailureKind.TARGET, failed.kind());
            assertSays(failed, "cannot be reached: no answer for");
            assertSays(failed, "Check whether it is at work, and whether the network reaches it.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isGivenUpWhileItIsLocked(Server server) throws Exception {
        try (Target target = new Target(server, server.lock, Loss.OF_THE_ANSWER, Ending.SILENCE)) {
            MemberportException failed = target.failure(waits(AMPLE, SHORT, AMPLE, AMPLE));

            assertSays(failed, "could not be locked: no answer for");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isGivenUpWhileItIsLoaded(Server server) throws Exception {
        try (Target target = new Target(server, server.load, Loss.OF_THE_REQUEST, Ending.SILENCE)) {
            MemberportException failed = target.failure(waits(AMPLE, AMPLE, SHORT, AMPLE));

            assertSays(failed, "could not be written: no answer for");
            assertSays(failed, "Nothing was committed.");
            target.assertShows("former");
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasCommittedThoughItDoesNotSaySo(Server server) throws Exception {
        try (Target target = new Target(server, COMMIT, Loss.OF_THE_ANSWER, Ending.SILENCE)) {
            assertEquals(
                    TargetResult.Outcome.COMMITTED,
                    target.load(waits(AMPLE, AMPLE, AMPLE, SHORT)).outcome());

            assertTrue(target.proxy.hasLost(), "the proxy has seen the commit");
            target.assertNextRunWrites(TargetResult.Outcome.ALREADY_COMMITTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasNotCommittedIfItNeverHeardOfIt(Server server) throws Exception {
        try (Target target = new Target(server, COMMIT, Loss.OF_THE_REQUEST, Ending.SILENCE)) {
            MemberportException failed = target.failure(waits(AMPLE, AMPLE, AMPLE, SHORT));

            assertSays(failed, "could not be committed to: no answer for");
            assertSays(failed, "Nothing was committed.");
            target.assertShows("former");
            target.assertNextRunWrites(TargetResult.Outcome.COMMITTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void mayHaveCommittedIfItCannotBeAsked(Server server) throws Exception {
        try (Target target = new Target(server, COMMIT, Loss.OF_THE_ANSWER, Ending.SILENCE_FOR_GOOD)) {
            MemberportException failed = target.failure(waits(AMPLE, AMPLE, AMPLE, SHORT));

            assertEquals(FailureKind.TARGET, failed.kind());
            assertSays(failed, "was committing when its answer was lost. It is unknown whether it has committed.");
            assertSays(failed, "Run again: what is committed is not written twice.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasCommittedThoughTheRunIsInterrupted(Server server) throws Exception {
        try (Target target = new Target(server, COMMIT, Loss.OF_THE_ANSWER, Ending.SILENCE)) {
            Thread interrupter = interruptAfterLoss(target.proxy);
            try {
                assertEquals(
                        TargetResult.Outcome.COMMITTED,
                        target.load(waits(AMPLE, AMPLE, AMPLE, AMPLE)).outcome());
            } finally {
                interrupter.join();
                assertTrue(Thread.interrupted(), "the interruption is not forgotten");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysThatItMayHaveCommittedIfTheRunIsInterrupted(Server server) throws Exception {
        try (Target target = new Target(server, COMMIT, Loss.OF_THE_REQUEST, Ending.SILENCE_FOR_GOOD)) {
            Thread interrupter = interruptAfterLoss(target.proxy);
            MemberportException failed;
            try {
                failed = target.failure(waits(AMPLE, AMPLE, AMPLE, AMPLE));
            } finally {
                interrupter.join();
                Thread.interrupted();
            }

            assertEquals(FailureKind.INTERRUPTED, failed.kind());
            assertSays(failed, "was committing when the run was interrupted. It is unknown whether it has committed.");
        }
    }

    private static Thread interruptAfterLoss(LosingProxy proxy) {
        Thread run = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            proxy.awaitLoss();
            run.interrupt();
        });
        interrupter.start();
        return interrupter;
    }

    @ParameterizedTest
    @EnumSource
    void isBusyIfAnotherSessionLocksATableBeforeTheRun(Server server) throws Exception {
        assertBusy(server, "memberport_sync", false);
    }

    @ParameterizedTest
    @EnumSource
    void isBusyIfAnotherSessionLocksATableInTheRun(Server server) throws Exception {
        assertBusy(server, "member_value", true);
    }

    private static void assertBusy(Server server, String table, boolean run) throws Exception {
        try (Target target = new Target(server, "", Loss.OF_THE_ANSWER, Ending.CUT);
                Connection other = target.direct.database().connect();
                Statement locking = other.createStatement()) {
            other.setAutoCommit(false);
            locking.execute(server.lockTable.formatted(table));
            JdbcMemberSink sink =
                    target.direct.to().waits(waits(AMPLE, AMPLE, AMPLE, AMPLE)).build();

            MemberportException busy = assertThrows(MemberportException.class, () -> {
                if (run) {
                    target.direct.load(sink, EXPORT);
                } else {
                    sink.check();
                }
            });

            assertEquals(FailureKind.TARGET_BUSY, busy.kind(), busy::toString);
            assertSays(busy, "Another session holds a lock on its tables. Find it");
        }
    }
}
