package io.memberport.sink.xlsx;

import static io.memberport.testing.file.Exports.block;
import static io.memberport.testing.file.Exports.member;
import static io.memberport.testing.file.Exports.nothing;
import static io.memberport.testing.file.Exports.option;
import static io.memberport.testing.file.Exports.string;
import static io.memberport.testing.file.Exports.values;
import static io.memberport.testing.file.Exports.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Member;
import io.memberport.model.Value;
import io.memberport.testing.file.Exports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What values become in cells, as docs/spreadsheets.md says. */
class CellsTest {

    @TempDir
    Path directory;

    private Path write(Member... members) {
        return write(false, members);
    }

    private Path write(boolean replaces, Member... members) {
        Path file = directory.resolve("members.xlsx");
        Exports.export(XlsxMemberSink.to(file).replaceInvalidValues(replaces).build(), "b1", block(members));
        return file;
    }

    /** The cell of one value. */
    private @Nullable Cell cell(String dataType, Value... values) throws IOException {
        Path file = write(member("m1", values(variable("v1", "V", dataType), values)));
        return Workbooks.cells(file, "Members").get(1).get(1);
    }

    private Cell filled(String dataType, Value... values) throws IOException {
        Cell cell = cell(dataType, values);
        if (cell == null) {
            throw new AssertionError("no cell");
        }
        return cell;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "1.50",
                "-0.5",
                "0.000000000000001",
                "123456789012345",
                "-123456789012.345",
                "100000000000.000",
                "0.10"
            })
    void keepsEveryDigitOfANumber(String digits) throws IOException {
        for (Value value : List.of(string(digits), Exports.of(Value.Kind.NUMBER, digits))) {
            Cell cell = filled("double", value);

            assertEquals(CellType.NUMBER, cell.getType());
            assertEquals(digits, Workbooks.shown(cell));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234567890123456",
                "0.1234567890123456",
                "0.0000000000000001",
                "007",
                "-01",
                "+1",
                "-0",
                "-0.00",
                "1e5",
                "1.",
                ".5",
                "1,5",
                "",
                "-",
                " 1",
                "NaN",
                "١"
            })
    void leavesANumberTextThatACellWouldChange(String digits) throws IOException {
        Cell cell = filled("double", string(digits));

        assertEquals(CellType.STRING, cell.getType());
        assertEquals(digits, cell.getText());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z,2026-01-31T12:00:00Z",
        "2026-01-31T13:00:00+01:00,2026-01-31T12:00:00Z",
        "2026-01-31 12:00,2026-01-31T12:00:00Z",
        "2026-01-31T23:59:59.999Z,2026-01-31T23:59:59.999Z",
        "2026-01-31T00:00:00.001000Z,2026-01-31T00:00:00.001Z",
        "2026-01-31,2026-01-31",
        "1900-03-01T00:00:00Z,1900-03-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z,9999-12-31T23:59:59.999Z"
    })
    void writesDateTimesInUtc(String sent, String shown) throws IOException {
        Cell cell = filled("datetime", string(sent));

        assertEquals(CellType.NUMBER, cell.getType());
        assertEquals(shown, Workbooks.shown(cell));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1900-02-28T23:59:59Z",
                "1900-03-01T00:00:00+01:00",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:30:00-01:00",
                "2026-01-31T12:00:00.0001Z",
                "2026-01-31T12:00:00.000000000000001Z",
                "2026-02-30",
                "yesterday"
            })
    void leavesADateTimeTextThatACellWouldChange(String sent) throws IOException {
        Cell cell = filled("datetime", string(sent));

        assertEquals(CellType.STRING, cell.getType());
        assertEquals(sent, cell.getText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "identifier", "enum", "unheard-of"})
    void leavesAllOtherTypesText(String dataType) throws IOException {
        for (String text :
                List.of("0012", "41", "1.5", "2026-01-31T12:00:00Z", "=1+1", "@SUM(A1)", "TRUE", "_x0041_")) {
            Cell cell = filled(dataType, string(text));

            assertEquals(CellType.STRING, cell.getType());
            assertEquals(text, Workbooks.shown(cell));
            assertNull(cell.getFormula());
        }
    }

    /** So that it stays text when it is edited. */
    @Test
    void marksTextAsText() throws IOException {
        Path file = write(member("m1", values(variable("v1", "V", "string"), string("=1+1"))));

        assertTrue(part(file, "xl/worksheets/sheet1.xml")
                .contains("<c r=\"B2\" s=\"1\" t=\"inlineStr\"><is><t>=1+1</t></is></c>"));
        String styles = part(file, "xl/styles.xml");
        String second = styles.substring(styles.indexOf("<cellXfs")).split("<xf ", -1)[2];
        assertTrue(second.contains("quotePrefix=\"1\""), second);
    }

    @Test
    void protectsTextThatLooksLikeAnEscapedCharacter() throws IOException {
        String text = "_x0041_x0042_ \u0001 \r _X0041_ _x004_ _xGGGG_";

        Path file = write(member("m1", values(variable("v1", "V", "string"), string(text))));

        String sheet = part(file, "xl/worksheets/sheet1.xml");
        assertTrue(sheet.contains("<t>_x005F_x0041_x005F_x0042_ _x0001_ &#13; _X0041_ _x004_ _xGGGG_</t>"), sheet);
    }

    /** What an escape begins with can end what looks like one. */
    @Test
    void keepsTextThatIsMadeOfPiecesOfEscapes() throws IOException {
        String[] pieces = {"_", "x", "_x", "0", "41", "0041", "00ab", "FFFE", "\u0007", "\uFFFE", "\uFFFF"};
        Random random = new Random(4711);
        List<String> texts = new ArrayList<>();
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            String text = random.ints(1 + random.nextInt(8), 0, pieces.length)
                    .mapToObj(piece -> pieces[piece])
                    .collect(Collectors.joining());
            texts.add(text);
            members.add(member("m" + i, values(variable("v1", "V", "string"), string(text))));
        }

        List<List<@Nullable String>> rows = Workbooks.rows(write(members.toArray(Member[]::new)), "Members");

        assertEquals(texts, rows.stream().skip(1).map(row -> row.get(1)).toList());
    }

    @Test
    void tellsNothingFromAnEmptyText() throws IOException {
        assertNull(cell("string"));
        assertNull(cell("string", nothing()));
        assertEquals("", filled("string", string("")).getText());
        assertEquals("", filled("set").getText());
    }

    @Test
    void writesListsThatCanBeToldApart() throws IOException {
        List<Value> options = new ArrayList<>();
        List<@Nullable String> labels = new ArrayList<>();
        for (String label : List.of("Chess", "a; b", "say \"go\"", "", " ", "null", "two\nlines", "Go")) {
            options.add(option(label, "o" + options.size()));
            labels.add(label);
        }
        options.add(nothing());
        labels.add(null);

        String text = filled("set", options.toArray(Value[]::new)).getText();

        assertEquals("Chess; \"a; b\"; \"say \"\"go\"\"\"; \"\"; \" \"; \"null\"; \"two\nlines\"; Go; null", text);
        assertEquals(labels, XlsxFixture.elements(text));
    }

    @Test
    void refusesATextThatIsTooLongForACell() throws IOException {
        String longest = "😀".repeat(16_383) + "x";
        assertEquals(longest, filled("string", string(longest)).getText());

        MemberportException failure =
                assertThrows(MemberportException.class, () -> cell("string", string(longest + "secret")));

        assertEquals(FailureKind.TARGET, failure.kind());
        String message = String.valueOf(failure.getMessage());
        assertTrue(
                message.contains("a text of more than 32767 characters, which a cell of a workbook cannot hold"),
                message);
        assertTrue(message.contains("use the option invalid-values=replace, or another target."), message);
        assertTrue(message.contains("'V' (id v1)"), message);
        assertFalse(message.contains("secret"));
    }

    @Test
    void cutsATextThatIsTooLongIfAskedTo() throws IOException {
        Path file = write(true, member("m1", values(variable("v1", "V", "string"), string("😀".repeat(20_000)))));

        List<@Nullable String> row = Workbooks.rows(file, "Members").get(1);
        assertEquals("😀".repeat(16_383) + "…", row.get(1));
        assertTrue(Workbooks.rows(file, "About").stream()
                .anyMatch(about ->
                        String.valueOf(about.get(0)).startsWith("texts that were cut") && "1".equals(about.get(1))));
    }

    private static String part(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
