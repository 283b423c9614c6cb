package io.memberport.encoding.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {

    private static final Value NULL = new Value(Value.Kind.NULL, null, null);

    @Test
    void isEmptyWithoutValues() {
        assertEquals(Text.of("[]"), array(List.of()));
    }

    @Test
    void writesEachKindAsItWasSent() {
        List<Value> values = List.of(
                string("Zoë 😀"),
                string(""),
                of(Value.Kind.NUMBER, "1.50E+003"),
                of(Value.Kind.BOOLEAN, "true"),
                NULL,
                of(Value.Kind.JSON, "{ \"a\" : [\"\\u0041\"] }"),
                string("null"));

        assertEquals(
                Text.of("[\"Zoë 😀\",\"\",1.50E+003,true,null,{ \"a\" : [\"\\u0041\"] },\"null\"]"), array(values));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "34, \\\"",
                "92, \\\\",
                "10, \\n",
                "13, \\r",
                "9, \\t",
                "0, \\u0000",
                "8, \\u0008",
                "12, \\u000c",
                "27, \\u001b",
                "31, \\u001f",
                "47, /",
                "127, \u007f",
                "233, é",
                "8232, \u2028"
            })
    void escapesOnlyWhatJsonDemands(int code, String escaped) {
        assertEquals(Text.of("[\"<" + escaped + ">\"]"), array(List.of(string("<" + (char) code + ">"))));
    }

    @Test
    void writesBehindWhatIsThere() {
        RowBuffer out = new RowBuffer(1);
        out.append((byte) '.');

        MemberCursor at = cursor(List.of(string("a\nb"), NULL));
        while (at.nextValue()) {
            JsonText.appendValue(at, out);
        }

        assertEquals(".\"a\\nb\"null", new String(out.toByteArray(0), UTF_8));
    }

    @Test
    void isReadBackByAnybody() throws IOException {
        Random random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            List<String> expected = new ArrayList<>();
            List<Value> values = new ArrayList<>();
            for (int j = random.nextInt(5); j > 0; j--) {
                String string = random.ints(random.nextInt(20), 0, 0x250)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
                expected.add(string);
                values.add(string(string));
            }

            JsonNode array = new ObjectMapper().readTree(array(values).asString());

            List<String> read = new ArrayList<>();
            array.forEach(element -> read.add(element.textValue()));
            assertEquals(expected, read);
        }
    }

    /** Also if the cursor has been at the values before. */
    private static Text array(List<Value> values) {
        MemberCursor at = cursor(values);
        Text array = JsonText.array(at);
        assertEquals(array, JsonText.array(at));
        return array;
    }

    /** Stands at a variable with these values, before the first of them. */
    private static MemberCursor cursor(List<Value> values) {
        ProfileVariable variable = ProfileVariable.of("v", "V", "set", Sensitivity.UNSTATED);
        List<VariableValues> entries = List.of(new VariableValues(variable, values, null));
        MemberCursor at = MemberBlock.of(0, List.of(new Member(Text.of("m"), entries, Text.of("{}"))), 0)
                .cursor();
        assertTrue(at.nextMember() && at.nextVariable());
        return at;
    }

    private static Value string(String string) {
        return of(Value.Kind.STRING, string);
    }

    private static Value of(Value.Kind kind, String text) {
        return new Value(kind, Text.of(text), null);
    }
}
