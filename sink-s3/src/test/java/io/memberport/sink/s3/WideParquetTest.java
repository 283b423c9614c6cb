package io.memberport.sink.s3;

import static io.memberport.testkit.TestExport.nothing;
import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.option;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.export.TargetsFailedException;
import io.memberport.model.ProfileVariable;
import io.memberport.model.VariableValues;
import io.memberport.port.Layout;
import io.memberport.port.ValueAdjustments;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.testkit.TestExport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The columns of wide files, as an engine finds them, and what becomes of them from export to export. */
class WideParquetTest {

    private static final Instant NIGHT = Instant.parse("2026-03-01T02:00:00Z");
    private static final ProfileVariable CITY = TestExport.variable("v-city", "City", "string");
    private static final ProfileVariable AGE = TestExport.variable("v-age", "Age", "double");
    private static final ProfileVariable JOINED = TestExport.variable("v-joined", "Joined", "datetime");
    private static final ProfileVariable HOBBIES = TestExport.variable("v-hobbies", "Hobbies", "set");

    private static final Pattern TYPE =
            Pattern.compile("^\\| (`string`|`[a-z]+`)[^|]* \\| `([A-Z0-9(), ]+)` \\|", Pattern.MULTILINE);

    private final S3Fixture fixture = new S3Fixture(Format.PARQUET, Layout.WIDE, Compression.ZSTD);

    @TempDir
    Path directory;

    @AfterEach
    void remove() {
        fixture.remove();
    }

    private void load(TestExport export) {
        load(export, fixture.options());
    }

    private ValueAdjustments load(TestExport export, Map<String, String> options) {
        return ExportTransfer.forCommunity("c")
                .run(export.asFile(), null, List.of(fixture.sink(options)), ExportListener.NONE)
                .targets()
                .get(0)
                .adjustments();
    }

    private static TestExport full(String batch) {
        return TestExport.of(batch).dated(NIGHT, null);
    }

    private static TestExport changes(String batch) {
        return TestExport.of(batch).dated(NIGHT, null).since(NIGHT);
    }

    private String key(String batch, String part) {
        List<String> keys = fixture.client().keys().stream()
                .filter(key -> key.contains("batch=" + batch + "/" + part))
                .toList();
        assertEquals(1, keys.size(), keys::toString);
        return keys.get(0);
    }

    private Path file(String batch) throws IOException {
        return Files.write(directory.resolve(batch), fixture.client().read(key(batch, "part-")));
    }

    private List<String> ask(String batch, String columns) throws Exception {
        return Engine.rows("SELECT " + columns + " FROM read_parquet('" + file(batch) + "')");
    }

    private List<String> columns(String batch) throws Exception {
        return Engine.query(
                "SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet('" + file(batch) + "'))",
                row -> row.getString(1));
    }

    private JsonNode manifest(String batch) throws IOException {
        return new ObjectMapper().readTree(fixture.client().read(key(batch, "_manifest-")));
    }

    @Test
    void hasTheTypesThatTheDocumentationSays() throws Exception {
        Map<String, String> engineTypes = Map.of(
                "STRING", "VARCHAR",
                "DOUBLE", "DOUBLE",
                "TIMESTAMP(MICROS, UTC)", "TIMESTAMP WITH TIME ZONE",
                "LIST(STRING)", "VARCHAR[]");
        String section = Files.readString(Path.of("..", "docs", "object-storage.md"))
                .split("### Parquet in the wide layout", -1)[1]
                .split("###", -1)[0];
        List<String> expected = new ArrayList<>(List.of("member_id|VARCHAR", "cleared_columns|VARCHAR[]"));
        List<VariableValues> none = new ArrayList<>();
        TYPE.matcher(section).results().forEach(row -> {
            String type = row.group(1).replace("`", "");
            expected.add("of_" + type + "|" + engineTypes.get(row.group(2)));
            none.add(values(TestExport.variable("v-" + type, "of " + type, type)));
        });
        assertEquals(6, expected.size(), section);

        load(full("b").member("m", none.toArray(VariableValues[]::new)));

        Path file = file("b");
        assertEquals(
                expected,
                Engine.query(
                        "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('" + file + "'))",
                        row -> row.getString(1) + "|" + row.getString(2)));
        assertEquals(
                List.of("cleared_columns", "member_id"),
                Engine.rows("SELECT name FROM parquet_schema('" + file + "') WHERE repetition_type = 'REQUIRED'"
                        + " AND name NOT IN ('element', 'member')"));
    }

    @Test
    void givesValuesAsTheTypeHasThem() throws Exception {
        load(full("b")
                .member(
                        "m",
                        values(CITY, text("Bonn")),
                        values(AGE, number("1.50")),
                        values(JOINED, text("2026-01-31T12:00:00.123456789+02:00")),
                        values(HOBBIES, option("Chess", "o-1"), nothing(), option("Go", "o-2")))
                .member("several", values(CITY, text("Bonn"), number("7")), values(HOBBIES, option("Go", "o-2")))
                .member("nothing"));

        assertEquals(
                List.of(
                        "m|Bonn|1.5|1769853600123456|[Chess, NULL, Go]",
                        "nothing|null|null|null|null",
                        "several|[\"Bonn\",7]|null|null|[Go]"),
                ask("b", "member_id, city, age, epoch_us(joined), CAST(hobbies AS VARCHAR)"));
    }

