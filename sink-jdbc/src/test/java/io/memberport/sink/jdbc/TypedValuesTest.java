package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Value;
import io.memberport.port.LastCommit;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions.Numbers;
import io.memberport.testkit.TestExport;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What of a text gets into columns of numbers and times. */
class TypedValuesTest extends DatabaseTest {

    private static final ProfileVariable SIZE = variable("v-size", "Size", "double");
    private static final ProfileVariable JOINED = variable("v-joined", "Joined", "datetime");

    private static final Value[] NUMBERS = {
        text("05"), text("-007.50"), text("00"), text("-00"), number("-0"), number("-0.0"), text("1E+02"), text("+1")
    };
    private static final List<String> NUMBERS_KEPT = Arrays.asList("5", "-7.5", "0", "0", "0", "0", "100", "null");

    private static TestExport export(ProfileVariable variable, Value... values) {
        return TestExport.of("batch-values").member("m-1", values(variable, values));
    }

    @ParameterizedTest
    @EnumSource(value = Product.class, names = "ANSI", mode = EnumSource.Mode.EXCLUDE)
    void takesForADoubleWhatIsANumber(Product product) throws SQLException {
        SinkRuns runs = on(product);

        runs.load(runs.to().build(), export(SIZE, NUMBERS));

        assertEquals(NUMBERS_KEPT, numbers(runs));
    }

    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"ANSI", "SQLITE"},
            mode = EnumSource.Mode.EXCLUDE)
    void takesForADecimalWhatIsANumber(Product product) throws SQLException {
        SinkRuns runs = on(product);

        runs.load(runs.to().numbers(Numbers.DECIMAL).build(), export(SIZE, NUMBERS));

        assertEquals(NUMBERS_KEPT, numbers(runs));
    }

    /** As the database writes them, without zeros at the end. */
    private static List<String> numbers(SinkRuns runs) throws SQLException {
        List<String> numbers = new ArrayList<>();
        for (int position = 0; position < NUMBERS.length; position++) {
            String shown = runs.one("SELECT value_number FROM member_value WHERE position = " + position);
            numbers.add(shown == null || shown.startsWith("-0") ? String.valueOf(shown) : plain(shown));
        }
        return numbers;
    }

    private static String plain(String number) {
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }

    @ParameterizedTest
    @EnumSource(value = Product.class, names = "ANSI", mode = EnumSource.Mode.EXCLUDE)
    void takesForATimeWhatIsADateTime(Product product) throws SQLException {
        SinkRuns runs = on(product);

        runs.load(
                runs.to().build(),
                export(
                        JOINED,
                        text("2026-06-01"),
                        text("2026-06-01 02:00"),
                        text("2026-06-01t02:00:00.1234567899999z"),
                        text("2026-06-01T02:00:00+0230"),
                        text("2026-06-01T02:00:00-18"),
                        text("2026-06-01T02:00:00Z[UTC]"),
                        text("2026-06-01T24:00:00Z"),
                        text("9999-12-31T23:59:59.9999999-00:01")));

        assertEquals(
                Arrays.asList(
                        Instant.parse("2026-06-01T00:00:00Z"),
                        Instant.parse("2026-06-01T02:00:00Z"),
                        Instant.parse("2026-06-01T02:00:00.123456Z"),
                        Instant.parse("2026-05-31T23:30:00Z"),
                        Instant.parse("2026-06-01T20:00:00Z"),
                        null,
                        null,
                        null),
                times(runs));
    }

    private static List<@Nullable Instant> times(SinkRuns runs) throws SQLException {
        List<@Nullable Instant> times = new ArrayList<>();
        try (Connection connection = runs.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT value_time FROM member_value ORDER BY position")) {
            while (row.next()) {
                times.add(runs.database().dialect().readTime(row, 1));
            }
        }
        return times;
    }

    @Test
    void writesTimesInSqliteSoThatTheirTextsCompareAsTheyDo() throws SQLException {
        SinkRuns runs = on(Product.SQLITE);

        runs.load(
                runs.to().build(),
                export(
                        JOINED,
                        text("0001-01-01"),
                        text("0999-12-31T23:59:59.9999999Z"),
                        text("2026-01-31T12:00:00Z"),
                        text("2026-01-31T12:00:00.000001Z"),
                        text("2026-01-31T12:00:00.5Z"),
                        text("2026-01-31T12:00:01Z"),
                        text("9999-12-31T23:59:59.999999Z")));

        assertEquals(
                "0001-01-01T00:00:00.000000Z|0999-12-31T23:59:59.999999Z|2026-01-31T12:00:00.000000Z"
                        + "|2026-01-31T12:00:00.000001Z|2026-01-31T12:00:00.500000Z|2026-01-31T12:00:01.000000Z"
                        + "|9999-12-31T23:59:59.999999Z",
                runs.one("SELECT group_concat(value_time, '|') FROM (SELECT value_time FROM member_value ORDER BY"
                        + " position)"));
        assertEquals("27", runs.one("SELECT length(committed_at) FROM memberport_sync"));
        assertEquals("1", runs.one("SELECT julianday(value_time) IS NOT NULL FROM member_value WHERE position = 3"));
    }

    @Test
    void readsTimesOfSqliteThatWereWrittenWithoutAFraction() throws SQLException {
        SinkRuns runs = on(Product.SQLITE);
        runs.load(
                runs.to().build(),
                export(JOINED).dated(Instant.parse("2026-01-31T12:00:00Z"), Instant.parse("2026-01-31T11:00:00Z")));
        assertEquals("2026-01-31T11:00:00.000000Z", runs.one("SELECT last_sync_date FROM memberport_sync"));

        for (String written : List.of("2026-01-31T11:00:00Z", "2026-01-31T11:00:00.250000Z")) {
            runs.execute("UPDATE memberport_sync SET last_sync_date = '" + written + "'");
            try (JdbcMemberSink sink = runs.to().build()) {
                LastCommit last = sink.lastCommit(SinkRuns.COMMUNITY).orElseThrow();
                assertEquals(Instant.parse(written), last.lastSyncDate());
            }
        }
    }
}
