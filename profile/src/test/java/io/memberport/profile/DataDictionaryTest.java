package io.memberport.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.profile.Content.Option;
import io.memberport.profile.Content.Options;
import io.memberport.profile.VariableProfile.DistinctCount;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DataDictionaryTest {

    /** What closes a cell, a row, a quotation or an element somewhere, and what a terminal would obey. */
    private static final String HOSTILE = "a|b,\"c\"\r\n<td>`&*d*\\ \u001b[31m\u202ee";

    private static final VariableProfile COLOUR = variable(
            "v-1",
            "Colour",
            "enum",
            Sensitivity.NOT_SENSITIVE,
            new Options(List.of(new Option("o-1", "Red", 30), new Option(null, "Blue", 20)), 3, 5, true));

    private static VariableProfile variable(
            String id, @Nullable String name, @Nullable String type, Sensitivity sensitivity, Content content) {
        return new VariableProfile(
                ProfileVariable.of(id, name, type, sensitivity),
                60,
                55,
                55,
                0,
                new DistinctCount(5, true),
                List.of(),
                content);
    }

    private static ExportProfile profile(VariableProfile... variables) {
        ExportMetadata export = new ExportMetadata(
                "batch-1", null, Instant.parse("2026-03-01T02:00:00Z"), null, "0".repeat(64), 1_000, 60, 55, 0);
        return new ExportProfile(export, 5, List.of(variables), List.of(), List.of());
    }

    @Test
    void hasALineForEachVariableWithWhatTheProfileShowsOfIt() {
        VariableProfile secret = variable("v-2", "Income", "enum", Sensitivity.SENSITIVE, new Content.Withheld());
        VariableProfile nameless = variable("v-3", null, null, Sensitivity.UNSTATED, new Content.Withheld());

        String csv = new DataDictionary(profile(COLOUR, secret, nameless), Map.of()).csv();

        assertEquals(
                List.of(
                        "variable_id,name,type,sensitive,fill_percent,options",
                        "v-1,Colour,enum,no,91.7,Red (o-1); Blue; others: 3",
                        "v-2,Income,enum,yes,91.7,withheld",
                        "v-3,,,unstated,91.7,withheld",
                        ""),
                List.of(csv.split("\r\n", -1)));
    }

    @Test
    void hasTheColumnsOfTargetsInTheirOrder() {
        Map<String, Map<String, String>> columns = new LinkedHashMap<>();
        columns.put("/data/members.csv", Map.of("v-1", "Colour"));
        columns.put("db", Map.of());

        String markdown = new DataDictionary(profile(COLOUR), columns).markdown();

        assertEquals(
                List.of(
                        "| Id | Name | Column in /data/members.csv | Column in db | Type | Sensitive | Fill | Options |",
                        "| --- | --- | --- | --- | --- | --- | --- | --- |",
                        "| v-1 | Colour | Colour |  | enum | no | 91.7% | Red (o-1); Blue; others: 3 |"),
                markdown.lines().skip(4).toList());
    }

    @Test
    void doesNotChangeWithTheMapThatItWasMadeOf() {
        Map<String, String> ofTarget = new HashMap<>(Map.of("v-1", "Colour"));
        Map<String, Map<String, String>> columns = new HashMap<>(Map.of("db", ofTarget));
        DataDictionary dictionary = new DataDictionary(profile(COLOUR), columns);
        String before = dictionary.csv();

        ofTarget.put("v-1", "Hue");
        columns.put("another", Map.of());

        assertEquals(before, dictionary.csv());
    }

    @Test
    void saysWhichOptionsAreNotNamed() {
        assertTrue(
                new DataDictionary(profile(COLOUR), Map.of())
                        .markdown()
                        .contains(
                                "Options that fewer than 5 members have, and those of variables that are sensitive or may be, are not named."));
    }

    @Test
    void keepsTheTableWholeWhateverNamesHold() {
        VariableProfile hostile = variable(HOSTILE, HOSTILE, HOSTILE, Sensitivity.UNSTATED, new Content.Withheld());
        DataDictionary dictionary = new DataDictionary(profile(hostile), Map.of(HOSTILE, Map.of(HOSTILE, HOSTILE)));

        List<String> rows = dictionary.markdown().lines().skip(4).toList();
        assertEquals(3, rows.size(), "a header, a line and a variable");
        rows.forEach(row -> assertEquals(7, row.split("(?<!\\\\)\\|", -1).length - 1 - 1, row));
        String cell = "a\\|b,\"c\"  &lt;td&gt;\\`&amp;\\*d\\*\\\\  \\[31m e";
        assertTrue(rows.get(2).startsWith("| " + cell + " | " + cell + " | " + cell + " | "), rows.get(2));

        List<String> lines = dictionary.csv().lines().toList();
        assertEquals(2, lines.size());
        String quoted = "\"a|b,\"\"c\"\"  <td>`&*d*\\  [31m e\"";
        assertEquals(String.join(",", quoted, quoted, quoted, quoted, "unstated", "91.7", "withheld"), lines.get(1));
        assertFalse(dictionary.csv().chars().anyMatch(c -> Character.isISOControl(c) && c != '\r' && c != '\n'));
    }

    @Test
    void saysThatAVariableIsFullOrEmptyOnlyIfItIs() {
        assertEquals(List.of(">99.9%", "99.9"), fills(100_000, 99_999));
        assertEquals(List.of("<0.1%", "0.1"), fills(100_000, 1));
        assertEquals(List.of("100%", "100.0"), fills(100_000, 100_000));
        assertEquals(List.of("0%", "0.0"), fills(100_000, 0));
    }

    /** In Markdown and in CSV. */
    private static List<String> fills(long members, long filled) {
        ExportMetadata export = new ExportMetadata(null, null, null, null, "0".repeat(64), 1_000, members, filled, 0);
        VariableProfile variable = new VariableProfile(
                COLOUR.definition(),
                members,
                filled,
                filled,
                0,
                COLOUR.distinctValues(),
                List.of(),
                new Content.Withheld());
        DataDictionary dictionary =
                new DataDictionary(new ExportProfile(export, 5, List.of(variable), List.of(), List.of()), Map.of());
        String row = dictionary.markdown().lines().skip(6).findFirst().orElseThrow();
        String line = dictionary.csv().lines().skip(1).findFirst().orElseThrow();
        return List.of(row.split(" \\| ", -1)[4].replace("&lt;", "<").replace("&gt;", ">"), line.split(",", -1)[4]);
    }

    @Test
    void sharesNothingOutAmongNoMembers() {
        ExportMetadata nobody = new ExportMetadata(null, null, null, null, "0".repeat(64), 0, 0, 0, 0);

        String markdown = new DataDictionary(
                        new ExportProfile(nobody, 5, List.of(COLOUR), List.of(), List.of()), Map.of())
                .markdown();

        assertTrue(markdown.contains("| 0% |"), markdown);
        assertTrue(markdown.contains("The export of an unknown date"), markdown);
    }
}
