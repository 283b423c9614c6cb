package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memberport.export.TargetsFailedException;
import io.memberport.model.ProfileVariable;
import io.memberport.port.Layout;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions.InvalidValues;
import io.memberport.sink.jdbc.options.JdbcOptions.Numbers;
import io.memberport.sink.jdbc.sql.DecimalRange;
import io.memberport.testkit.TestExport;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers in decimal columns. */
class DecimalsTest extends DatabaseTest {

    private static final ProfileVariable SHARE = variable("v-share", "Share", "double");

    private static TestExport export(String digits) {
        return TestExport.of("b-1").member("m-1", values(SHARE, number(digits)));
    }

    private static JdbcMemberSink.Builder decimals(SinkRuns runs, Layout layout) {
        return runs.to().layout(layout).numbers(Numbers.DECIMAL);
    }

    private static @Nullable String stored(SinkRuns runs, Layout layout) throws Exception {
        return runs.one(
                layout == Layout.LONG ? "SELECT value_number FROM member_value" : "SELECT share FROM member_wide");
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, 0.30000000000000004, 0",
        "MARIADB, 0.30000000000000004, 0",
        "H2, 0.30000000000000004, 0",
        "DUCKDB, 0.300000000000000, 1",
        "ANSI, 0.3000000000, 1"
    })
    void roundsWhatHasMoreFractionDigitsThanTheColumn(Product product, String held, String rounded) throws Exception {
        for (Layout layout : new Layout[] {Layout.LONG, Layout.WIDE}) {
            SinkRuns runs = on(product);

            runs.load(decimals(runs, layout).build(), export("0.30000000000000004"));

            BigDecimal found = new BigDecimal(Objects.requireNonNull(stored(runs, layout)));
            assertEquals(0, new BigDecimal(held).compareTo(found), found::toString);
            assertEquals(rounded, runs.one("SELECT rounded_value_count FROM memberport_sync"));
            assertEquals("0", runs.one("SELECT replaced_value_count FROM memberport_sync"));
            assertEquals("0", runs.one("SELECT untyped_value_count FROM memberport_sync"));
        }
    }

    private static Stream<Arguments> onEach(String... digits) {
        return Stream.of(Product.values())
                .filter(product -> product != Product.SQLITE)
                .flatMap(product -> Stream.of(digits).map(number -> Arguments.of(product, number)));
    }

    static Stream<Arguments> tiny() {
        return onEach("1e-99999", "-1e-999999999999", "0e999999999999", "-0.0");
    }

    @ParameterizedTest
    @MethodSource("tiny")
    void takesForZeroWhatIsTooSmallForTheColumn(Product product, String tiny) throws Exception {
        SinkRuns runs = on(product);

        runs.load(decimals(runs, Layout.WIDE).build(), export(tiny));

        BigDecimal found = new BigDecimal(Objects.requireNonNull(stored(runs, Layout.WIDE)));
        assertEquals(0, found.signum(), tiny);
        assertEquals(tiny.contains("1") ? "1" : "0", runs.one("SELECT rounded_value_count FROM memberport_sync"));
    }

    static Stream<Arguments> huge() {
        return onEach("1e131072", "-1e999999999999");
    }

    @ParameterizedTest
    @MethodSource("huge")
    void holdsNoNumberBeyondTheRange(Product product, String huge) throws Exception {
        SinkRuns runs = on(product);
        assertThrows(
                TargetsFailedException.class,
                () -> runs.load(decimals(runs, Layout.WIDE).build(), export(huge)));
        runs.load(
                decimals(runs, Layout.WIDE).invalidValues(InvalidValues.REPLACE).build(), export(huge));
        runs.load(decimals(runs, Layout.LONG).build(), export(huge));

        assertNull(stored(runs, Layout.WIDE));
        assertNull(stored(runs, Layout.LONG));
        assertEquals("1", runs.one("SELECT SUM(replaced_value_count) FROM memberport_sync"));
        assertEquals("1", runs.one("SELECT SUM(untyped_value_count) FROM memberport_sync"));
    }

    @Test
    void roundsToTheEvenOfTwoThatAreAsNear() {
        DecimalRange range = new DecimalRange(2, 1);

        assertEquals(new BigDecimal("0.2"), range.nearest(new BigDecimal("0.25")));
        assertEquals(new BigDecimal("0.4"), range.nearest(new BigDecimal("0.35")));
        assertEquals(new BigDecimal("-0.2"), range.nearest(new BigDecimal("-0.25")));
        assertEquals(new BigDecimal("99.9"), range.nearest(new BigDecimal("99.94")));
        assertNull(range.nearest(new BigDecimal("99.95")));
        assertNull(range.nearest(new BigDecimal("100")));
        assertEquals(new BigDecimal("0.0"), range.nearest(new BigDecimal("0.05")));
        assertEquals(new BigDecimal("0.1"), range.nearest(new BigDecimal("0.051")));
        assertEquals(BigDecimal.ZERO, range.nearest(new BigDecimal("0.009")));
        assertEquals(new BigDecimal("1E+1"), range.nearest(new BigDecimal("1E+1")));
    }
}
