package io.memberport.encoding.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.Text;
import io.memberport.model.Value;
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

        JsonText.appendArray(List.of(string("a\nb"), NULL), out);
        JsonText.append(string("\""), out);

        assertEquals(".[\"a\\nb\",null]\"\\\"\"", new String(out.toByteArray(0), UTF_8));
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

    private static Text array(List<Value> values) {
        RowBuffer out = new RowBuffer(1);
        JsonText.appendArray(values, out);
        return Text.wrap(out.bytes(), 0, out.size());
    }

    private static Value string(String string) {
        return of(Value.Kind.STRING, string);
    }

    private static Value of(Value.Kind kind, String text) {
        return new Value(kind, Text.of(text), null);
    }
}
