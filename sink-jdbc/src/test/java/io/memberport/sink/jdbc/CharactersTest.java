package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.json;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportResult;
import io.memberport.export.TargetsFailedException;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Value;
import io.memberport.port.Layout;
import io.memberport.port.ValueAdjustments;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.options.JdbcOptions.InvalidValues;
import io.memberport.testkit.TestExport;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Characters that a database cannot hold, and ids that are too long. */
class CharactersTest extends DatabaseTest {

    private static final ProfileVariable CITY = variable("v-city", "City", "string");
    private static final String EMOJI = "\ud83d\ude00";
    private static final Set<Product> KEEPING_HALVES = Set.of(Product.SQLITE, Product.ANSI);

    private static TestExport of(String member, ProfileVariable variable) {
        return TestExport.of("b-1").member("m-0").member(member, values(variable, text("Bonn")));
    }

    private static MemberportException refusal(SinkRuns runs, JdbcMemberSink sink, TestExport export) {
        MemberportException failed = assertThrows(MemberportException.class, () -> runs.load(sink, export));
        MemberportException reason = failed instanceof TargetsFailedException targets
                ? Optional.ofNullable(targets.targets().get(0).failure()).orElseThrow()
                : failed;
        assertEquals(FailureKind.TARGET, reason.kind(), reason.toString());
        return reason;
    }

