package io.memberport.privacy;

import io.memberport.model.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells where the fields of an object and the elements of an array are in JSON that a reader has found to be well-formed. Used by
 * one thread.
 */
final class JsonSpans {

    private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9A-Fa-f]{4})");
    private static final int HEXADECIMAL = 16;

    private final Text json;
    private int at;

    private JsonSpans(Text json) {
        this.json = json;
    }

    /** A value in the JSON. */
    record Span(int from, int to) {}

    /**
     * The fields of an object in their order, by their names as they stand there, quotes and escapes included. A name that is known is
     * there without escapes, however it was written.
     */
    static Map<String, Span> fields(Text object, Set<String> known) {
        return new JsonSpans(object).fields(known);
    }

    /** The elements of an array; none of anything else. */
    static List<Span> elements(Text json, Span array) {
        JsonSpans spans = new JsonSpans(json);
        spans.at = array.from();
        return spans.elements();
    }

    private Map<String, Span> fields(Set<String> known) {
        Map<String, Span> fields = new LinkedHashMap<>();
        open();
        while (peek() != '}') {
            String name = string(value());
            String plain = unescaped(name);
            open(); // The colon.
            fields.put(known.contains(plain) ? plain : name, value());
            skipComma();
        }
        return fields;
    }

    /** Without those escapes with which a name of letters can be written. */
    private static String unescaped(String name) {
        return UNICODE.matcher(name)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(escape.group(1), HEXADECIMAL))));
    }

    private List<Span> elements() {
        List<Span> elements = new ArrayList<>();
        if (peek() != '[') {
            return elements;
        }
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
