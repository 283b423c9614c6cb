package io.memberport.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page says of a failure is what the test beside it asserts. */
class FailuresDocumentTest {

    private static final String PAGE = "docs/failures.md";

    /** What a test of the kind asserts, and the exit code that this means. */
    private static final Map<String, Pattern> EXITS = Map.of(
            "1", Pattern.compile("FailureKind\\.BUG|ExitCode\\.UNEXPECTED|assertEquals\\(1,|\\bBUG\\b"),
            "2", Pattern.compile("CONFIGURATION|NOT_FOUND|ExitCode\\.USAGE|assertEquals\\(2,"),
            "3", Pattern.compile("ACCESS_DENIED|assertEquals\\(3,"),
            "4", Pattern.compile("EXPORT_FAILED|assertEquals\\(4,"),
            "5", Pattern.compile("DEADLINE|assertEquals\\(5,"),
            "6", Pattern.compile("UNAVAILABLE|PROTOCOL|assertEquals\\(6,"),
            "7", Pattern.compile("MALFORMED_EXPORT|assertEquals\\(7,"),
            "8", Pattern.compile("FailureKind\\.TARGET|TARGET_BUSY|TARGET_FAILED|assertEquals\\(8,|\\bTARGET\\b"),
            "130", Pattern.compile("INTERRUPTED|assertEquals\\(130,"));

    private static final Pattern NEVER = Pattern.compile("(?!)");

    private record Row(String happens, String says, String exit, String next, String test) {

        static Row of(String line) {
            List<String> cells = Arrays.stream(line.split("(?<!\\\\)\\|", -1))
                    .map(cell -> cell.strip().replace("\\|", "|"))
                    .toList();
            assertEquals(7, cells.size(), () -> "five columns: " + line);
            return new Row(cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5));
        }

        /** The classes of the tests that are named, one text; with what stands between quotes as it is printed. */
        String source() {
            return Documents.matches(test, "`([A-Za-z0-9]+)#").stream()
                    .map(TestSources::of)
                    .collect(Collectors.joining("\n"))
                    .replace("\\\"", "\"");
        }

        Stream<String> fixedText() {
            return Stream.of(says, next)
                    .flatMap(cell -> Arrays.stream(cell.split("…")))
                    .map(String::strip)
                    .filter(piece -> piece.length() > 1);
        }
    }

    private static List<Row> rows() {
        return Documents.text(PAGE)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| what happens"))
                .map(Row::of)
                .toList();
    }

    @Test
    void namesTestsThatAreThere() {
        assertFalse(rows().isEmpty());
        assertEquals(Set.of(), TestSources.missing(TestSources.namedIn(Documents.text(PAGE))));
    }

    @Test
    void saysWhatTheTestsAssert() {
        assertAll(rows().stream().map(row -> () -> {
            String source = row.source();
            List<String> unasserted =
                    row.fixedText().filter(piece -> !source.contains(piece)).toList();
            assertEquals(List.of(), unasserted, row.happens() + ": " + row.test());
        }));
    }

    @Test
    void hasTheExitCodeThatTheTestsAssert() {
        assertAll(rows().stream().map(row -> () -> {
            Pattern asserted = EXITS.getOrDefault(row.exit(), NEVER);
            assertTrue(asserted.matcher(row.source()).find(), () -> row.happens() + ": not asserted: " + row.exit());
        }));
    }

    @Test
    void hasNoFailureTwice() {
        List<String> kinds = rows().stream().map(Row::happens).toList();

        assertEquals(List.copyOf(Set.copyOf(kinds)).size(), kinds.size());
    }
}
