package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.model.VariableValues;
import io.memberport.port.Layout;
import io.memberport.port.MemberSink;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.testkit.TestExport;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FileUtils;
import org.junit.jupiter.api.Test;

/**
 * What a killed process leaves in a file of H2: each state that the file has in a run is opened. The store writes on a thread of its own,
 * here every millisecond in place of every 500, and at other moments in each repetition.
 */
class H2CrashTest {

    private static final String SUFFIX = ".mv.db";
    private static final String NO_TRACE = ";TRACE_LEVEL_FILE=0";
    private static final String USER = "sa";

    private static final int REPETITIONS = 50;
    private static final int FORMER_MEMBERS = 15;
    private static final int NEW_MEMBERS = 40;
    private static final TestExport FORMER = export("former", FORMER_MEMBERS, 12);
    private static final TestExport NEW = export("new", NEW_MEMBERS, 30);

    private final JdbcDataSource database = new JdbcDataSource();

    /** In memory, and with a name that no other had. */
    private static String newFile() {
        return "memFS:/h2-crash-" + UUID.randomUUID();
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

    private void load(TestExport export) {
        try (MemberSink sink = JdbcMemberSink.to(database, "H2")
                .layout(Layout.WIDE)
                .mode(Mode.MERGE)
                .build()) {
            ExportTransfer.forCommunity("tests").run(export.asFile(), null, List.of(sink), ExportListener.NONE);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void isTheFormerExportOrTheNewOne() throws Exception {
        RecordingFileSystem.register();
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            String file = newFile();
            database.setURL("jdbc:h2:recording:" + file + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE" + NO_TRACE);
            database.setUser(USER);
            try {
                load(FORMER);
                execute("SET WRITE_DELAY 1");
                requireWhole(RecordingFileSystem.statesDuring(() -> load(NEW)));
            } finally {
                execute("SHUTDOWN IMMEDIATELY");
                FileUtils.delete(file + SUFFIX);
            }
        }
    }

    private static void requireWhole(List<byte[]> states) throws IOException {
        String former = "members: " + FORMER_MEMBERS + ", commits: 1";
        String after = "members: " + NEW_MEMBERS + ", commits: 2";
        for (int i = 0; i < states.size(); i++) {
            String seen = seenIn(states.get(i));
            assertTrue(List.of(former, after).contains(seen), "state " + i + " of " + states.size() + ": " + seen);
        }
        assertEquals(former, seenIn(states.get(0)));
        assertEquals(after, seenIn(states.get(states.size() - 1)));
    }

    /** What another process finds in a file. */
    private static String seenIn(byte[] state) throws IOException {
        String left = newFile();
        try (OutputStream out = FilePath.get(left + SUFFIX).newOutputStream(false)) {
            out.write(state);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + left + NO_TRACE, USER, "")) {
            return "members: " + count(connection, "member_wide") + ", commits: "
                    + count(connection, "memberport_sync");
        } catch (SQLException unreadable) {
            return unreadable.toString();
        } finally {
            FileUtils.delete(left + SUFFIX);
        }
    }

    private static int count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
        }
    }
}
