package io.memberport.sink.s3;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts, whole numbers and flags of an object in a document that Memberport wrote. */
final class JsonFields {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(20).build())
            .build();

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<String, Boolean> flags = new HashMap<>();

    private JsonFields() {}

    /** Reads one element of an array. */
    @FunctionalInterface
    interface Element {

        void read() throws IOException;
    }

    /** Parses a document whose length has been bounded by whoever read it. */
    static JsonParser parser(byte[] document) throws IOException {
        return JSON.createParser(document);
    }

    /** Refuses a document that is not what it should be. */
    static void require(boolean condition) throws IOException {
        if (!condition) {
            throw new IOException("not a document of this kind");
        }
    }

    /** Reads the object that the parser has entered. */
    static JsonFields read(JsonParser json) throws IOException {
        return read(json, "", () -> json.skipChildren());
    }

    /**
     * Reads the object that the parser has entered.
     *
     * @param array the name of an array in it
     * @param element called at the beginning of each of its elements
     */
    static JsonFields read(JsonParser json, String array, Element element) throws IOException {
        JsonFields fields = new JsonFields();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_ARRAY && name.equals(array)) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    element.read();
                }
                continue;
            }
            switch (value) {
                case VALUE_STRING -> fields.texts.put(name, json.getText());
                case VALUE_NUMBER_INT -> fields.numbers.put(name, json.getLongValue());
                case VALUE_TRUE, VALUE_FALSE -> fields.flags.put(name, json.getBooleanValue());
                default -> json.skipChildren();
            }
        }
        return fields;
    }

    @Nullable String textIfThere(String name) {
        return texts.get(name);
    }

    String text(String name) throws IOException {
        return required(texts.get(name));
    }

    @Nullable Instant instant(String name) {
        String text = texts.get(name);
        return text == null ? null : Instant.parse(text);
    }

    long number(String name) throws IOException {
        return required(numbers.get(name));
    }

    boolean flag(String name) throws IOException {
        return required(flags.get(name));
    }

    private static <T> T required(@Nullable T found) throws IOException {
        if (found == null) {
            throw new IOException("no such field");
        }
        return found;
    }
}
