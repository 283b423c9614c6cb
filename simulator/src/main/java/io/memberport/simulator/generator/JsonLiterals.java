package io.memberport.simulator.generator;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** JSON tokens as UTF-8 bytes. */
final class JsonLiterals {

    private static final String HEX = "0123456789abcdef";

    private JsonLiterals() {}

    static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** A JSON string that escapes only what it must, quotes included. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            appendShortest(json, text.charAt(i));
        }
        return json.append('"').toString();
    }

    /** The same JSON string with everything outside letters, digits and the space as a four-digit escape. */
    static String escaped(String text) {
        StringBuilder json = new StringBuilder(text.length() * 6 + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c == ' ' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (plain) {
                json.append(c);
            } else {
                appendCode(json, c);
            }
        }
        return json.append('"').toString();
    }

    /** A random (version 4) guid in the form the API gives, made of these bits. */
    static String guid(long high, long low) {
        return new UUID((high & ~0xF000L) | 0x4000L, (low & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L).toString();
    }

    private static void appendShortest(StringBuilder json, char c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            default -> {
                if (c < ' ') {
                    appendCode(json, c);
                } else {
                    json.append(c);
                }
            }
        }
    }

    private static void appendCode(StringBuilder json, char c) {
        json.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            json.append(HEX.charAt((c >>> shift) & 0xF));
        }
    }
}
