package io.memberport.sink.csv;

import static io.memberport.sink.csv.Exports.block;
import static io.memberport.sink.csv.Exports.member;
import static io.memberport.sink.csv.Exports.string;
import static io.memberport.sink.csv.Exports.values;
import static io.memberport.sink.csv.Exports.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Value;
import io.memberport.sink.csv.CsvMemberSink.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormulaGuardTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("cases")
    void guardsTextThatASpreadsheetWouldTakeForAFormula(String line) throws IOException {
        String[] cells = line.split("\\|", -1);
        Value value = Exports.of(Value.Kind.valueOf(cells[0].strip()), ColumnNameTest.unescaped(cells[1].strip()));
        String expected = ColumnNameTest.unescaped(cells[2].strip());

        MemberBlock block = block(member("m1", values(variable("v1", "City", "string"), value)));

        assertEquals(
                expected, CsvFiles.rows(write(Layout.LONG, true, block)).get(1).get(7));
        assertEquals(
                expected, CsvFiles.rows(write(Layout.WIDE, true, block)).get(1).get(1));
    }

    static List<String> cases() throws IOException {
        List<String> lines = ColumnNameTest.resource("formula-guard.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertTrue(lines.size() > 20, "the file was read");
        return lines;
    }

    @Test
    void guardsNamesAndIdsToo() throws IOException {
        ProfileVariable variable = variable("=v", "=n", "=t");
        MemberBlock block = block(member("=m", values(variable, Exports.option("=l", "=o"))));

        assertEquals(
                List.of("'=m", "'=v", "'=n", "'=t", "false", "0", "'=o", "'=l"),
                CsvFiles.rows(write(Layout.LONG, true, block)).get(1).subList(0, 8));
        assertEquals("member_id,'=n\r\n'=m,'=l\r\n", CsvFiles.text(write(Layout.WIDE, true, block)));
    }

    @Test
    void quotesWhatItGuardsIfThatIsNecessary() throws IOException {
        MemberBlock block =
                block(member("m1", values(variable("v1", "City", "string"), string("=HYPERLINK(\"x\",1)"))));

        assertEquals(
                "member_id,City\r\nm1,\"'=HYPERLINK(\"\"x\"\",1)\"\r\n",
                CsvFiles.text(write(Layout.WIDE, true, block)));
    }

    @Test
    void isOffUnlessAskedFor() throws IOException {
        MemberBlock block = block(member("=m", values(variable("v1", "=n", "string"), string("=1+1"))));

        assertEquals("member_id,=n\r\n=m,=1+1\r\n", CsvFiles.text(write(Layout.WIDE, false, block)));
    }

    private Path write(Layout layout, boolean guard, MemberBlock block) {
        Path file = directory.resolve("members.csv");
        Exports.export(CsvMemberSink.to(file).layout(layout).formulaGuard(guard).build(), "b1", block);
        return file;
    }
}
