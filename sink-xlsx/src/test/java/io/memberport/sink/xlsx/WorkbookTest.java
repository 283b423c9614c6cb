package io.memberport.sink.xlsx;

import static io.memberport.testing.file.Exports.member;
import static io.memberport.testing.file.Exports.option;
import static io.memberport.testing.file.Exports.string;
import static io.memberport.testing.file.Exports.values;
import static io.memberport.testing.file.Exports.variable;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.encoding.block.RowBuffer;
import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.encoding.csv.WideColumns;
import io.memberport.encoding.file.Disk;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.VariableValues;
import io.memberport.port.SinkContext;
import io.memberport.testing.file.Exports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookTest {

    private static final ProfileVariable CITY = variable("v1", "City", "string");
    private static final ProfileVariable HOBBIES = variable("v2", "Hobbies", "set");
    private static final ProfileVariable COLOUR = variable("v3", "Colour", "enum");

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("members.xlsx");
    }

    private static Member city(int number) {
        return member("m" + number, values(CITY, string("City of " + number)));
    }

    @Test
    void hasSheetsForMembersAndOptionsAndTheExport() throws IOException {
        Exports.export(
                XlsxMemberSink.to(file()).build(),
                "b1",
                Exports.block(
                        member(
                                "m1",
                                values(HOBBIES, option("Go", "o1"), option("Chess", "o2"), option("Go", "o1")),
                                values(COLOUR, option("Red", "o1"))),
                        member("m2", values(COLOUR, string("Red")), values(HOBBIES, option("Go", "o1")))));

        assertEquals(List.of("Members", "Options", "About"), Workbooks.sheets(file()));
        assertEquals(
                List.of(
                        List.of("member_id", "Hobbies", "Colour"),
                        List.of("m1", "Go; Chess; Go", "Red"),
                        List.of("m2", "Go", "Red")),
                Workbooks.rows(file(), "Members"));
        assertEquals(
                List.of(
                        List.of("variable", "option_id", "label", "members"),
                        List.of("Hobbies", "o1", "Go", "2"),
                        List.of("Hobbies", "o2", "Chess", "1"),
                        List.of("Colour", "o1", "Red", "1"),
                        row("Colour", null, "Red", "1")),
                Workbooks.rows(file(), "Options"));
        List<List<@Nullable String>> about = Workbooks.rows(file(), "About");
        assertTrue(about.contains(List.of("batch", "b1")), about::toString);
        assertTrue(about.contains(List.of("export date (UTC)", "2026-03-01T02:00:00Z")), about::toString);
        assertTrue(about.contains(List.of("members", "2")), about::toString);
        assertTrue(about.contains(List.of("members of", "all")), about::toString);
    }

    private static List<@Nullable String> row(@Nullable String... cells) {
        return new ArrayList<>(Arrays.asList(cells));
    }

    @Test
    void continuesOnFurtherSheetsWhenOneIsFull() throws IOException {
        for (int members : new int[] {5, 6, 23}) {
            XlsxMemberSink sink = new XlsxMemberSink(file(), new WorkbookOptions(false, 5), Disk.REAL);
            List<MemberBlock> blocks = new ArrayList<>();
            for (int from = 0; from < members; from += 7) {
                List<Member> some = IntStream.range(from, Math.min(members, from + 7))
                        .mapToObj(WorkbookTest::city)
                        .toList();
                blocks.add(MemberBlock.of(from, some, 0));
            }

            Exports.export(sink, "b" + members, blocks.toArray(MemberBlock[]::new));

            List<String> sheets = Workbooks.sheets(file());
            assertEquals((members + 4) / 5 + 2, sheets.size());
            int member = 0;
            for (String sheet : sheets.subList(0, sheets.size() - 2)) {
                List<List<@Nullable String>> rows = Workbooks.rows(file(), sheet);
                assertEquals(List.of("member_id", "City"), rows.get(0), sheet);
                for (List<@Nullable String> row : rows.subList(1, rows.size())) {
                    assertEquals(List.of("m" + member, "City of " + member), row, sheet);
                    member++;
                }
            }
            assertEquals(members, member);
        }
    }

    @Test
    void makesTheSameBytesOfTheSameExport() throws IOException {
        Path other = directory.resolve("other.xlsx");

        Exports.export(XlsxMemberSink.to(file()).build(), "b1", Exports.block(city(1), city(2)));
        Exports.export(XlsxMemberSink.to(other).build(), "b1", Exports.block(city(1), city(2)));

        assertArrayEquals(Files.readAllBytes(file()), Files.readAllBytes(other));
    }

    /** With digits that are not those of ASCII, for example. */
    @Test
    void makesTheSameBytesInEveryLanguage() throws IOException {
        Path other = directory.resolve("other.xlsx");
        Locale own = Locale.getDefault();

        Exports.export(XlsxMemberSink.to(file()).build(), "b1", Exports.block(city(1)));
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            Exports.export(XlsxMemberSink.to(other).build(), "b1", Exports.block(city(1)));
        } finally {
            Locale.setDefault(own);
        }

        assertArrayEquals(Files.readAllBytes(file()), Files.readAllBytes(other));
    }

    @Test
    void hasNoMembersIfTheExportHasNone() throws IOException {
        Exports.export(XlsxMemberSink.to(file()).build(), "b1");

        assertEquals(List.of(List.of("member_id")), Workbooks.rows(file(), "Members"));
    }

    @Test
    void refusesMoreVariablesThanASheetHasColumns() {
        List<ProfileVariable> variables = IntStream.range(0, Sheets.MOST_COLUMNS)
                .mapToObj(i -> variable("v" + i, "V" + i, "string"))
                .toList();
        try (XlsxMemberSink sink = XlsxMemberSink.to(file()).build()) {
            MemberportException failure = assertThrows(
                    MemberportException.class,
                    () -> sink.open(SinkContext.of(Exports.COMMUNITY).withVariables(variables)));

            assertEquals(FailureKind.TARGET, failure.kind());
            String message = String.valueOf(failure.getMessage());
            assertTrue(message.contains("16384 variables, and a sheet of a workbook has room for 16383."), message);
            assertTrue(message.contains("Choose fewer variables by rules for personal data (only)"), message);
            sink.open(SinkContext.of(Exports.COMMUNITY).withVariables(variables.subList(1, variables.size())))
                    .close();
        }
        assertFalse(Files.exists(file()));
    }

    @Test
    void refusesAVariableWhoseNameIsTooLongForACell() {
        String longest = "n".repeat(Sheets.MOST_CHARACTERS);
        try (XlsxMemberSink sink =
                XlsxMemberSink.to(file()).replaceInvalidValues(true).build()) {
            MemberportException failure = assertThrows(
                    MemberportException.class,
                    () -> sink.open(SinkContext.of(Exports.COMMUNITY)
                            .withVariables(List.of(variable("v1", longest + "!", "string")))));

            assertEquals(FailureKind.TARGET, failure.kind());
            assertEquals(
                    "The variable with the id v1 has a column name of 32768 characters, and a cell of a workbook has room"
                            + " for 32767. Nothing was written. Rename the variable in Alida, leave it out by rules for"
                            + " personal data (only), or write to another target, a CSV file for example.",
                    failure.getMessage());
            sink.open(SinkContext.of(Exports.COMMUNITY).withVariables(List.of(variable("v1", longest, "string"))))
                    .close();
        }
        assertFalse(Files.exists(file()));
    }

    @Test
    void namesColumnsAsSpreadsheetsDo() {
        assertEquals("A", RowWriter.columnName(0));
        assertEquals("Z", RowWriter.columnName(25));
        assertEquals("AA", RowWriter.columnName(26));
        assertEquals("ZZ", RowWriter.columnName(701));
        assertEquals("AAA", RowWriter.columnName(702));
        assertEquals("XFD", RowWriter.columnName(Sheets.MOST_COLUMNS - 1));
    }

    /** The name of a variable has no limit, and the sheet repeats it for each option. */
    @Test
    void writesOptionsWithLongNamesInLittleMemory() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyOptionsProcess.class.getName(),
                        file().toString())
                .inheritIO()
                .start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "does not end");
        } finally {
            process.destroyForcibly();
        }

        assertEquals(0, process.exitValue());
        try (ZipFile workbook = new ZipFile(file().toFile())) {
            long bytes = workbook.getEntry("xl/worksheets/sheet2.xml").getSize();
            assertTrue(bytes > (long) OptionCounts.MOST_OPTIONS * ManyOptionsProcess.NAME.length(), () -> "" + bytes);
        }
    }

    /** Options are views of a block, and an encoder waits long for the next one. */
    @Test
    void keepsNoOptionsInAnEncoderThatWaits() {
        WideColumns columns = WideColumns.assign(List.of(COLOUR), List.of());
        InvalidValuePolicy policy = new WorkbookOptions(false).policy();
        MemberRows rows = new MemberRows(columns, 5, policy, new RowBuffer(1024));

        rows.write(Exports.block(member("m1", values(COLOUR, option("Red", "o1")))));

        assertEquals(1, rows.takeOptions().options().size());
        assertEquals(List.of(), rows.takeOptions().options());
    }

    @Test
    void listsNoOptionWhoseIdIsTooLongForACell() throws IOException {
        String longest = "i".repeat(Sheets.MOST_CHARACTERS);

        Exports.export(
                XlsxMemberSink.to(file()).build(),
                "b1",
                Exports.block(
                        member("m1", values(COLOUR, option("Red", longest + "!"))),
                        member("m2", values(COLOUR, option("Blue", longest))),
                        member("m3", values(COLOUR, option("Green", "")))));

        List<List<@Nullable String>> options = Workbooks.rows(file(), "Options");
        assertEquals(
                List.of(List.of("Colour", longest, "Blue", "1"), Arrays.asList("Colour", null, "Green", "1")),
                options.subList(1, options.size()));
        assertTrue(Workbooks.rows(file(), "About").stream().anyMatch(row -> "options".equals(row.get(0))));
    }

    @Test
    void boundsTheOptionsAndSaysSo() throws IOException {
        int more = OptionCounts.MOST_OPTIONS + 1;
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < more; i++) {
            members.add(member("m" + i, values(COLOUR, option("c" + i, "o" + i))));
        }
        members.add(member("last", new VariableValues(COLOUR, List.of(option("c0", "o0")), null)));

        Exports.export(XlsxMemberSink.to(file()).build(), "b1", Exports.block(members));

        List<List<@Nullable String>> options = Workbooks.rows(file(), "Options");
        assertEquals(OptionCounts.MOST_OPTIONS + 1, options.size());
        assertEquals(List.of("Colour", "o0", "c0", "2"), options.get(1));
        assertTrue(
                Workbooks.rows(file(), "About")
                        .contains(
                                List.of(
                                        "options",
                                        "The sheet Options is not complete: it has room for the first of very many, and for ids that a cell holds.")));
    }
}
