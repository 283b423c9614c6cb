package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.option;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.export.TargetResult;
import io.memberport.export.TargetResult.Outcome;
import io.memberport.export.TargetsFailedException;
import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.port.LastCommit;
import io.memberport.port.Layout;
import io.memberport.privacy.HashKey;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.privacy.VariableSelector;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions.Departed;
import io.memberport.sink.jdbc.options.JdbcOptions.InvalidValues;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.testkit.TestExport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A policy for personal data is part of what is committed, and tables hold what was written under one policy only. */
class PolicyTest extends DatabaseTest {

    private static final ProfileVariable CITY = variable("v-city", "City", "string");
    private static final ProfileVariable HEALTH = variable("v-health", "Secret\0diagnosis", "set");
    private static final ProfileVariable INCOME = variable("v-income", "Income", "double");
    private static final ProfileVariable GONE = variable("v-gone", "Former question", "string");

    private static final PrivacyPolicy DROPS = PrivacyPolicy.builder()
            .rule(PrivacyAction.DROP, VariableSelector.id("v-health"))
            .build();

    private static final PrivacyPolicy STRICT = PrivacyPolicy.builder()
            .rule(PrivacyAction.DROP, VariableSelector.id("v-health"))
            .rule(PrivacyAction.HASH, VariableSelector.id("v-income"))
            .hashMemberIds()
            .withoutNamesOfDropped()
            .key(HashKey.of("0123456789abcdef0123456789abcdef"))
            .build();

    private static final Instant DAY_1 = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant DAY_2 = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant DAY_3 = Instant.parse("2026-03-03T00:00:00Z");

    static Stream<Arguments> tables() {
        return Stream.of(Product.values())
                .flatMap(product -> Stream.of(Layout.values()).map(layout -> Arguments.of(product, layout)));
    }

    private static TestExport full(String batch, Instant day, String... members) {
        TestExport export = TestExport.of(batch).dated(day, day);
        for (String member : members) {
            export = export.member(
                    member,
                    values(CITY, text("Graz")),
                    values(HEALTH, option("asthma", "o-asthma"), option("gout", "o-gout")),
                    values(INCOME, number("52417")));
        }
        return export;
    }

    private static JdbcMemberSink sink(SinkRuns runs, Layout layout) {
        return runs.to()
                .layout(layout)
                .invalidValues(InvalidValues.REPLACE)
                .departedLimit(100)
                .build();
    }

    private static TargetResult load(JdbcMemberSink sink, PrivacyPolicy policy, TestExport export) {
        return ExportTransfer.forCommunity(SinkRuns.COMMUNITY)
                .withPrivacy(policy)
                .run(export.asFile(), null, List.of(sink), ExportListener.NONE)
                .targets()
                .get(0);
    }

    private static MemberportException failure(JdbcMemberSink sink, PrivacyPolicy policy, TestExport export) {
        TargetsFailedException failed = assertThrows(TargetsFailedException.class, () -> load(sink, policy, export));
        MemberportException failure =
                Optional.ofNullable(failed.targets().get(0).failure()).orElseThrow();
        assertEquals(FailureKind.TARGET, failure.kind());
        return failure;
    }

