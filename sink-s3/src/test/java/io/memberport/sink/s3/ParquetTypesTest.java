package io.memberport.sink.s3;

import static io.memberport.testkit.TestExport.nothing;
import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.valuesSince;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.export.TargetsFailedException;
import io.memberport.model.ProfileVariable;
import io.memberport.port.ValueAdjustments;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.testkit.TestExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine finds in the typed columns of Parquet, and what becomes of values that those cannot hold. */
class ParquetTypesTest {

    private static final ProfileVariable CITY = TestExport.variable("v-city", "City", "string");
    private static final ProfileVariable AGE = TestExport.variable("v-age", "Age", "double");
    private static final ProfileVariable JOINED = TestExport.variable("v-joined", "Joined", "datetime");

    private static final Pattern COLUMN =
            Pattern.compile("^\\| `([a-z_]+)` \\| `([A-Z0-9(), ]+)` \\|", Pattern.MULTILINE);

    private final S3Fixture fixture = new S3Fixture(Format.PARQUET, Compression.GZIP);

    @TempDir
    Path directory;

    @AfterEach
    void remove() {
        fixture.remove();
    }

    private ValueAdjustments load(TestExport export, Map<String, String> options) {
        return ExportTransfer.forCommunity("c")
                .run(export.asFile(), null, List.of(fixture.sink(options)), ExportListener.NONE)
                .targets()
                .get(0)
                .adjustments();
    }

    private Path file() throws IOException {
        return Files.write(directory.resolve("file.parquet"), fixture.client().read(only("/part-")));
    }

    private List<String> ask(String columns) throws Exception {
        return ask(columns, "true");
    }

    private List<String> ask(String columns, String condition) throws Exception {
        return Engine.rows("SELECT " + columns + " FROM read_parquet('" + file() + "') WHERE " + condition);
    }

    private String only(String part) {
        List<String> keys = fixture.client().keys().stream()
                .filter(key -> key.contains(part))
                .toList();
        assertEquals(1, keys.size(), keys::toString);
        return keys.get(0);
    }

    private long counted(String field) throws IOException {
        return new ObjectMapper()
                .readTree(fixture.client().read(only("/_manifest-")))
                .path(field)
                .longValue();
    }

    @Test
    void hasColumnsOfTheTypesThatTheDocumentationSays() throws Exception {
        load(TestExport.of("b").member("m", values(CITY, text("Bonn"))), fixture.options());

        String section = Files.readString(Path.of("..", "docs", "object-storage.md"))
                .split("### Parquet in the long layout", -1)[1]
                .split("###", -1)[0];
        List<String> documented = COLUMN.matcher(section)
                .results()
                .map(column -> column.group(1) + "|" + column.group(2))
                .sorted()
                .toList();
        assertEquals(
                documented,
                Engine.rows("SELECT name, CASE WHEN logical_type LIKE 'StringType%' THEN 'STRING'"
                        + " WHEN logical_type LIKE 'TimestampType%' AND type = 'INT64' AND logical_type LIKE '%isAdjustedToUTC=1%'"
                        + " AND logical_type LIKE '%MICROS=%' THEN 'TIMESTAMP(MICROS, UTC)'"
                        + " ELSE type END FROM parquet_schema('" + file() + "') WHERE num_children IS NULL"));
    }

    /** Without it, Spark 3 reads no instant before 1900. */
    @Test
    void saysWhichCalendarInstantsAreOf() throws Exception {
        load(TestExport.of("b").member("m", values(JOINED, text("1899-12-31T00:00:00Z"))), fixture.options());

        assertEquals(
                List.of("org.apache.spark.version|3.0.0"),
                Engine.rows("SELECT decode(key), decode(value) FROM parquet_kv_metadata('" + file() + "')"));
    }

    @Test
    void givesNumbersAndDateTimesAsSuchBesideTheirText() throws Exception {
        load(
                TestExport.of("b")
                        .member(
                                "m",
                                valuesSince("2026-01-31T12:00:00+02:00", AGE, number("1.50")),
                                values(JOINED, text("1969-12-31T23:59:59.123456789Z")),
                                values(CITY, text("2026-01-31T12:00:00Z"), number("7"))),
                fixture.options());

        assertEquals(
                List.of(
                        "v-age|1.50|1.5|null|1769853600000000",
                        "v-city|2026-01-31T12:00:00Z|null|null|null",
                        "v-city|7|null|null|null",
                        "v-joined|1969-12-31T23:59:59.123456789Z|null|-876544|null"),
                ask("variable_id, value, value_number, epoch_us(value_time), epoch_us(effective_date)"));
    }

    @Test
    void keepsTheTextOfWhatIsNoNumberOrDateTimeAndCountsIt() throws Exception {
        ValueAdjustments adjustments = load(
                TestExport.of("b")
                        .member("m", values(AGE, text("many"), number("1e400")), values(JOINED, text("yesterday")))
                        .member("fits", values(AGE, number("7"), nothing()), values(JOINED), values(CITY, text("n/a"))),
                fixture.options());

        assertEquals(
                List.of("1e400|null|null", "many|null|null", "yesterday|null|null"),
                ask("value, value_number, value_time", "member_id = 'm'"));
        assertEquals(new ValueAdjustments(0, 0, 3), adjustments);
        assertEquals(3, counted("untypedValues"));
        assertEquals(0, counted("replacedValues"));
    }

    @Test
    void rejectsAnEffectiveDateThatIsNone() throws Exception {
        TestExport export = TestExport.of("b").member("m", valuesSince("a secret", CITY, text("Bonn")));

        TargetsFailedException failed =
                assertThrows(TargetsFailedException.class, () -> load(export, fixture.options()));

        String said = String.valueOf(failed.targets().get(0).failure());
        assertTrue(said.contains("effectiveDate") && said.contains("invalid-values=replace"), said);
        assertTrue(said.contains("(counted from 0)"), said);
        assertFalse(said.contains("secret"), said);
        assertEquals(List.of(), fixture.strays());
        assertEquals(List.of(), List.copyOf(fixture.read()));
    }

    @Test
    void makesAnEffectiveDateThatIsNoneANullIfAsked() throws Exception {
        ValueAdjustments adjustments = load(
                TestExport.of("b").member("m", valuesSince("soon", CITY, text("Bonn"))),
                fixture.with("invalid-values", "replace"));

        assertEquals(List.of("Bonn|null"), ask("value, effective_date"));
        assertEquals(new ValueAdjustments(1, 0, 0), adjustments);
        assertEquals(1, counted("replacedValues"));
        assertEquals(0, counted("untypedValues"));
    }

    /** Or it would be held in memory, all of it. */
    @Test
    void endsARowGroupInTimeWhenTextsBecomeLong() throws Exception {
        TestExport export = TestExport.of("b");
        for (int i = 0; i < 2_000; i++) {
            export = export.member("short-" + i, values(CITY, text("Bonn")));
        }
        for (int i = 0; i < 40; i++) {
            export = export.member("long-" + i, values(CITY, text(incompressible(i))));
        }

        load(export, fixture.options());

        List<String> groups = Engine.rows("SELECT sum(total_compressed_size) // 1048576 FROM parquet_metadata('"
                + file() + "') GROUP BY row_group_id");
        assertTrue(groups.stream().allMatch(size -> Long.parseLong(size) <= 20), () -> "row groups, in MiB: " + groups);
    }

    private static String incompressible(int seed) {
        StringBuilder text = new StringBuilder();
        new Random(seed).ints(1 << 20, '!', '~').forEach(letter -> text.append((char) letter));
        return text.toString();
    }
}
