package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.MemberportException;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.model.VariableValues;
import io.memberport.port.Layout;
import io.memberport.port.MemberSink;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.testkit.TestExport;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a process that is killed leaves in a file of H2, whose store writes on a thread of its own: here every millisecond, not every 500. */
class H2CrashTest {

    private static final String BASE = "memFS:/h2-crash/";
    private static final int TRIALS = Boolean.getBoolean("memberport.thorough") ? 300 : 60;
    private static final int FORMER_MEMBERS = 15;
    private static final int NEW_MEMBERS = 40;

    @BeforeEach
    void register() {
        MortalFileSystem.register();
        MortalFileSystem.revive();
    }

    @AfterEach
    void removeFiles() {
        FileUtils.deleteRecursive(BASE, true);
    }

    private static TestExport export(String batchId, int members, int variables) {
        TestExport export = TestExport.of(batchId);
        for (int member = 0; member < members; member++) {
            List<VariableValues> all = new ArrayList<>();
            for (int i = 0; i < variables; i++) {
                all.add(values(variable("v-" + i, "Variable " + i, "string"), text(batchId + "x".repeat(10 * member))));
            }
            export = export.member("m-" + member, all.toArray(VariableValues[]::new));
        }
        return export;
    }

    private static final TestExport FORMER = export("former", FORMER_MEMBERS, 12);
    private static final TestExport NEW = export("new", NEW_MEMBERS, 30);

    /** The file of a trial, with the former export in it. */
    private record Database(String name, JdbcDataSource connections) {

        static Database create(int trial) throws SQLException {
            String name = BASE + trial + "/members";
            JdbcDataSource connections = new JdbcDataSource();
            connections.setURL(
                    "jdbc:h2:mortal:" + name + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0");
            connections.setUser("sa");
            Database database = new Database(name, connections);
            database.load(FORMER);
            database.execute("SET WRITE_DELAY 1");
            return database;
        }

        private void load(TestExport export) {
            try (MemberSink sink = JdbcMemberSink.to(connections, "H2")
                    .layout(Layout.WIDE)
                    .mode(Mode.MERGE)
                    .build()) {
                ExportTransfer.forCommunity("tests").run(export.asFile(), null, List.of(sink), ExportListener.NONE);
            }
        }

        private void execute(String sql) throws SQLException {
            try (Connection connection = connections.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        /** Loads the new export into a file that takes nothing more after a time. */
        private void loadKilledAfter(long nanos) throws InterruptedException {
            Thread killer = new Thread(() -> {
                try {
                    TimeUnit.NANOSECONDS.sleep(nanos);
                } catch (InterruptedException asExpected) {
                    Thread.currentThread().interrupt();
                }
                MortalFileSystem.die();
            });
            killer.start();
            try {
                load(NEW);
            } catch (MemberportException | IllegalStateException failure) {
                // It can read what it could not write.
                assertTrue(MortalFileSystem.isDead(), failure::toString);
            } finally {
                killer.join();
            }
        }

        /** What is in the file, read as another process would. */
        private String left() throws Exception {
            String copy = name + "-left";
            try (InputStream in = FilePath.get(name + ".mv.db").newInputStream();
                    OutputStream out = FilePath.get(copy + ".mv.db").newOutputStream(false)) {
                in.transferTo(out);
            }
            try (Connection connection =
                    DriverManager.getConnection("jdbc:h2:" + copy + ";TRACE_LEVEL_FILE=0", "sa", "")) {
                return "members: " + count(connection, "member_wide") + ", commits: "
                        + count(connection, "memberport_sync");
            } catch (SQLException unreadable) {
                return unreadable.toString();
            }
        }

        private static int count(Connection connection, String table) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
                row.next();
                return row.getInt(1);
            }
        }

        private void abandon() {
            try {
                execute("SHUTDOWN IMMEDIATELY");
            } catch (SQLException asExpected) {
                assertTrue(MortalFileSystem.isDead(), asExpected::toString);
            }
            FileUtils.deleteRecursive(BASE, true);
        }
    }

    @Test
    void isTheFormerExportOrTheNewOne() throws Exception {
        long duration = duration();
        Random random = new Random(1);
        List<String> allowed =
                List.of("members: " + FORMER_MEMBERS + ", commits: 1", "members: " + NEW_MEMBERS + ", commits: 2");
        for (int trial = 0; trial < TRIALS; trial++) {
            MortalFileSystem.revive();
            Database database = Database.create(trial);
            long after = (long) (random.nextDouble() * duration);

            database.loadKilledAfter(after);

            String left = database.left();
            assertTrue(allowed.contains(left), "trial " + trial + ", after " + after + " ns: " + left);
            database.abandon();
        }
    }

    /** Of a run that is not killed. */
    private static long duration() throws Exception {
        long longest = 0;
        for (int i = 0; i < 3; i++) {
            Database database = Database.create(-1 - i);
            long start = System.nanoTime();
            database.load(NEW);
            longest = System.nanoTime() - start;
            assertEquals("members: " + NEW_MEMBERS + ", commits: 2", database.left());
            database.abandon();
        }
        return longest;
    }
}