    private static @Nullable String policyOf(JdbcMemberSink sink) {
        return sink.lastCommit(SinkRuns.COMMUNITY).map(LastCommit::policy).orElse(null);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void standsInTheSyncTableWithWhatItDropped(Product product, Layout layout) throws Exception {
        SinkRuns runs = on(product);
        JdbcMemberSink sink = sink(runs, layout);

        assertEquals(
                Outcome.COMMITTED,
                load(sink, DROPS, full("b-1", DAY_1, "m-1", "m-2")).outcome());

        assertEquals(DROPS.fingerprint(), runs.one("SELECT policy FROM memberport_sync"));
        assertEquals(DROPS.fingerprint(), policyOf(sink));
        assertEquals("8", runs.one("SELECT value_count FROM memberport_sync"));
        assertEquals("4", runs.one("SELECT dropped_value_count FROM memberport_sync"));
        JsonNode report = new ObjectMapper().readTree(runs.one("SELECT privacy FROM memberport_sync"));
        List<String> variables = new ArrayList<>();
        report.get("variables")
                .forEach(one -> variables.add(one.get("variableId").asText() + " "
                        + one.get("action").asText() + " " + one.get("values").asLong()));
        assertEquals(List.of("v-city keep 2", "v-health drop 4", "v-income keep 2"), variables);
        assertEquals(
                Outcome.ALREADY_COMMITTED,
                load(sink, DROPS, full("b-1", DAY_1, "m-1", "m-2")).outcome());
    }

    /** The rules are the same; Alida marks a variable as sensitive only later. */
    @ParameterizedTest
    @MethodSource("tables")
    void replacesEverythingIfARuleIsForAVariableThatWasNotBefore(Product product, Layout layout) throws Exception {
        SinkRuns runs = on(product);
        JdbcMemberSink sink = sink(runs, layout);
        PrivacyPolicy policy =
                PrivacyPolicy.builder().sensitive(PrivacyAction.DROP).build();
        ProfileVariable before = ProfileVariable.of("v-mail", "E-mail", "string", Sensitivity.NOT_SENSITIVE);
        ProfileVariable after = ProfileVariable.of("v-mail", "E-mail", "string", Sensitivity.SENSITIVE);
        load(sink, policy, mails("b-1", DAY_1, before, "m-1", "m-2"));
        // An export without the variable in between, after which it must still be known.
        load(
                sink,
                policy,
                TestExport.of("b-2").dated(DAY_2, DAY_2).since(DAY_1).member("m-1", values(CITY, text("Bonn"))));
        assertTrue(content(runs).contains("m-2@example"));

        MemberportException refused =
                failure(sink, policy, mails("b-3", DAY_3, after, "m-1").since(DAY_2));
        assertEquals(Remedy.EXPORT_IN_FULL, refused.remedy().orElseThrow());
        assertTrue(
                refused.toString()
                        .contains(
                                "Alida describes variables otherwise than before, so the privacy rules treat them otherwise: v-mail"),
                refused.toString());
        assertTrue(refused.toString().contains("Write a full export, which replaces all of it."));
        assertTrue(content(runs).contains("m-1@example"), "nothing was changed");

        load(sink, policy, mails("b-4", DAY_3, after, "m-1"));
        String content = content(runs);
        assertFalse(content.contains("@example"), content);
        assertTrue(content.contains("Graz"));
        load(sink, policy, mails("b-5", DAY_3.plusSeconds(60), after, "m-2").since(DAY_3));
        assertEquals("2", runs.one("SELECT COUNT(*) FROM " + membersOf(layout)));
    }

    private static TestExport mails(String batch, Instant day, ProfileVariable mail, String... members) {
        TestExport export = TestExport.of(batch).dated(day, day);
        for (String member : members) {
            export = export.member(member, values(CITY, text("Graz")), values(mail, text(member + "@example")));
        }
        return export;
    }

    @ParameterizedTest
    @MethodSource("tables")
    void leavesNothingOfWhatWasWrittenUnderAnother(Product product, Layout layout) throws Exception {
        SinkRuns runs = on(product);
        JdbcMemberSink sink = sink(runs, layout);
        TestExport before = full("b-1", DAY_1, "m-1", "m-2", "m-3");
        load(
                sink,
                PrivacyPolicy.NONE,
                before.and(TestExport.of("b-1").dated(DAY_1, DAY_1).member("m-4", values(GONE, text("formerly")))));
        load(sink, PrivacyPolicy.NONE, full("b-2", DAY_2, "m-3", "m-5").since(DAY_1));
        assertEquals(null, policyOf(sink));
        assertTrue(content(runs).contains("asthma"));

        TestExport after = full("b-3", DAY_3, "m-1", "m-2", "m-5");
        assertEquals(Outcome.COMMITTED, load(sink, STRICT, after).outcome());

        String content = content(runs);
        for (String forbidden : List.of(
                "asthma",
                "gout",
                "diagnosis",
                "52417",
                "formerly",
                "m-1",
                "m-2",
                "m-3",
                "m-4",
                "m-5",
                "Former question")) {
            assertFalse(content.contains(forbidden), forbidden);
        }
        assertTrue(content.contains("Graz"));
        assertEquals("3", runs.one("SELECT COUNT(*) FROM " + membersOf(layout)));
        assertEquals("replace", runs.one("SELECT mode FROM memberport_sync WHERE sync_id = 3"));
        assertEquals("merge", runs.one("SELECT mode FROM memberport_sync WHERE sync_id = 2"));
        assertEquals(STRICT.fingerprint(), policyOf(sink));
    }

    private static String membersOf(Layout layout) {
        return switch (layout) {
            case LONG -> "member";
            case WIDE -> "member_wide";
            case JSON -> "member_document";
        };
    }

    @ParameterizedTest
    @MethodSource("tables")
    void isTheSameForChangesAndTheirCountsAddUp(Product product, Layout layout) throws Exception {
        SinkRuns runs = on(product);
        JdbcMemberSink sink = sink(runs, layout);
        load(sink, PrivacyPolicy.NONE, full("b-1", DAY_1, "m-1", "m-2"));
        String before = content(runs);

        MemberportException refused =
                failure(sink, DROPS, full("b-2", DAY_2, "m-2").since(DAY_1));

        assertEquals(Optional.of(Remedy.EXPORT_IN_FULL), refused.remedy());
        assertTrue(
                refused.toString().contains("holds data that was written under no privacy policy"), refused.toString());
        assertEquals(before, content(runs));

        load(sink, DROPS, full("b-3", DAY_2, "m-1", "m-2"));
        TargetResult changes =
                load(sink, DROPS, full("b-4", DAY_3, "m-2", "m-3").since(DAY_2));

        assertEquals(Outcome.COMMITTED, changes.outcome());
        assertEquals("3", runs.one("SELECT COUNT(*) FROM " + membersOf(layout)));
        assertEquals(
                "merge 8 4",
                runs.one(
                        "SELECT CONCAT(mode, ' ', value_count, ' ', dropped_value_count) FROM memberport_sync WHERE sync_id = 3"));
        assertEquals(4, Optional.ofNullable(changes.privacy()).orElseThrow().droppedValues());
        assertFalse(content(runs).contains("asthma"));
        assertTrue(failure(sink, STRICT, full("b-5", DAY_3, "m-2").since(DAY_2))
                .toString()
                .contains("another privacy policy"));
    }

    /** As docs/databases.md says. */
    @Test
    void letsTheColumnOfADroppedVariableBeDropped() throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        JdbcMemberSink sink = sink(runs, Layout.WIDE);
        load(sink, PrivacyPolicy.NONE, full("b-1", DAY_1, "m-1"));
        load(sink, STRICT, full("b-2", DAY_2, "m-1"));
        String column = runs.one("SELECT column_name FROM member_wide_column WHERE variable_id = 'v-health'");
        runs.execute("ALTER TABLE member_wide DROP COLUMN " + column);
        runs.execute("DELETE FROM member_wide_column WHERE column_name = '" + column + "'");

        load(sink, STRICT, full("b-3", DAY_3, "m-1", "m-2").since(DAY_2));

        assertEquals("2", runs.one("SELECT COUNT(city) FROM member_wide"));
        assertEquals("0", runs.one("SELECT COUNT(*) FROM member_wide_column WHERE variable_id = 'v-health'"));
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void makesTheSameBatchAnotherExport(Layout layout) throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        JdbcMemberSink sink = sink(runs, layout);
        TestExport export = full("b-1", DAY_1, "m-1");
        for (PrivacyPolicy policy : List.of(PrivacyPolicy.NONE, DROPS, PrivacyPolicy.NONE, STRICT, DROPS)) {
            assertEquals(Outcome.COMMITTED, load(sink, policy, export).outcome());
            assertEquals(Outcome.ALREADY_COMMITTED, load(sink, policy, export).outcome());
            assertEquals(policy.fingerprint(), policyOf(sink));
            assertEquals(policy == PrivacyPolicy.NONE, content(runs).contains("asthma"));
        }
        assertEquals("b-1#5", runs.one("SELECT export_key FROM memberport_sync WHERE sync_id = 5"));
    }