    private static String table(Layout layout) {
        return switch (layout) {
            case LONG -> "member_value";
            case WIDE -> "member_wide";
            case JSON -> "member_document";
        };
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void countsTheCharactersOfIdsAsUnicodeDoes(Product product) throws Exception {
        String longest = EMOJI.repeat(255);
        for (Layout layout : Layout.values()) {
            SinkRuns runs = on(product);

            runs.load(
                    runs.to().layout(layout).build(),
                    of(longest, variable(longest, "City", "string")).withBatchId(longest));

            String sql = "SELECT member_id FROM " + table(layout) + " WHERE last_batch_id IS NOT NULL";
            assertEquals(
                    longest,
                    runs.one(
                            layout == Layout.LONG
                                    ? "SELECT variable_id FROM member_value"
                                    : sql.replace("WHERE", "WHERE member_id <> 'm-0' AND")));
            assertEquals(longest, runs.one("SELECT batch_id FROM memberport_sync"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void refusesIdsThatAreLongerAndSaysWhichMemberHasThem(Product product) {
        String tooLong = EMOJI.repeat(256);
        for (Layout layout : Layout.values()) {
            SinkRuns runs = on(product);
            JdbcMemberSink.Builder sink = runs.to().layout(layout).invalidValues(InvalidValues.REPLACE);

            MemberportException member = refusal(runs, sink.build(), of(tooLong, CITY));
            assertTrue(member.toString().contains("member 1 (counted from 0)"), member.toString());
            assertEquals(1, member.memberIndex().orElse(-1));
            if (layout != Layout.JSON) {
                MemberportException variable =
                        refusal(runs, sink.build(), of("m-1", variable(tooLong, "City", "string")));
                assertEquals(1, variable.memberIndex().orElse(-1));
            }
            refusal(runs, sink.build(), of("m-1", CITY).withBatchId(tooLong));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void refusesIdsWithNul(Product product) {
        for (Layout layout : Layout.values()) {
            SinkRuns runs = on(product);
            JdbcMemberSink.Builder sink = runs.to().layout(layout).invalidValues(InvalidValues.REPLACE);

            refusal(runs, sink.build(), of("m\u0000", CITY));
            refusal(runs, sink.build(), of("m-1", CITY).withBatchId("b\u0000"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void tellsIdsApartThatDifferInABlankOnly(Product product) throws Exception {
        TestExport export = of("m-0 ", CITY);
        for (Layout layout : Layout.values()) {
            SinkRuns runs = on(product);
            JdbcMemberSink sink = runs.to().layout(layout).build();
            if (product == Product.ANSI) {
                assertEquals(1, refusal(runs, sink, export).memberIndex().orElse(-1));
                continue;
            }

            runs.load(sink, export);

            String members = layout == Layout.LONG ? "member" : table(layout);
            assertEquals("2", runs.one("SELECT COUNT(*) FROM " + members));
        }
    }

    @Test
    void keepsExportsApartWhoseBatchIdsAreAsLongAsCanBe() throws Exception {
        SinkRuns runs = on(Product.MARIADB);
        String longest = "b".repeat(255);
        JdbcMemberSink.Builder sink = runs.to().mode(JdbcOptions.Mode.APPEND);

        runs.load(sink.build(), of("m-1", CITY).withBatchId(longest));
        runs.load(sink.build(), of("m-2", CITY).withBatchId(longest));

        assertEquals("2", runs.one("SELECT COUNT(DISTINCT batch_id) FROM member_history WHERE member_id = 'm-0'"));
    }

    @ParameterizedTest
    @CsvSource({"LONG, 2", "WIDE, 2"})
    void replacesNulInNamesOfVariablesAndCountsThemOnce(Layout layout, long replaced) throws Exception {
        SinkRuns runs = on(Product.POSTGRESQL);
        TestExport export = of("m-1", variable("v-city", "Ci\u0000ty", "str\u0000ing"))
                .member("m-2", values(variable("v-city", "Ci\u0000ty", "str\u0000ing"), text("a\u0000b")));

        MemberportException refused = refusal(runs, runs.to().layout(layout).build(), export);
        assertEquals(1, refused.memberIndex().orElse(-1));
        ExportResult result = runs.load(
                runs.to().layout(layout).invalidValues(InvalidValues.REPLACE).build(), export);

        assertEquals(
                new ValueAdjustments(replaced, 0, 0), result.targets().get(0).adjustments());
        String names = layout == Layout.LONG ? "variable" : "member_wide_column";
        assertEquals("Ci\ufffdty", runs.one("SELECT name FROM " + names));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void keepsOrReplacesHalfASurrogatePairInADocument(Product product) throws Exception {
        SinkRuns runs = on(product);
        TestExport export = TestExport.of("b-1")
                .member("m-0")
                .member("m-1", values(CITY, json(Value.Kind.JSON, "{\"a\":\"\\ud800\\udc00 \\ud800 \\udc00\"}")));
        boolean refuses = !KEEPING_HALVES.contains(product);
        if (refuses) {
            MemberportException refused =
                    refusal(runs, runs.to().layout(Layout.JSON).build(), export);
            assertEquals(1, refused.memberIndex().orElse(-1));
        }

        ExportResult result = runs.load(
                runs.to()
                        .layout(Layout.JSON)
                        .invalidValues(InvalidValues.REPLACE)
                        .build(),
                export);
        runs.load(runs.to().layout(Layout.JSON).build(), TestExport.of("b-2").member("m-1"));

        assertEquals(refuses ? 2 : 0, result.targets().get(0).adjustments().replaced());
        assertEquals("1", runs.one("SELECT COUNT(*) FROM member_document WHERE member_id = 'm-1'"));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void keepsDocumentsThatAreAsDeepAsAReaderTakesThem(Product product) throws Exception {
        SinkRuns runs = on(product);
        int deepest = Math.min(1_000, runs.database().dialect().deepestNesting());

        runs.load(runs.to().layout(Layout.JSON).build(), nested("b-1", deepest));
        runs.load(runs.to().layout(Layout.JSON).build(), nested("b-2", deepest));

        assertEquals("b-2", runs.one("SELECT last_batch_id FROM member_document"));
    }

    @Test
    void refusesDocumentsThatAreTooDeepForTheDatabase() {
        SinkRuns runs = on(Product.MARIADB);

        MemberportException refused =
                refusal(runs, runs.to().layout(Layout.JSON).build(), nested("b-1", 32));

        assertTrue(refused.toString().contains("nested"), refused.toString());
        assertEquals(0, refused.memberIndex().orElse(-1));
    }

    /** The member's object, its variables, one of them, its values, one of those, and arrays in that. */
    private static TestExport nested(String batch, int depth) {
        int arrays = depth - 5;
        String value = "[".repeat(arrays - 1) + "[\"\\\"[\"]" + "]".repeat(arrays - 1);
        return TestExport.of(batch).member("m-1", values(CITY, json(Value.Kind.JSON, value)));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void keepsOrReplacesNulInADocument(Product product) throws Exception {
        SinkRuns runs = on(product);

        ExportResult result = runs.load(
                runs.to()
                        .layout(Layout.JSON)
                        .invalidValues(InvalidValues.REPLACE)
                        .build(),
                TestExport.of("b-1").member("m-1", values(CITY, text("a\u0000b"))));

        assertEquals(
                product == Product.POSTGRESQL ? 1 : 0,
                result.targets().get(0).adjustments().replaced());
    }
}
