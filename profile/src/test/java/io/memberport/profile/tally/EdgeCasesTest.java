package io.memberport.profile.tally;

import static io.memberport.profile.tally.TestExport.defined;
import static io.memberport.profile.tally.TestExport.option;
import static io.memberport.profile.tally.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.DataType;
import io.memberport.model.Sensitivity;
import io.memberport.profile.Content;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.Finding;
import io.memberport.profile.VariableProfile;
import io.memberport.profile.VariableProfile.Bin;
import io.memberport.profile.VariableProfile.DistinctCount;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeCasesTest {

    @Test
    void profilesAnEmptyExport() {
        ExportProfile profile = new TestExport().profile();

        assertEquals(0, profile.export().members());
        assertEquals(List.of(), profile.variables());
        assertEquals(List.of(), profile.findings());
        assertNull(profile.export().variables());
    }

    @Test
    void profilesVariablesWithoutValues() {
        ExportProfile profile = new TestExport()
                .member(
                        "m",
                        variable("text", "string"),
                        variable("number", "double"),
                        variable("time", "datetime", "null"),
                        variable("enum", "enum"))
                .profile();

        assertEquals(
                new Content.Texts(0, 0, 0, List.of(), Map.of()),
                profile.variables().get(0).content());
        assertEquals(
                new Content.Numbers(0, true, null, List.of()),
                profile.variables().get(1).content());
        assertEquals(
                new Content.Times(0, null, null, List.of()),
                profile.variables().get(2).content());
        assertEquals(
                new Content.Options(List.of(), 0, 0, true),
                profile.variables().get(3).content());
        VariableProfile time = profile.variables().get(2);
        assertEquals(
                List.of(1L, 0L, 0L, 1L), List.of(time.members(), time.filledMembers(), time.values(), time.nulls()));
        assertEquals(new DistinctCount(0, true), time.distinctValues());
    }

    @Test
    void takesForNumbersWhatJsonDoesAndNothingElse() {
        VariableProfile variable = new TestExport()
                .member(
                        "m",
                        variable("v", "double", "1", "\"2\"", "-0", "\"-0.0\"", "1234567890123456789012345", "1e3"))
                .member(
                        "n",
                        variable("v", "double", "\"NaN\"", "\"Infinity\"", "1e400", "\"0x1p3\"", "\"1f\"", "\" 1\""))
                .member("o", variable("v", "double", "\"\"", "\"-\"", "\"1.\"", "\".5\"", "true", "{\"a\":1}", "[1]"))
                .member("p", variable("v", "double", "null", "\"007\""))
                .onlyVariable();

        Content.Numbers numbers = assertInstanceOf(Content.Numbers.class, variable.content());

        assertEquals(7, numbers.count());
        Content.NumberRange range = Objects.requireNonNull(numbers.range());
        assertEquals(0.0, range.minimum());
        assertEquals(new BigDecimal("1234567890123456789012345").doubleValue(), range.maximum());
    }

    @Test
    void countsOptionsOncePerMemberAndTellsThemByTheirIds() {
        VariableProfile variable = new TestExport()
                .members(3, variable("v", "set", option("a", "Red"), option("a", "Red"), option("b", "Blue")))
                .members(4, variable("v", "set", option("c", "Red"), option("", "Red"), "\"Red\""))
                .onlyVariable();

        assertEquals(
                new Content.Options(
                        List.of(
                                new Content.Option(null, "Red", 4),
                                new Content.Option("c", "Red", 4),
                                new Content.Option("a", "Red", 3),
                                new Content.Option("b", "Blue", 3)),
                        0,
                        0,
                        true),
                variable.content());
        assertEquals(new DistinctCount(4, true), variable.distinctValues());
        assertEquals(List.of(new Bin(3, 3, 7)), variable.valuesPerMember());
    }

    @Test
    void doesNotNameOptionsThatFewHaveNorLetThemBeWorkedOut() {
        assertEquals(List.of("A", "B"), labelsOf(9, 5, 2, 2));
        // The only one below the smallest group takes the least of the others with it.
        assertEquals(List.of("A"), labelsOf(9, 5, 2));
        // Two of one member each would tell that fewer than the smallest group have them.
        assertEquals(List.of("A"), labelsOf(9, 5, 1, 1));
        assertEquals(List.of(), labelsOf(9, 1));
        assertEquals(List.of(), labelsOf(2));
        assertEquals(List.of("A"), labelsOf(3));
    }

    /** Of an enum whose options A, B, … so many members have. */
    private static List<String> labelsOf(int... members) {
        TestExport export = new TestExport();
        for (int i = 0; i < members.length; i++) {
            String label = String.valueOf((char) ('A' + i));
            export.members(members[i], variable("v", "enum", option("id" + label, label)));
        }
        Content.Options options = (Content.Options) export.onlyVariable().content();
        long named =
                options.options().stream().mapToLong(Content.Option::members).sum();
        assertEquals(IntStream.of(members).sum(), named + options.otherMembers());
        assertEquals(members.length, options.options().size() + options.otherOptions());
        return options.options().stream().map(Content.Option::label).toList();
    }

    @Test
    void namesAnOptionOnlyByALabelThatEnoughMembersHave() {
        TestExport own = new TestExport();
        for (int i = 0; i < 30; i++) {
            own.member("m" + i, variable("v", "enum", option("other", "Own words " + i)));
        }
        assertEquals(
                new Content.Options(List.of(), 1, 30, true), own.onlyVariable().content());

        assertEquals("Old", labelOfOnlyOption("Old", "Old", "Old", "New", "Newest"));
        assertEquals("New", labelOfOnlyOption("Old", "Old", "Old", "New", "New", "New"));
        assertEquals("New", labelOfOnlyOption("Rare", "New", "New", "Other", "New", "Another", "New"));
    }

    private static String labelOfOnlyOption(String... labels) {
        TestExport export = new TestExport();
        for (int i = 0; i < labels.length; i++) {
            export.member("m" + i, variable("v", "enum", option("a", labels[i])));
        }
        Content.Options options = (Content.Options) export.onlyVariable().content();
        assertEquals(1, options.options().size());
        assertEquals(labels.length, options.options().get(0).members());
        return options.options().get(0).label();
    }

    @Test
    void needsNoRoomForLabelsThatWereReplaced() {
        TestExport export = new TestExport();
        String words = "w".repeat(1_000);
        for (int i = 0; i < 6_000; i++) {
            export.member("m" + i, variable("v", "enum", option("other", i + words)));
        }
        export.members(5, variable("v", "enum", option("late", "Late")))
                .members(5, variable("v", "enum", option("later", "Later")));

        Content.Options options = (Content.Options) export.onlyVariable().content();

        assertTrue(options.complete());
        assertEquals(
                List.of("Late"),
                options.options().stream().map(Content.Option::label).toList());
        assertEquals(2, options.otherOptions());
    }

    @Test
    void countsAHundredThousandOptionsTogetherBeyondItsBounds() {
        TestExport export = new TestExport();
        export.members(5, variable("v", "enum", option("first", "First")));
        for (int i = 0; i < 100_000; i++) {
            export.member("m" + i, variable("v", "enum", option("o" + i, "Option " + i)));
        }
        export.members(5, variable("v", "enum", option("first", "First")));

        VariableProfile variable = export.onlyVariable();
        Content.Options options = assertInstanceOf(Content.Options.class, variable.content());

        assertFalse(options.complete());
        assertEquals(List.of(new Content.Option("first", "First", 10)), options.options());
        assertEquals(100_000, options.otherMembers());
        assertEquals(100_000.0, (double) options.otherOptions(), 6_000);
    }

    /** How many options there are is an estimate then, which can be below the number of those that are counted. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c", "d", "e", "f"})
    void doesNotTellOfTheOnlyOptionForWhichThereIsNoRoom(String prefix) {
        TestExport export = new TestExport();
        for (int i = 0; i < 30_001; i++) {
            export.member("m" + i, variable("v", "enum", option(prefix + i / 3, "Option " + i / 3)));
        }

        Content.Options options = (Content.Options) export.onlyVariable().content();

        assertFalse(options.complete());
        assertEquals(9_999, options.options().size());
        assertTrue(options.otherOptions() >= 2, options::toString);
        assertEquals(4, options.otherMembers(), "of the one that is not counted, and of the least of the others");
    }

    @Test
    void profilesTenThousandVariablesWithOneValueEach() {
        String[] variables = IntStream.range(0, 10_000)
                .mapToObj(i -> defined("v" + i, "v", i % 2 == 0 ? "double" : "string", "false", "\"" + i + "\""))
                .toArray(String[]::new);

        ExportProfile profile = new TestExport()
                .member("m", variables)
                .profile(Map.of("Small", 9_999, "Exact", 10_000, "Large", 20_000));

        assertEquals(10_000, profile.variables().size());
        assertEquals(
                List.of(
                        new Finding(Finding.Kind.SHARED_NAMES, null, 10_000, "v"),
                        new Finding(Finding.Kind.TOO_MANY_COLUMNS, null, 10_000, "Small")),
                profile.findings());
    }

    @Test
    void findsMembersAndVariablesThatComeTwice() {
        ExportProfile profile = new TestExport()
                .member("a", variable("v", "string", "\"x\""), variable("v", "string", "\"y\"", "\"z\""))
                .member("b", variable("v", "string"), variable("v", "string", "\"x\""))
                .member("a", variable("v", "string", "\"x\""))
                .member("a")
                .profile();

        VariableProfile variable = profile.variables().get(0);
        assertEquals(1, TestExport.found(profile, Finding.Kind.DUPLICATE_MEMBERS));
        assertEquals(2, TestExport.found(profile, Finding.Kind.DUPLICATE_VARIABLES));
        assertEquals(3, variable.members());
        assertEquals(3, variable.filledMembers());
        assertEquals(List.of(new Bin(1, 1, 2), new Bin(2, 2, 0), new Bin(3, 3, 1)), variable.valuesPerMember());
    }

    @Test
    void countsTheValuesOfAMemberThatHasAVariableTwiceTogether() {
        VariableProfile variable = new TestExport()
                .members(4, variable("v", "string", "\"x\""), variable("v", "string", "\"y\""))
                .onlyVariable();
        VariableProfile large = new TestExport()
                .members(4, variable("v", "set", many(1)), variable("v", "set", many(39)))
                .onlyVariable();

        assertEquals(List.of(new Bin(2, 2, 4)), variable.valuesPerMember());
        assertEquals(List.of(new Bin(32, 40, 4)), large.valuesPerMember());
    }

    private static String[] many(int values) {
        return IntStream.range(0, values).mapToObj(i -> "\"" + i + "\"").toArray(String[]::new);
    }

    @Test
    void refusesMoreVariablesThanThereIsRoomFor() {
        TestExport export = new TestExport();
        for (int i = 0; i <= 10_000; i++) {
            export.member("m" + i, variable("v" + i, "string"));
        }

        MemberportException refused = assertThrows(MemberportException.class, export::profile);

        assertEquals(FailureKind.MALFORMED_EXPORT, refused.kind());
        assertEquals(
                "The export has more than 10,000 variables, the most that a profile can have and far more than a community"
                        + " has. Ask Alida's support whether the export is right.",
                refused.getMessage());
    }

    /** As many variables as get fine sketches, none of which needs its own any more. */
    @Test
    void givesTheRoomOfNumbersThatAreProtectedToOthers() {
        TestExport export = new TestExport();
        for (String sensitive : List.of("false", "true")) {
            export.member(
                    sensitive,
                    IntStream.range(0, 1_000)
                            .mapToObj(i -> defined("v" + i, "v" + i, "double", sensitive, "1"))
                            .toArray(String[]::new));
        }
        for (int i = 0; i < 300; i++) {
            export.member("m" + i, variable("late", "double", String.valueOf(i)));
        }

        Content.Numbers late =
                (Content.Numbers) export.profile().variables().get(1_000).content();

        assertTrue(late.isExact());
    }

    @Test
    void tellsNothingOfTheDatesThatAProtectedVariableHas() {
        ExportProfile profile = new TestExport()
                .member("m-1", variable("time", "datetime", "\"1812-01-01T00:00:00Z\""))
                .member("m-2", defined("time", "time", "datetime", "true", "\"1812-01-01T00:00:00Z\""))
                .profile();

        assertEquals(
                List.of(2L), profile.findings().stream().map(Finding::count).toList());
        assertEquals(Finding.Kind.CHANGED_DEFINITION, profile.findings().get(0).kind());
    }

    @Test
    void takesTheLastDefinitionAndTheStrictestSensitivity() {
        ExportProfile profile = new TestExport()
                .members(5, defined("v", "Colour", "enum", "false", option("r", "Red")))
                .member("n", defined("v", "Shade", "enum", "true", option("r", "Red")))
                .member("o", defined("v", "Hue", "double", "false", "1"))
                .profile();

        VariableProfile variable = profile.variables().get(0);
        assertEquals("Hue", variable.definition().name());
        assertEquals(DataType.DOUBLE, variable.definition().dataType());
        assertEquals(Sensitivity.SENSITIVE, variable.definition().sensitivity());
        assertEquals(new Content.Withheld(), variable.content());
        assertEquals(List.of(new Finding(Finding.Kind.CHANGED_DEFINITION, "v", 3, null)), profile.findings());
        assertEquals(
                List.of("Colour", "Shade", "Hue"),
                profile.definitions().stream()
                        .map(definition -> definition.name())
                        .toList());
    }

    @Test
    void findsNamesThatDifferInCaseOrAccentCompositionOnly() {
        ExportProfile profile = new TestExport()
                .member(
                        "m",
                        defined("1", "Caf\u00e9", "string", "false"),
                        defined("2", "CAFE\u0301 ", "string", "false"),
                        defined("3", "Cafe", "string", "false"))
                .profile();

        assertEquals(List.of(new Finding(Finding.Kind.SHARED_NAMES, null, 2, "Caf\u00e9")), profile.findings());
    }

    @Test
    void acceptsNamesOfTwentyThousandCharacters() {
        String longName = "n".repeat(20_000);
        ExportProfile profile = new TestExport()
                .member("m", defined("v", longName, "string", "false", "\"x\""))
                .profile();

        assertEquals(longName, profile.variables().get(0).definition().name());
        assertEquals(1, profile.variables().get(0).values());
    }

    @Test
    void findsOddDates() {
        ExportProfile profile = new TestExport()
                .member("m", variable("v", "datetime", "\"1899-12-31\"", "\"1900-01-01\"", "\"2099-12-31T23:59:59Z\""))
                .member("n", variable("v", "datetime", "\"2100-01-01\"", "\"31.12.2020\"", "1577836800"))
                .member("o", variable("w", "string").replace("2024-05-01T00:00:00Z", "soon"))
                .profile();

        assertEquals(
                List.of(
                        new Finding(Finding.Kind.UNFITTING_VALUES, "v", 2, null),
                        new Finding(Finding.Kind.ODD_DATES, "v", 2, null),
                        new Finding(Finding.Kind.ODD_DATES, "w", 1, Finding.EFFECTIVE_DATE)),
                profile.findings());
    }

    @Test
    void failsAsAReaderDoesIfTheFileIsIncomplete() {
        MemberportException failure = assertThrows(
                MemberportException.class, () -> TestExport.profileOf("{\"members\":[{\"memberId\":\"m\"", Map.of()));

        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertTrue(String.valueOf(failure.getMessage()).contains("test export"), failure.getMessage());
    }
}
