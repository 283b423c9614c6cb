package io.memberport.encoding.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.memberport.encoding.block.BlockLines;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormulaGuardTest {

    private static final ProfileVariable CITY = variable("v1", "City", "string");

    @ParameterizedTest
    @MethodSource("cases")
    void guardsTextThatASpreadsheetWouldTakeForAFormula(String line) throws IOException {
        String[] cells = line.split("\\|", -1);
        Value value = new Value(
                Value.Kind.valueOf(cells[0].strip()), Text.of(ColumnNameTest.unescaped(cells[1].strip())), null);
        String expected = ColumnNameTest.unescaped(cells[2].strip());

        MemberBlock block = block("m1", CITY, value);

        assertEquals(expected, firstRow(writtenLong(true, block)).get(7));
        assertEquals(expected, firstRow(writtenWide(true, CITY, block)).get(1));
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
        MemberBlock block = block("=m", variable, new Value(Value.Kind.STRING, Text.of("=l"), Text.of("=o")));

        assertEquals(
                List.of("'=m", "'=v", "'=n", "'=t", "false", "0", "'=o", "'=l"),
                firstRow(writtenLong(true, block)).subList(0, 8));
        assertEquals("member_id,'=n\r\n'=m,'=l\r\n", writtenWide(true, variable, block));
    }

    @Test
    void quotesWhatItGuardsIfThatIsNecessary() {
        MemberBlock block = block("m1", CITY, string("=HYPERLINK(\"x\",1)"));

        assertEquals("member_id,City\r\nm1,\"'=HYPERLINK(\"\"x\"\",1)\"\r\n", writtenWide(true, CITY, block));
    }

    @Test
    void changesNothingIfItIsOff() {
        ProfileVariable variable = variable("v1", "=n", "string");

        assertEquals(
                "member_id,=n\r\n=m,=1+1\r\n", writtenWide(false, variable, block("=m", variable, string("=1+1"))));
    }

    private static String writtenLong(boolean guard, MemberBlock block) {
        return written(LongLayout.ofFile(new CsvDialect(',', guard)), block);
    }

    private static String writtenWide(boolean guard, ProfileVariable variable, MemberBlock block) {
        WideColumns columns = WideColumns.assign(List.of(variable), List.of());
        return written(out -> new WideLayout(columns, new CsvDialect(',', guard), out), block);
    }

    private static String written(Function<RowBuffer, BlockLines> layout, MemberBlock block) {
        RowBuffer out = new RowBuffer(16);
        BlockLines lines = layout.apply(out);
        lines.writeHeader();
        lines.write(block);
        return new String(out.toByteArray(0), StandardCharsets.UTF_8);
    }

    /** The one after the header, as a reader has it that is not ours. */
    private static List<String> firstRow(String csv) throws IOException {
        try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(csv)) {
            return rows.stream().collect(Collectors.toList()).get(1).getFields();
        }
    }

    private static ProfileVariable variable(String id, String name, String dataType) {
        return ProfileVariable.of(id, name, dataType, Sensitivity.NOT_SENSITIVE);
    }

    private static Value string(String text) {
        return new Value(Value.Kind.STRING, Text.of(text), null);
    }

    private static MemberBlock block(String member, ProfileVariable variable, Value value) {
        VariableValues values = new VariableValues(variable, List.of(value), null);
        return MemberBlock.of(0, List.of(new Member(Text.of(member), List.of(values), Text.of("{}"))), 0);
    }
}