    @Test
    void doesNotTouchWhatModeAppendHasKept() throws Exception {
        SinkRuns runs = on(Product.H2);
        JdbcMemberSink sink = runs.to().mode(Mode.APPEND).build();
        TestExport export = TestExport.of("b-1").dated(DAY_1, DAY_1).member("m-1", values(CITY, text("Graz")));
        PrivacyPolicy dropsCity = PrivacyPolicy.builder()
                .rule(PrivacyAction.DROP, VariableSelector.id("v-city"))
                .build();

        load(sink, PrivacyPolicy.NONE, export);
        load(sink, dropsCity, export);

        assertEquals("2", runs.one("SELECT COUNT(*) FROM member_history"));
        assertEquals("1", runs.one("SELECT COUNT(*) FROM member_value_history WHERE batch_id = 'b-1'"));
        assertEquals("0", runs.one("SELECT COUNT(*) FROM member_value_history WHERE batch_id = 'b-1#2'"));
        assertEquals(
                Outcome.ALREADY_COMMITTED,
                load(sink, PrivacyPolicy.NONE, export).outcome());
    }

    /** Whatever is usually done about members who have left. */
    @ParameterizedTest
    @MethodSource("tables")
    void refusesAnExportThatLacksManyMembersIfAllIsReplaced(Product product, Layout layout) throws Exception {
        SinkRuns runs = on(product);
        load(sink(runs, layout), PrivacyPolicy.NONE, full("b-1", DAY_1, "m-1", "m-2", "m-3", "m-4", "m-5", "m-6"));

        for (PrivacyPolicy policy : List.of(DROPS, STRICT)) {
            String refused = failure(
                            runs.to().layout(layout).build(), policy, full("b-2", DAY_2, "m-1", "m-2", "m-3", "m-4"))
                    .toString();
            assertTrue(refused.contains("has 6 members, and the full export lacks 2 of them"), refused);
            assertTrue(refused.contains("departed-limit=100 accepts any number"), refused);
            assertEquals("6", runs.one("SELECT COUNT(*) FROM " + membersOf(layout)));
            assertTrue(content(runs).contains("asthma"), "nothing but columns was changed");
        }

        TargetResult five =
                load(runs.to().layout(layout).build(), DROPS, full("b-2", DAY_2, "m-1", "m-2", "m-3", "m-4", "m-5"));
        assertEquals(1, five.departed());
        assertEquals("1", runs.one("SELECT departed_member_count FROM memberport_sync WHERE sync_id = 2"));
        assertFalse(content(runs).contains("m-6"));
        TargetResult four = load(sink(runs, layout), STRICT, full("b-3", DAY_3, "m-1", "m-2", "m-3", "m-4"));
        assertEquals(1, four.departed(), "by their number, as ids are hashed now");
    }

