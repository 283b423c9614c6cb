package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.TargetsFailedException;
import io.memberport.model.ProfileVariable;
import io.memberport.model.VariableValues;
import io.memberport.port.Layout;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions.InvalidValues;
import io.memberport.sink.jdbc.options.JdbcOptions.Numbers;
import io.memberport.testkit.TestExport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that a column cannot hold, or only just. */
class InvalidValuesTest extends DatabaseTest {

    private static final ProfileVariable WORD = variable("v-word", "Word", "string");
    private static final ProfileVariable SIZE = variable("v-size", "Size", "double");
    private static final ProfileVariable JOINED = variable("v-joined", "Joined", "datetime");
    private static final String SECRET = "c4n4ry";

    private static TestExport export(VariableValues... values) {
        return TestExport.of("batch-values").member("m-1", values);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void rejectsAnExportWithNulForPostgresql(Layout layout) throws Exception {
        TestExport export = export(values(WORD, text(SECRET + "\u0000")));
        SinkRuns runs = on(Product.POSTGRESQL);
        JdbcMemberSink sink = runs.to().layout(layout).build();

        TargetsFailedException failed = assertThrows(TargetsFailedException.class, () -> runs.load(sink, export));

        String said = String.valueOf(failed.targets().get(0).failure());
        assertTrue(said.contains("U+0000") && said.contains("invalid-values=replace"), said);
        assertTrue(layout == Layout.JSON || said.contains("It is about the variable 'Word' (id v-word)."), said);
        assertFalse(said.contains(SECRET), said);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void replacesNulForPostgresqlAndCountsItIfAsked(Layout layout) throws Exception {
        TestExport export = export(values(WORD, text("a\u0000b")));

        SinkRuns runs = on(Product.POSTGRESQL);
        runs.load(runs.to().layout(layout).invalidValues(InvalidValues.REPLACE).build(), export);

        String column =
                switch (layout) {
                    case LONG -> "value FROM member_value";
                    case WIDE -> "word FROM member_wide";
                    case JSON -> "document #>> '{variables,0,values,0,value}' FROM member_document";
                };
        assertEquals("a\ufffdb", runs.one("SELECT " + column));
        assertEquals("1", runs.one("SELECT replaced_value_count FROM memberport_sync"));
    }

    @ParameterizedTest
    @EnumSource(value = Product.class, names = "ANSI", mode = EnumSource.Mode.EXCLUDE)
    void keepsTheDigitsOfANumberBeyondDoubles(Product product) throws Exception {
        SinkRuns runs = on(product);

        runs.load(runs.to().build(), export(values(SIZE, number("1e400"))));

        String value = product == Product.H2 ? "\"VALUE\"" : "value";
        assertEquals("1e400", runs.one("SELECT " + value + " FROM member_value"));
        assertNull(runs.one("SELECT value_number FROM member_value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678901234567890.123456789", "-0.000000001", "1.50", "1500"})
    void keepsDecimalsWhereTheyAreAskedFor(String digits) throws Exception {
        SinkRuns runs = on(Product.POSTGRESQL);

        runs.load(runs.to().numbers(Numbers.DECIMAL).build(), export(values(SIZE, number(digits))));

        assertEquals(digits, runs.one("SELECT value_number FROM member_value"));
    }

    @ParameterizedTest
    @EnumSource(value = Product.class, names = "ANSI", mode = EnumSource.Mode.EXCLUDE)
    void rejectsAWordAmongNumbersInTheWideLayout(Product product) throws Exception {
        SinkRuns runs = on(product);
        JdbcMemberSink sink = runs.to().layout(Layout.WIDE).build();

        TargetsFailedException failed =
                assertThrows(TargetsFailedException.class, () -> runs.load(sink, export(values(SIZE, text(SECRET)))));

        String said = String.valueOf(failed.targets().get(0).failure());
        assertEquals(FailureKind.TARGET, failed.kind());
        assertFalse(said.contains(SECRET), said);
        assertTrue(said.contains("a value of a numeric variable that is no number, or is beyond the range"), said);
        assertTrue(said.contains("It is about the variable 'Size' (id v-size)."), said);
        assertTrue(said.contains("It is about member 0 (counted from 0)"), said);
        assertTrue(said.contains("use the option invalid-values=replace"), said);
    }

    @ParameterizedTest
    @EnumSource(value = Product.class, names = "ANSI", mode = EnumSource.Mode.EXCLUDE)
    void makesAWordAmongNumbersANullIfAsked(Product product) throws Exception {
        SinkRuns runs = on(product);

        runs.load(
                runs.to()
                        .layout(Layout.WIDE)
                        .invalidValues(InvalidValues.REPLACE)
                        .build(),
                export(values(SIZE, text("large")), values(WORD, text(""))));

        assertNull(runs.one("SELECT size FROM member_wide"));
        assertEquals("", runs.one("SELECT word FROM member_wide"));
        assertEquals("1", runs.one("SELECT replaced_value_count FROM memberport_sync"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T23:59:59.999999+14:00",
                "2024-02-29T09:59:59.999999Z",
                "2024-02-29T09:59:59.999999",
                "2024-02-28T21:59:59.999999-12:00"
            })
    void keepsInstantsOfOddZones(String dateTime) throws Exception {
        SinkRuns runs = on(Product.POSTGRESQL);

        runs.load(runs.to().build(), export(values(JOINED, text(dateTime))));

        assertEquals(
                "t",
                runs.one(
                        "SELECT value_time = TIMESTAMP WITH TIME ZONE '2024-02-29T09:59:59.999999Z' FROM member_value"));
    }

    @Test
    void saysWhichVariableIdIsTooLong() {
        SinkRuns runs = on(Product.SQLITE);
        ProfileVariable endless = variable("v".repeat(256), "Endless", "string");
        JdbcMemberSink sink = runs.to().build();

        MemberportException failed =
                assertThrows(MemberportException.class, () -> runs.load(sink, export(values(endless, text("x")))));

        assertTrue(failed.toString().contains("longer than 255"), failed.toString());
    }
}
