package io.memberport.sink.jdbc.layout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Text;
import java.io.IOException;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentMergeTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "document-merges.txt", delimiter = '|', quoteCharacter = '`')
    void mergesDocuments(String title, String former, String update, String merged) {
        assertEquals(merged, DocumentMerge.merge(text(former), text(update)).asString(), title);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "7",
                "\"variables\"",
                "[{\"variables\":[{\"id\":\"z\"}]}]",
                "{\"variables\":null}",
                "{\"variables\":{\"id\":\"z\"}}",
                "{\"variables\":\"z\"}",
                "{\"variables\":[]}",
                "{\"variables\":[{\"id\":\"a\",\"old\":1}],\"gone\":true}",
                "{\"other\":{\"variables\":[{\"id\":\"z\"}]}}",
                "{\"variables\":[{\"id\":\"z\"}],\"variables\":[]}",
            })
    void givesTheUpdateItselfIfNothingIsMissingInIt(String former) {
        Text update = text("{ \"memberId\": \"m\", \"variables\": [ {\"id\": \"a\"} ] }");

        assertSame(update, DocumentMerge.merge(text(former), update));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "null", "\"x\"", "0"})
    void leavesAnUpdateAloneThatIsNoObject(String json) {
        Text update = text(json);

        assertSame(update, DocumentMerge.merge(text("{\"variables\":[{\"id\":\"z\"}]}"), update));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"variables\":[{\"id\":\"secret\"}",
                "{\"variables\":[{\"id\":\"secret\"}]",
                "{\"variables\":[{\"id\":\"secret\"}]} {}",
                "{\"variables\":[{\"id\":secret}]}",
                "{\"variables\":[{\"id\":\"secret\"},]}",
                "secret",
            })
    void saysWhichDocumentIsMalformedAndNothingOfIt(String malformed) {
        Text fine = text("{\"variables\":[{\"id\":\"secret\"}]}");

        MemberportException former =
                assertThrows(MemberportException.class, () -> DocumentMerge.merge(text(malformed), fine));
        MemberportException update =
                assertThrows(MemberportException.class, () -> DocumentMerge.merge(fine, text(malformed)));

        assertEquals(FailureKind.TARGET, former.kind());
        assertEquals(FailureKind.BUG, update.kind());
        assertFalse((former.getMessage() + update.getMessage()).contains("secret"));
        assertNull(former.getCause());
        assertNull(update.getCause());
    }

    @Test
    void takesDeepAndLongDocuments() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);
        String number = "7".repeat(5_000);
        String former = "{\"variables\":[{\"x\":" + deep + ",\"id\":\"a\",\"n\":" + number + "}]}";

        assertEquals(
                "{\"x\":" + deep + ",\"variables\":" + former.substring(13, former.length() - 1) + "}",
                DocumentMerge.merge(text(former), text("{\"x\":" + deep + "}")).asString());
    }

    @Test
    void mergesLikeAnObjectMapperWould() throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            ObjectNode former = document(random);
            ObjectNode update = document(random);
            String formerJson = random.nextBoolean() ? former.toPrettyString() : former.toString();
            String updateJson = random.nextBoolean() ? update.toPrettyString() : update.toString();

            Text merged = DocumentMerge.merge(text(formerJson), text(updateJson));

            assertEquals(merged(former, update), MAPPER.readTree(merged.asString()), formerJson + updateJson);
        }
    }

    private static ObjectNode document(Random random) {
        ObjectNode document = MAPPER.createObjectNode();
        for (String field : new String[] {"memberId", "variables", "später", "x\"]}y"}) {
            switch (random.nextInt(field.equals("variables") ? 8 : 3)) {
                case 0 -> {}
                case 1 -> document.putNull(field);
                case 2 -> document.put(field, "],\"}{[\\" + random.nextInt(9));
                default -> document.set(field, variables(random));
            }
        }
        return document;
    }

    private static ArrayNode variables(Random random) {
        ArrayNode variables = MAPPER.createArrayNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            ObjectNode variable = variables.addObject();
            if (random.nextBoolean()) {
                variable.putArray("values").addObject().put("id", "a").put("value", "{\\\"[" + random.nextInt());
            }
            if (random.nextInt(5) > 0) {
                variable.put("id", "\"é\\" + random.nextInt(8));
            }
            variable.put("n", random.nextDouble());
        }
        return variables;
    }

    private static JsonNode merged(ObjectNode former, ObjectNode update) {
        ArrayNode variables = MAPPER.createArrayNode();
        Set<JsonNode> ids = new HashSet<>();
        for (JsonNode variable : update.path("variables")) {
            variables.add(variable);
            ids.add(variable.path("id"));
        }
        int own = variables.size();
        for (JsonNode variable : former.path("variables")) {
            if (!ids.contains(variable.path("id"))) {
                variables.add(variable);
            }
        }
        ObjectNode merged = update.deepCopy();
        return variables.size() == own ? merged : merged.set("variables", variables);
    }

    /** In the middle of an array, as the texts of an export are. */
    private static Text text(String json) {
        byte[] bytes = ("{[" + json + "]}").getBytes(UTF_8);
        return Text.wrap(bytes, 2, bytes.length - 4);
    }
}