    @Test
    void tellsWhatAMemberHasNoMoreFromWhatIsNotMentioned() throws Exception {
        load(full("b")
                .member("all", values(CITY, text("Bonn")), values(AGE, number("1")), values(HOBBIES, text("Go")))
                .member("cleared", values(CITY), values(AGE, nothing()), values(HOBBIES))
                .member("silent"));

        assertEquals(
                List.of("all|[]", "cleared|[city, age, hobbies]", "silent|[]"),
                ask("b", "member_id, CAST(cleared_columns AS VARCHAR)"));
    }

    @Test
    void takesTheLastOfSeveralEntriesOfAVariable() throws Exception {
        load(full("b")
                .member(
                        "m",
                        values(CITY, text("Bonn")),
                        values(AGE),
                        values(CITY, text("Rome")),
                        values(AGE, number("1")))
                .member("n", values(CITY, text("Bonn")), values(CITY)));

        assertEquals(
                List.of("m|Rome|1.0|[]", "n|null|null|[city]"),
                ask("b", "member_id, city, age, CAST(cleared_columns AS VARCHAR)"));
    }

    @Test
    void keepsAColumnWhateverItsVariableIsCalled() throws Exception {
        load(full("b-1").member("m", values(CITY, text("Bonn")), values(AGE, number("1"))));
        load(changes("b-2")
                .member(
                        "m",
                        values(TestExport.variable("v-new", "City", "string"), text("new")),
                        values(TestExport.variable("v-city", "Town", "string"), text("Rome"))));
        load(full("b-3").member("m", values(TestExport.variable("v-age-2", "Age", "double"), number("2"))));

        assertEquals(List.of("member_id", "cleared_columns", "city_v_new", "city"), columns("b-2"));
        assertEquals(List.of("new|Rome"), ask("b-2", "city_v_new, city"));
        assertEquals(List.of("member_id", "cleared_columns", "age_v_age_2"), columns("b-3"));
        assertEquals(4, manifest("b-3").path("columns").size());
    }

    @Test
    void givesAVariableAnotherColumnIfItsTypeChanges() throws Exception {
        load(full("b-1").member("m", values(AGE, number("40"))).member("n", values(AGE, number("50"))));
        load(changes("b-2").member("m", values(TestExport.variable("v-age", "Age", "string"), text("old"))));
        load(changes("b-3").member("m", values(AGE, number("41"))));

        assertEquals(List.of("member_id", "cleared_columns", "age_v_age"), columns("b-2"));
        assertEquals(List.of("old|[age]"), ask("b-2", "age_v_age, CAST(cleared_columns AS VARCHAR)"));
        assertEquals(List.of("41|[age]"), ask("b-3", "age_v_age, CAST(cleared_columns AS VARCHAR)"));
        assertEquals(
                List.of("age_v_age|v-age|text|true", "age|v-age|number|false"),
                textsOf(manifest("b-3").path("columns"), "name", "variableId", "kind", "current"));
        assertEquals(List.of("v-age|age_v_age"), textsOf(manifest("b-3").path("variables"), "id", "column"));
    }

