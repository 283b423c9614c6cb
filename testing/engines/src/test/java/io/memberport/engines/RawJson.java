package io.memberport.engines;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON with numbers as their digits, and with values that are objects or arrays as their JSON. */
final class RawJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final String json;
    private final JsonParser parser;

    private RawJson(String json) throws IOException {
        this.json = json;
        this.parser = FACTORY.createParser(json);
    }

    /** The fields of a document. */
    static Map<String, @Nullable Object> document(String json) {
        try {
            RawJson reader = new RawJson(json);
            reader.parser.nextToken();
            return reader.object();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The elements of an array. */
    static List<@Nullable String> texts(String json) {
        try {
            RawJson reader = new RawJson(json);
            List<@Nullable String> texts = new ArrayList<>();
            reader.parser.nextToken();
            while (reader.parser.nextToken() != JsonToken.END_ARRAY) {
                texts.add(reader.text());
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, @Nullable Object> object() throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            object.put(
                    name,
                    switch (name.equals("value") ? JsonToken.NOT_AVAILABLE : token) {
                        case START_OBJECT -> object();
                        case START_ARRAY -> objects();
                        default -> text();
                    });
        }
        return object;
    }

    private List<Map<String, @Nullable Object>> objects() throws IOException {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            objects.add(object());
        }
        return objects;
    }

    private @Nullable String text() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken().isScalarValue()) {
            return parser.getText();
        }
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        return json.substring(start, (int) parser.currentLocation().getCharOffset());
    }
}
