package io.memberport.privacy;

import io.memberport.model.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells where the fields of an object and the elements of an array are in JSON that a reader has found to be well-formed. Used by
 * one thread.
 */
final class JsonSpans {

    private final Text json;
    private int at;

    private JsonSpans(Text json) {
        this.json = json;
    }

    /** A value in the JSON. */
    record Span(int from, int to) {}

    /** The fields of an object by their names in quotes, in their order; empty if a name has an escape or is there twice. */
    static Optional<Map<String, Span>> fields(Text object) {
        return new JsonSpans(object).fields();
    }

    /** The elements of an array. */
    static List<Span> elements(Text json, Span array) {
        JsonSpans spans = new JsonSpans(json);
        spans.at = array.from();
        return spans.elements();
    }

    private Optional<Map<String, Span>> fields() {
        Map<String, Span> fields = new LinkedHashMap<>();
        open();
        while (peek() != '}') {
            String name = string(value());
            open(); // The colon.
            if (name.indexOf('\\') >= 0 || fields.put(name, value()) != null) {
                return Optional.empty();
            }
            skipComma();
        }
        return Optional.of(fields);
    }

    private List<Span> elements() {
        List<Span> elements = new ArrayList<>();
        open();
        while (peek() != ']') {
            elements.add(value());
            skipComma();
        }
        return elements;
    }

    private String string(Span span) {
        byte[] bytes = new byte[span.to() - span.from()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = json.byteAt(span.from() + i);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Goes past a token of one byte. */
    private void open() {
        peek();
        at++;
    }

    private void skipComma() {
        if (peek() == ',') {
            at++;
        }
    }

    /** The first byte of the next token. */
    private byte peek() {
        while (json.byteAt(at) <= ' ' && json.byteAt(at) >= 0) {
            at++;
        }
        return json.byteAt(at);
    }

    /** Goes past a value of any kind. */
    private Span value() {
        byte first = peek();
        int from = at;
        if (first == '"') {
            skipString();
        } else if (first == '{' || first == '[') {
            skipNested();
        } else {
            while (at < json.length() && isOfWord(json.byteAt(at))) {
                at++;
            }
        }
        return new Span(from, at);
    }

    /** A number, true, false or null. */
    private static boolean isOfWord(byte one) {
        return (one >= '0' && one <= '9') || Character.isLetter(one) || one == '-' || one == '+' || one == '.';
    }

    private void skipNested() {
        int depth = 0;
        do {
            byte one = json.byteAt(at);
            if (one == '"') {
                skipString();
                continue;
            }
            if (one == '{' || one == '[') {
                depth++;
            } else if (one == '}' || one == ']') {
                depth--;
            }
            at++;
        } while (depth > 0);
    }

    private void skipString() {
        at++;
        while (json.byteAt(at) != '"') {
            at += json.byteAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }
}