    private static List<String> textsOf(JsonNode array, String... fields) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array) {
            List<String> cells = new ArrayList<>();
            for (String field : fields) {
                cells.add(element.path(field).asText());
            }
            texts.add(String.join("|", cells));
        }
        return texts.stream().sorted(Comparator.naturalOrder()).toList();
    }

    @Test
    void makesAColumnOfTextOfAVariableThatHasTwoTypes() throws Exception {
        load(full("b")
                .member("m", values(AGE, number("1.50")))
                .member("n", values(TestExport.variable("v-age", "Alter", "set"), text("a"), text("b"))));

        assertEquals(List.of("m|1.50", "n|[\"a\",\"b\"]"), ask("b", "member_id, age"));
    }

    @Test
    void givesNoVariableANameThatIsTaken() throws Exception {
        List<VariableValues> values = new ArrayList<>();
        for (String name : List.of("member_id", "Cleared columns", "community", "Export date", "BATCH", "select")) {
            values.add(values(variable(name), text("x")));
        }

        load(full("b").member("m", values.toArray(VariableValues[]::new)));

        assertEquals(
                List.of(
                        "member_id",
                        "cleared_columns",
                        "member_id_v",
                        "cleared_columns_v",
                        "community_v",
                        "export_date_v",
                        "batch_v",
                        "select_"),
                columns("b").stream()
                        .map(name -> name.replaceAll("_v_.*", "_v"))
                        .toList());
    }

    private static ProfileVariable variable(String name) {
        return TestExport.variable("v-" + name, name, "string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"number", "numbers", "time", "times"})
    void rejectsWhatDoesNotFitAndMakesItNullIfAsked(String what) throws Exception {
        VariableValues unfit =
                switch (what) {
                    case "number" -> values(AGE, text("a secret"));
                    case "numbers" -> values(AGE, number("1"), number("2"));
                    case "time" -> values(JOINED, text("a secret"));
                    default -> values(JOINED, text("2026-03-01T02:00:00Z"), text("2026-03-01T02:00:00Z"));
                };
        TestExport export = full("b").member("m", values(CITY, text("Bonn")), unfit);

        TargetsFailedException failed = assertThrows(TargetsFailedException.class, () -> load(export));

        String said = String.valueOf(failed.targets().get(0).failure());
        assertTrue(said.contains("invalid-values=replace") && said.contains("the layout long"), said);
        assertTrue(said.contains("(counted from 0)"), said);
        assertFalse(said.contains("secret"), said);
        assertEquals(List.of(), fixture.strays());

        ValueAdjustments adjustments = load(export, fixture.with("invalid-values", "replace"));

        String column = what.startsWith("number") ? "age" : "joined";
        assertEquals(
                List.of("Bonn|null|[" + column + "]"),
                ask("b", "city, " + column + ", CAST(cleared_columns AS VARCHAR)"));
        assertEquals(new ValueAdjustments(1, 0, 0), adjustments);
        assertEquals(1, manifest("b").path("replacedValues").intValue());
        assertEquals(0, manifest("b").path("untypedValues").asInt(-1));
    }

    @Test
    void clearsNoColumnThatHoldsItsValueWhenOthersAreReplaced() throws Exception {
        Map<String, String> replacing = fixture.with("invalid-values", "replace");

        load(
                full("b")
                        .member("fits", values(AGE, number("1")), values(JOINED, text("2026-03-01T02:00:00Z")))
                        .member(
                                "not",
                                values(AGE, text("many")),
                                values(JOINED, text("soon")),
                                values(CITY, text("n/a")))
                        .member("last counts", values(AGE, text("many")), values(AGE, number("2"))),
                replacing);

        assertEquals(
                List.of("fits|1.0|[]", "last counts|2.0|[]", "not|null|[age, joined]"),
                ask("b", "member_id, age, CAST(cleared_columns AS VARCHAR)"));
        assertEquals(2, manifest("b").path("replacedValues").intValue());
    }

    /** A column of text takes whatever comes, from that export on and for good. */
    @Test
    void keepsAsSentWhatComesAfterAChangeOfType() throws Exception {
        load(full("b-1").member("m", values(AGE, number("40.0"))).member("n", values(AGE, number("50"))));
        load(changes("b-2")
                .member("m", values(TestExport.variable("v-age", "Age", "string"), text("n/a")))
                .member("n", values(TestExport.variable("v-age", "Age", "string"), number("50.00"))));
        load(full("b-3")
                .member("m", values(AGE, number("41.0")))
                .member("n", values(AGE, text("n/a")))
                .member("o", values(AGE)));

        assertEquals(List.of("50.00|[age]", "n/a|[age]"), ask("b-2", "age_v_age, CAST(cleared_columns AS VARCHAR)"));
        assertEquals(
                List.of("41.0|[age]", "n/a|[age]", "null|[age, age_v_age]"),
                ask("b-3", "age_v_age, CAST(cleared_columns AS VARCHAR)"));
        assertEquals(0, manifest("b-3").path("replacedValues").intValue());
    }

    @Test
    void refusesAManifestThatItCannotTrustAndLeavesTheTargetAsItWas() throws Exception {
        load(full("b-1").member("m", values(CITY, text("Bonn"))));
        fixture.client()
                .write(
                        key("b-1", "_manifest-"),
                        "{\"formatVersion\":1,\"columns\":[{}]}".getBytes(StandardCharsets.UTF_8));

        TargetsFailedException failed = assertThrows(
                TargetsFailedException.class, () -> load(full("b-2").member("m", values(CITY, text("Rome")))));

        String said = String.valueOf(failed.targets().get(0).failure());
        assertTrue(said.contains("_manifest-") && said.contains("names of columns"), said);
        assertTrue(
                fixture.strays().stream().noneMatch(stray -> stray.startsWith("claim") || stray.contains("batch=b-2")));
    }

    /** Or what describes its pages would fill the memory. */
    @Test
    void endsAFileInTimeWhenColumnsAreMany() throws Exception {
        VariableValues[] row = new VariableValues[2_700];
        for (int v = 0; v < row.length; v++) {
            row[v] = values(variable("v" + v), text("x".repeat(512)));
        }
        TestExport export = full("b");
        for (int m = 0; m < 40; m++) {
            export = export.member("m-" + m, row);
        }

        load(export.inBlocksOf(10));

        assertTrue(
                manifest("b").path("files").size() > 1,
                () -> fixture.client().keys().toString());
    }
}
