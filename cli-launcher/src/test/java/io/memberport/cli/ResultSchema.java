package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The JSON Schema in the documentation, and stricter than it: fields that it does not know are mistakes here. */
final class ResultSchema {

    private static final Path FILE = Path.of("../docs/schemas/results.json");

    private static final ObjectNode SCHEMA = read();

    private ResultSchema() {}

    private static ObjectNode read() {
        try {
            ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(FILE.toFile());
            close(schema);
            return schema;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void close(JsonNode node) {
        if (node.path("properties").isObject() && node.path("type").asText().equals("object")) {
            ((ObjectNode) node).put("additionalProperties", false);
        }
        node.forEach(ResultSchema::close);
    }

    /** What it has a definition of. */
    static Set<String> definitions() {
        Set<String> names = new TreeSet<>();
        SCHEMA.path("$defs").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Checks what a command has printed. */
    static void requireValid(List<String> arguments, JsonNode document) {
        String command =
                arguments.stream().filter(definitions()::contains).findFirst().orElseThrow();
        assertEquals(List.of(), mistakes(command, document), () -> arguments + ": " + document);
    }

    static List<String> mistakes(String command, JsonNode document) {
        ObjectNode ofCommand = SCHEMA.deepCopy().put("$ref", "#/$defs/" + command);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(ofCommand)
                .validate(document)
                .stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }
}