    /** It is not the operator who changes something. */
    @ParameterizedTest
    @EnumSource(Departed.class)
    void refusesAnExportThatLacksManyMembersIfAlidaDescribesAVariableOtherwise(Departed departed) throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        PrivacyPolicy policy =
                PrivacyPolicy.builder().sensitive(PrivacyAction.DROP).build();
        ProfileVariable before = ProfileVariable.of("v-mail", "E-mail", "string", Sensitivity.NOT_SENSITIVE);
        ProfileVariable after = ProfileVariable.of("v-mail", "E-mail", "string", Sensitivity.SENSITIVE);
        JdbcMemberSink sink = runs.to().departed(departed).build();
        load(sink, policy, mails("b-1", DAY_1, before, "m-1", "m-2", "m-3"));

        String refused =
                failure(sink, policy, mails("b-2", DAY_2, after, "m-1", "m-2")).toString();

        assertTrue(refused.contains("has 3 members, and the full export lacks 1 of them"), refused);
        assertEquals("3", runs.one("SELECT COUNT(*) FROM member"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void forgetsNamesThatFormerCommitsTell(Product product, Layout layout) throws Exception {
        SinkRuns runs = on(product);
        JdbcMemberSink sink = sink(runs, layout);
        load(sink, DROPS, full("b-1", DAY_1, "m-1"));
        assertTrue(String.valueOf(runs.one("SELECT privacy FROM memberport_sync WHERE sync_id = 1"))
                .contains("diagnosis"));
        PrivacyPolicy nameless = PrivacyPolicy.builder()
                .rule(PrivacyAction.DROP, VariableSelector.id("v-health"))
                .withoutNamesOfDropped()
                .build();

        load(sink, nameless, full("b-2", DAY_2, "m-1"));

        assertEquals("1", runs.one("SELECT COUNT(*) FROM memberport_sync WHERE privacy IS NULL"));
        assertFalse(String.valueOf(runs.one("SELECT privacy FROM memberport_sync WHERE sync_id = 2"))
                .contains("diagnosis"));
    }

    /** The table as an earlier version has made it, with a row of its. */
    private static void makeFormerSyncTable(SinkRuns runs) throws SQLException {
        for (String statement : runs.to()
                .dialect(runs.database().dialectName())
                .build()
                .setupScript()
                .split(";\n", -1)) {
            if (statement.toLowerCase(Locale.ROOT).contains("memberport_sync")) {
                runs.execute(statement.replaceAll("(?i)\n *.?(policy|dropped_value_count|privacy)\\b[^\n]*", ""));
            }
        }
        String day = runs.database().product() == Product.SQLITE ? "'2026-03-01T00:00:00.000000Z'" : null;
        runs.execute("INSERT INTO memberport_sync (sync_id, run_id, community, table_set, numbers, mode, export_key,"
                + " batch_id, content_sha256, committed_at, member_count, value_count, repeated_member_count,"
                + " replaced_value_count, rounded_value_count, untyped_value_count, row_count) VALUES (1, 'r', '"
                + SinkRuns.COMMUNITY + "', 'long', 'double', 'merge', 'b-1', 'b-1', '"
                + full("b-1", DAY_1, "m-1").metadata().contentSha256() + "', "
                + (day == null ? "TIMESTAMP '2026-03-01 00:00:00'" : day) + ", 1, 4, 0, 0, 0, 0, 1)");
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void findsATableOfAnEarlierVersionAndExtendsIt(Product product) throws Exception {
        SinkRuns runs = on(product);
        makeFormerSyncTable(runs);
        JdbcMemberSink sink = sink(runs, Layout.LONG);

        LastCommit last = sink.lastCommit(SinkRuns.COMMUNITY).orElseThrow();
        assertEquals(Arrays.asList("b-1", null), Arrays.asList(last.batchId(), last.policy()));
        assertTrue(
                sink.hasCommitted(SinkRuns.COMMUNITY, full("b-1", DAY_1, "m-1").metadata()));
        sink.check();

        assertEquals(
                Outcome.COMMITTED, load(sink, DROPS, full("b-1", DAY_1, "m-1")).outcome());

        assertEquals("2", runs.one("SELECT sync_id FROM memberport_sync WHERE policy = '" + DROPS.fingerprint() + "'"));
        assertEquals("1", runs.one("SELECT sync_id FROM memberport_sync WHERE policy IS NULL AND privacy IS NULL"));
        sink.check();
    }

    @Test
    void saysHowToExtendATableThatItMayNotExtend() throws Exception {
        SinkRuns runs = on(Product.POSTGRESQL);
        makeFormerSyncTable(runs);
        JdbcMemberSink sink = runs.to().createsTables(false).build();
        runs.execute("CREATE TABLE member (member_id text, last_batch_id text, last_export_date timestamptz)");
        runs.execute("CREATE TABLE variable (variable_id text, name text, data_type text, is_sensitive boolean)");
        runs.execute(
                "CREATE TABLE member_value (member_id text, variable_id text, position integer, value_id text, value text,"
                        + " value_number double precision, value_time timestamptz, effective_date timestamptz)");
        runs.execute("CREATE TABLE variable_option (variable_id text, value_id text, label text, last_batch_id text,"
                + " last_export_date timestamptz)");

        MemberportException refused = assertThrows(MemberportException.class, sink::check);

        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("The table memberport_sync lacks the column policy"), message);
        assertTrue(message.contains("Have an administrator run: "), message);
        runs.execute(message.replaceFirst("(?s).*Have an administrator run: ", ""));
        sink.check();
    }

    /** Every value of every table, but for the names of columns, which stay. */
    private static String content(SinkRuns runs) throws SQLException {
        StringBuilder content = new StringBuilder();
        try (Connection connection = runs.database().connect();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet row = connection
                    .getMetaData()
                    .getTables(connection.getCatalog(), runs.database().schema(connection), "%", null)) {
                while (row.next()) {
                    tables.add(row.getString("TABLE_NAME"));
                }
            }
            tables.removeIf(
                    table -> !table.toLowerCase(Locale.ROOT)
                            .matches(
                                    "member(_(value|wide|wide_(column|option)|document|document_option)|port_sync)?|variable(_option)?"));
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
                    while (row.next()) {
                        content.append(table).append(':');
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            boolean isName = row.getMetaData().getColumnName(i).equalsIgnoreCase("column_name");
                            content.append(' ').append(isName ? "" : row.getString(i));
                        }
                        content.append('\n');
                    }
                }
            }
        }
        return content.toString();
    }
}
