package io.memberport.sink.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.model.Text;
import io.memberport.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonArraysTest {

    private static final Value NULL = new Value(Value.Kind.NULL, null, null);

    @Test
    void isEmptyWithoutValues() {
        assertEquals(Text.of("[]"), JsonArrays.of(List.of()));
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
                Text.of("[\"Zoë 😀\",\"\",1.50E+003,true,null,{ \"a\" : [\"\\u0041\"] },\"null\"]"),
                JsonArrays.of(values));
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
        assertEquals(Text.of("[\"<" + escaped + ">\"]"), JsonArrays.of(List.of(string("<" + (char) code + ">"))));
    }

    @Test
    void writesInTheMiddleOfAnArrayThatIsThere() {
        List<Value> values = List.of(string("a\nb"), NULL);
        byte[] target = new byte[JsonArrays.sizeBytes(values) + 2];
        Arrays.fill(target, (byte) '.');

        int end = JsonArrays.write(values, target, 1);

        assertEquals(".[\"a\\nb\",null].", new String(target, UTF_8));
        assertEquals(target.length - 1, end);
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

            JsonNode array = new ObjectMapper().readTree(JsonArrays.of(values).asString());

            List<String> read = new ArrayList<>();
            array.forEach(element -> read.add(element.textValue()));
            assertEquals(expected, read);
        }
    }

    private static Value string(String string) {
        return of(Value.Kind.STRING, string);
    }

    private static Value of(Value.Kind kind, String text) {
        return new Value(kind, Text.of(text), null);
    }
}
