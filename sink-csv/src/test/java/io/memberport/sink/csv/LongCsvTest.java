package io.memberport.sink.csv;

import static io.memberport.testing.file.Exports.block;
import static io.memberport.testing.file.Exports.member;
import static io.memberport.testing.file.Exports.nothing;
import static io.memberport.testing.file.Exports.option;
import static io.memberport.testing.file.Exports.string;
import static io.memberport.testing.file.Exports.values;
import static io.memberport.testing.file.Exports.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import io.memberport.testing.file.Exports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongCsvTest {

    private static final String HEADER =
            "member_id,variable_id,variable_name,data_type,is_sensitive,position,value_id,value,effective_date\r\n";
    private static final ProfileVariable CITY = variable("v1", "City", "string");

    @TempDir
    Path directory;

    @Test
    void writesOneRowPerValueWithItsPosition() throws IOException {
        VariableValues hobbies = new VariableValues(
                ProfileVariable.of("v2", "Hobbies", "set", Sensitivity.SENSITIVE),
                List.of(option("Chess", "o1"), option("Rowing", "o2")),
                Text.of("2026-01-02T03:04:05.600Z"));

        assertEquals(
                HEADER
                        + "m1,v1,City,string,false,0,,Berlin,\r\n"
                        + "m1,v2,Hobbies,set,true,0,o1,Chess,2026-01-02T03:04:05.600Z\r\n"
                        + "m1,v2,Hobbies,set,true,1,o2,Rowing,2026-01-02T03:04:05.600Z\r\n",
                written(member("m1", values(CITY, string("Berlin")), hobbies)));
    }

    @Test
    void keepsAVariableWithoutValues() throws IOException {
        VariableValues cleared = new VariableValues(CITY, List.of(), Text.of("2026-01-02T03:04:05Z"));

        assertEquals(HEADER + "m1,v1,City,string,false,,,,2026-01-02T03:04:05Z\r\n", written(member("m1", cleared)));
    }

    @Test
    void keepsAMemberWithoutVariables() throws IOException {
        assertEquals(HEADER + "m1,,,,,,,,\r\n", written(member("m1")));
    }

    @Test
    void writesTheHeaderOfAnExportWithoutMembers() throws IOException {
        Path file = directory.resolve("members.csv");

        assertEquals(0, Exports.export(CsvMemberSink.to(file).build(), "b1").rows());

        assertEquals(HEADER, CsvFiles.text(file));
    }

    @Test
    void tellsNullFromTheEmptyString() throws IOException {
        assertEquals(
                HEADER + "m1,v1,City,string,false,0,,,\r\n" + "m1,v1,City,string,false,1,,\"\",\r\n",
                written(member("m1", values(CITY, nothing(), string("")))));
        ProfileVariable bare = new ProfileVariable("", null, CITY.dataType(), "", Sensitivity.UNSTATED);
        assertEquals(HEADER + "\"\",\"\",,\"\",,0,,x,\r\n", written(member("", values(bare, string("x")))));
    }

    @Test
    void writesWhatIsNoStringAsItCame() throws IOException {
        assertEquals(
                HEADER
                        + "m1,v1,City,string,false,0,,-1.50E+003,\r\n"
                        + "m1,v1,City,string,false,1,,true,\r\n"
                        + "m1,v1,City,string,false,2,,\"{ \"\"a\"\": [1, 2.0] }\",\r\n",
                written(member(
                        "m1",
                        values(
                                CITY,
                                Exports.of(Value.Kind.NUMBER, "-1.50E+003"),
                                Exports.of(Value.Kind.BOOLEAN, "true"),
                                Exports.of(Value.Kind.JSON, "{ \"a\": [1, 2.0] }")))));
    }

    @Test
    void countsPositionsBeyondAnyTable() throws IOException {
        Value[] many = IntStream.range(0, 3000).mapToObj(i -> string("x")).toArray(Value[]::new);
        Path file = write(block(member("m1", values(CITY, many))), ',');

        List<List<@Nullable String>> rows = CsvFiles.rows(file);

        assertEquals(3001, rows.size());
        for (int i = 0; i < many.length; i++) {
            assertEquals(Integer.toString(i), rows.get(i + 1).get(5));
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|', ' ', '\'', '-', 1, 127})
    void keepsEveryCharacterWhateverTheDelimiter(char delimiter) throws IOException {
        List<String> odd = oddTexts(delimiter);
        List<Member> members = new ArrayList<>();
        for (String text : odd) {
            ProfileVariable variable = ProfileVariable.of("id" + text, text, text, Sensitivity.SENSITIVE);
            Value value = new Value(Value.Kind.STRING, Text.of(text), Text.of(text));
            members.add(member("m" + text, new VariableValues(variable, List.of(value), Text.of(text))));
        }

        List<List<@Nullable String>> rows = CsvFiles.rows(write(block(members), delimiter), delimiter);

        assertEquals(odd.size() + 1, rows.size());
        for (int i = 0; i < odd.size(); i++) {
            String text = odd.get(i);
            assertEquals(
                    Arrays.asList("m" + text, "id" + text, text, text, "true", "0", text, text, text), rows.get(i + 1));
        }
    }

    /** Each special character at each place of texts shorter, as long as and longer than what is looked at in one go. */
    private static List<String> oddTexts(char delimiter) {
        List<String> texts = new ArrayList<>(List.of(
                " leading and trailing ",
                "\uFEFFbyte order mark",
                "\uD83D\uDE00\uD83D\uDC69\u200D\uD83D\uDE80 emoji",
                "\u0634\u0643\u0631\u0627 \u202Ertl\u202C",
                "nul\0nul",
                "\u2028\u0085",
                "\"",
                "\"\"",
                "\r\n",
                "a,b;c\td|e",
                "x".repeat(100_000) + "\"" + "y".repeat(100_000)));
        for (int length = 1; length <= 20; length++) {
            for (int at = 0; at < length; at++) {
                for (char special : new char[] {'"', '\r', '\n', delimiter}) {
                    texts.add("a".repeat(at) + special + "z".repeat(length - at - 1));
                }
            }
        }
        return texts;
    }

    @Test
    void keepsRandomTextExactly() throws IOException {
        Random random = new Random(20260301);
        String alphabet = "ab\",\r\n;\t '\0\u00e9\u4e2d\uFEFF";
        List<Value> texts = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            texts.add(string(text.toString()));
        }
        Path file = write(block(member("m1", new VariableValues(CITY, texts, null))), ',');

        List<List<@Nullable String>> rows = CsvFiles.rows(file);

        for (int i = 0; i < texts.size(); i++) {
            assertEquals(asString(texts.get(i)), rows.get(i + 1).get(7));
        }
    }

    private static @Nullable String asString(Value value) {
        Text text = value.text();
        return text == null ? null : text.asString();
    }

    @Test
    void quotesNothingThatNeedsNoQuotes() throws IOException {
        assertEquals(
                HEADER + "m1,v1,City,string,false,0,, it's; =1+1\u00e9 |,\r\n",
                written(member("m1", values(CITY, string(" it's; =1+1\u00e9 |")))));
    }

    @Test
    void tellsDefinitionsApartThatOnlyLookAlike() throws IOException {
        ProfileVariable renamed = variable("v1", "Town", "string");
        ProfileVariable equal = variable("v1", "City", "string");

        assertEquals(
                HEADER
                        + "m1,v1,City,string,false,0,,a,\r\n"
                        + "m1,v1,Town,string,false,0,,b,\r\n"
                        + "m2,v1,City,string,false,0,,c,\r\n"
                        + "m2,v1,City,string,false,0,,d,\r\n"
                        + "m3,v1,Town,string,false,0,,e,\r\n",
                written(
                        member("m1", values(CITY, string("a")), values(renamed, string("b"))),
                        member("m2", values(equal, string("c")), values(CITY, string("d"))),
                        member("m3", values(renamed, string("e")))));
    }

    @Test
    void holdsMoreDefinitionsThanItRemembers() throws IOException {
        List<VariableValues> variables = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            variables.add(values(variable("v" + i, "n" + i, "string"), string("x" + i)));
        }
        Member member = new Member(Text.of("m1"), variables, Text.of("{}"));
        Path file = write(block(member, member), ',');

        List<List<@Nullable String>> rows = CsvFiles.rows(file);

        assertEquals(20_001, rows.size());
        for (int i = 0; i < 20_000; i++) {
            int n = i % 10_000;
            assertEquals(List.of("v" + n, "n" + n), rows.get(i + 1).subList(1, 3));
            assertEquals("x" + n, rows.get(i + 1).get(7));
        }
    }

    private String written(Member... members) throws IOException {
        return CsvFiles.text(write(block(members), ','));
    }

    private Path write(MemberBlock block, char delimiter) {
        Path file = directory.resolve("members.csv");
        Exports.export(CsvMemberSink.to(file).delimiter(delimiter).build(), "b1", block);
        return file;
    }
}
