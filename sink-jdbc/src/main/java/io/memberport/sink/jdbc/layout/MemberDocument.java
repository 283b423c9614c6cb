package io.memberport.sink.jdbc.layout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.memberport.model.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the variables stand in a member's document, and where more of them can be put. Of a field that is there twice the
 * last counts. Read by one thread, after which it does not change.
 */
final class MemberDocument {

    private static final String VARIABLES = "variables";

    /** Without limits of its own: what is read here has been accepted before, by settings that are not known here. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /**
     * An element of the variables.
     *
     * @param id null if it has none that is a string
     * @param from index of its first byte in the document
     * @param to index after its last
     */
    record Variable(@Nullable String id, int from, int to) {}

    /** The bytes that give way to more variables, of which there may be none, and what to write around those. */
    private record Gap(int from, int to, String opening, String closing) {}

    private final byte[] bytes;
    private List<Variable> variables = List.of();
    private @Nullable Gap gap;

    private MemberDocument(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param json JSON of any kind; what is not an object has no variables
     * @throws IOException if it is not well-formed JSON; the message may show some of it
     */
    static MemberDocument read(Text json) throws IOException {
        byte[] bytes = new byte[json.length()];
        json.copyTo(bytes, 0);
        MemberDocument document = new MemberDocument(bytes);
        try (JsonParser parser = JSON.createParser(bytes)) {
            document.read(parser);
        }
        return document;
    }

    /** Whether it is a JSON object, which alone can have variables. */
    boolean isObject() {
        return gap != null;
    }

    /** In their order. */
    List<Variable> variables() {
        return variables;
    }

    /**
     * This document with variables of another one behind its own.
     *
     * @throws IllegalStateException if it is not an object
     */
    Text with(List<Variable> more, MemberDocument other) {
        if (gap == null) {
            throw new IllegalStateException("only a JSON object can have variables");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        out.write(bytes, 0, gap.from);
        out.writeBytes(gap.opening.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < more.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            Variable variable = more.get(i);
            out.write(other.bytes, variable.from, variable.to - variable.from);
        }
        out.writeBytes(gap.closing.getBytes(StandardCharsets.UTF_8));
        out.write(bytes, gap.to, bytes.length - gap.to);
        byte[] merged = out.toByteArray();
        return Text.wrap(merged, 0, merged.length);
    }

    private void read(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT) {
            readFields(parser);
        } else {
            parser.skipChildren();
        }
        if (token == null || parser.nextToken() != null) {
            throw new IOException("not one JSON value");
        }
    }

    private void readFields(JsonParser parser) throws IOException {
        String separator = "";
        int end = position(parser);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isVariables = parser.currentName().equals(VARIABLES);
            parser.nextToken();
            if (isVariables) {
                readVariables(parser);
            }
            end = skip(parser);
            separator = ",";
        }
        if (gap == null) {
            gap = new Gap(end, end, separator + '"' + VARIABLES + "\":[", "]");
        }
    }

    private void readVariables(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            readElements(parser);
        } else {
            variables = List.of();
            int start = tokenPosition(parser);
            gap = new Gap(start, skip(parser), "[", "]");
        }
    }

    private void readElements(JsonParser parser) throws IOException {
        List<Variable> elements = new ArrayList<>();
        int end = position(parser);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int start = tokenPosition(parser);
            String id = parser.currentToken() == JsonToken.START_OBJECT ? readId(parser) : null;
            end = skip(parser);
            elements.add(new Variable(id, start, end));
        }
        variables = elements;
        gap = new Gap(end, end, elements.isEmpty() ? "" : ",", "");
    }

    /** Reads to the end of the object. */
    private static @Nullable String readId(JsonParser parser) throws IOException {
        String id = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isId = parser.currentName().equals("id");
            JsonToken value = parser.nextToken();
            if (isId) {
                id = value == JsonToken.VALUE_STRING ? parser.getText() : null;
            }
            parser.skipChildren();
        }
        return id;
    }

    /** Goes to the end of the value that the parser is at, and says where that is. */
    private static int skip(JsonParser parser) throws IOException {
        parser.skipChildren();
        parser.finishToken();
        return position(parser);
    }

    /** The index after the last byte read. */
    private static int position(JsonParser parser) {
        return (int) parser.currentLocation().getByteOffset();
    }

    private static int tokenPosition(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }
}
