package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.port.ErasureReceipt;
import io.memberport.port.LastCommit;
import io.memberport.port.Layout;
import io.memberport.port.MemberEraser;
import io.memberport.port.MembersToErase;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.privacy.HashKey;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.testkit.TestExport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JdbcEraserTest extends DatabaseTest {

    private static final ProfileVariable CITY = variable("v-city", "City", "string");
    private static final String SECRET = "Geheim-4711";
    private static final String GONE = "gone'0815";
    private static final MembersToErase ERASED =
            MembersToErase.of(List.of(Text.of(GONE), Text.of("not there"), Text.of("x "), Text.of("M-2")));

    private static TestExport export(String batch) {
        return TestExport.of(batch)
                .member("m-1", values(CITY, text("Graz")))
                .member(GONE, values(CITY, text(SECRET), text(SECRET + "-2")))
                .member("GONE'0815", values(CITY, text("Linz")))
                .member("x", values(CITY, text("Wien")))
                .member("m-2");
    }

    private static List<JdbcMemberSink> sinks(SinkRuns runs) {
        List<JdbcMemberSink> sinks = new ArrayList<>();
        for (Layout layout : Layout.values()) {
            for (Mode mode : List.of(Mode.MERGE, Mode.APPEND)) {
                if (runs.database().product() != Product.ANSI || layout != Layout.JSON) {
                    sinks.add(runs.to().layout(layout).mode(mode).build());
                }
            }
        }
        return sinks;
    }

    /** Every row of every table of members and variables, as text. */
    private static List<String> rows(SinkRuns runs) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = runs.database().connect()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet table = connection
                    .getMetaData()
                    .getTables(connection.getCatalog(), runs.database().schema(connection), "%", null)) {
                while (table.next()) {
                    String name = table.getString("TABLE_NAME");
                    if (name.toLowerCase(java.util.Locale.ROOT).matches("(member|variable)(_.*)?")
                            && table.getString("TABLE_TYPE").contains("TABLE")) {
                        tables.add(name);
                    }
                }
            }
            for (String table : tables) {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
                    while (row.next()) {
                        StringBuilder cells = new StringBuilder(table);
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            cells.append('|').append(row.getString(i));
                        }
                        rows.add(cells.toString());
                    }
                }
            }
        }
        rows.sort(null);
        return rows;
    }

    private static boolean isOfGone(String row) {
        return row.contains(SECRET) || row.contains("|" + GONE + "|") || row.endsWith("|" + GONE);
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void leavesAllOtherRowsOfAllTablesAsTheyAre(Product product) throws Exception {
        SinkRuns runs = on(product);
        for (JdbcMemberSink sink : sinks(runs)) {
            runs.load(sink, export("b-1"));
        }
        runs.load(runs.to().mode(Mode.APPEND).build(), export("b-2"));
        List<String> before = rows(runs);
        long ofGone = before.stream().filter(JdbcEraserTest::isOfGone).count();
        assertTrue(ofGone >= 9, before::toString);
        MemberEraser eraser = runs.to().build().eraser().orElseThrow();
        List<Optional<LastCommit>> commits = sinks(runs).stream()
                .map(sink -> sink.lastCommit(SinkRuns.COMMUNITY))
                .toList();

        ErasureReceipt counted = eraser.count(SinkRuns.COMMUNITY, ERASED);
        assertEquals(before, rows(runs));
        ErasureReceipt receipt = eraser.erase(SinkRuns.COMMUNITY, ERASED);

        assertEquals(counted, receipt);
        assertEquals(1, receipt.members());
        assertEquals(ofGone, receipt.rows());
        List<String> rest = before.stream().filter(row -> !isOfGone(row)).toList();
        assertEquals(rest, rows(runs));
        assertEquals(
                commits,
                sinks(runs).stream()
                        .map(sink -> sink.lastCommit(SinkRuns.COMMUNITY))
                        .toList());
        assertEquals(0, eraser.erase(SinkRuns.COMMUNITY, ERASED).members());
        assertTrue(String.join("", receipt.remains()).contains("Backups, replicas and logs of"));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void hasNothingToEraseWhereNothingWasCommitted(Product product) throws Exception {
        MemberEraser eraser = on(product).to().build().eraser().orElseThrow();

        assertEquals(ErasureReceipt.ofNoExport(), eraser.count("any", ERASED));
        assertEquals(ErasureReceipt.ofNoExport(), eraser.erase("any", ERASED));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void refusesAnotherCommunity(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(runs.to().build(), export("b-1"));
        List<String> before = rows(runs);
        MemberEraser eraser = runs.to().build().eraser().orElseThrow();

        MemberportException refused = assertThrows(MemberportException.class, () -> eraser.erase("other", ERASED));

        assertFalse(String.valueOf(refused.getMessage()).contains(GONE));
        assertEquals(FailureKind.TARGET, refused.kind());
        assertTrue(String.valueOf(refused.getMessage()).contains("holds members of the community"));
        assertTrue(String.valueOf(refused.getMessage()).contains("Name the community that they are of"));
        assertEquals(before, rows(runs));
    }

    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"POSTGRESQL", "MARIADB"})
    void isRefusedWhileARunIsInProgress(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(runs.to().build(), export("b-1"));
        MemberEraser eraser = runs.to().build().eraser().orElseThrow();
        try (JdbcMemberSink sink = runs.to().build();
                SinkRun run = sink.open(SinkContext.of(SinkRuns.COMMUNITY))) {
            export("b-2").blocks().forEach(run::write);

            MemberportException busy =
                    assertThrows(MemberportException.class, () -> eraser.erase(SinkRuns.COMMUNITY, ERASED));

            assertEquals(FailureKind.TARGET_BUSY, busy.kind());
        }
        assertEquals(1, eraser.erase(SinkRuns.COMMUNITY, ERASED).members());
    }

    /** Where there is no lock, as if another run had committed. */
    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"SQLITE", "H2", "DUCKDB", "ANSI"})
    void keepsARunInProgressFromBringingThemBack(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(runs.to().build(), export("b-1"));
        TestExport late = export("b-2");
        try (JdbcMemberSink sink = runs.to().build();
                SinkRun run = sink.open(SinkContext.of(SinkRuns.COMMUNITY))) {
            late.blocks().forEach(run::write);

            runs.to().build().eraser().orElseThrow().erase(SinkRuns.COMMUNITY, ERASED);

            MemberportException busy = assertThrows(MemberportException.class, () -> run.commit(late.metadata()));
            assertEquals(FailureKind.TARGET_BUSY, busy.kind());
        }
        assertFalse(rows(runs).stream().anyMatch(JdbcEraserTest::isOfGone));
        runs.load(runs.to().build(), export("b-3"));
        assertTrue(rows(runs).stream().anyMatch(JdbcEraserTest::isOfGone), "a later export brings them back");
    }

    /** The run may be about to bring members who are not there yet. */
    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"SQLITE", "H2", "DUCKDB", "ANSI"})
    void keepsARunInProgressAwayThoughItFindsNothing(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(
                runs.to().build(),
                TestExport.of("b-1").member("m-9", TestExport.values(TestExport.variable("v", "V", "string"))));
        TestExport late = export("b-2");
        try (JdbcMemberSink sink = runs.to().build();
                SinkRun run = sink.open(SinkContext.of(SinkRuns.COMMUNITY))) {
            late.blocks().forEach(run::write);

            assertEquals(
                    0,
                    runs.to()
                            .build()
                            .eraser()
                            .orElseThrow()
                            .erase(SinkRuns.COMMUNITY, ERASED)
                            .members());

            MemberportException busy = assertThrows(MemberportException.class, () -> run.commit(late.metadata()));
            assertEquals(FailureKind.TARGET_BUSY, busy.kind());
        }
        assertFalse(rows(runs).stream().anyMatch(JdbcEraserTest::isOfGone));
    }

    /** Histories hold what was written under each key. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void saysThatItHasNotLookedForIdsUnderAnotherKey(Product product) throws Exception {
        SinkRuns runs = on(product);
        PrivacyPolicy former = hashing("former");
        PrivacyPolicy present = hashing("present");
        JdbcMemberSink sink = runs.to().mode(Mode.APPEND).build();
        for (PrivacyPolicy policy : List.of(PrivacyPolicy.NONE, former, present)) {
            ExportTransfer.forCommunity(SinkRuns.COMMUNITY)
                    .withPrivacy(policy)
                    .run(export("b-1").asFile(), null, List.of(sink), ExportListener.NONE);
        }
        MembersToErase members = ERASED.alsoHashed(Objects.requireNonNull(present.memberIdKey()), present::memberId);

        ErasureReceipt receipt = sink.eraser().orElseThrow().erase(SinkRuns.COMMUNITY, members);

        assertEquals(3, receipt.exports());
        assertEquals(1, receipt.members(), "in clear and hashed, it is one");
        assertTrue(
                receipt.remains().get(0).contains("hashed with another key (" + former.memberIdKey() + ")"),
                receipt::toString);
        ErasureReceipt rest = sink.eraser()
                .orElseThrow()
                .erase(
                        SinkRuns.COMMUNITY,
                        members.alsoHashed(Objects.requireNonNull(former.memberIdKey()), former::memberId));
        assertEquals(1, rest.members());
        assertFalse(rest.toString().contains("another key"), rest::toString);
    }

    private static PrivacyPolicy hashing(String key) {
        return PrivacyPolicy.builder()
                .hashMemberIds()
                .key(HashKey.of("0123456789abcdef0123456789abcdef" + key))
                .build();
    }

    /** Of the wide layout, say, beside a table of the owner's that happens to have such a name. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void leavesTablesAloneThatAreNotItsOwn(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(runs.to().layout(Layout.WIDE).build(), export("b-1"));
        runs.execute("CREATE TABLE member_value (member_id VARCHAR(20))");
        runs.execute("INSERT INTO member_value VALUES ('gone''0815')");

        assertEquals(
                1,
                runs.to()
                        .layout(Layout.WIDE)
                        .build()
                        .eraser()
                        .orElseThrow()
                        .erase(SinkRuns.COMMUNITY, ERASED)
                        .rows());

        assertEquals("1", runs.one("SELECT COUNT(*) FROM member_value"));
    }

    /** As a trigger does it, or a policy for rows. */
    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"SQLITE"})
    void failsIfTheDatabaseKeepsRows(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(runs.to().build(), export("b-1"));
        runs.execute("CREATE TRIGGER keep BEFORE DELETE ON member_value BEGIN SELECT RAISE(IGNORE); END");
        List<String> before = rows(runs);
        MemberEraser eraser = runs.to().build().eraser().orElseThrow();

        MemberportException kept =
                assertThrows(MemberportException.class, () -> eraser.erase(SinkRuns.COMMUNITY, ERASED));

        String message = String.valueOf(kept.getMessage());
        assertTrue(message.contains("rows that were deleted from"), message);
        assertTrue(message.contains("a trigger, a rule or a policy for rows prevents it"), message);
        assertTrue(message.contains("Remove it, then"), message);
        assertEquals(before, rows(runs));
    }
}
