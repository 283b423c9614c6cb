package io.memberport.sink.jdbc;

import io.memberport.model.Text;
import io.memberport.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes values as a JSON array, strings escaped no more than JSON demands and everything else as it came. Measures
 * before it writes, so that an array is made once and at its size.
 */
final class JsonArrays {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int CODE_BYTES = "\\u0000".length();

    private JsonArrays() {}

    /** The array that holds these values in their order; {@code []} if there are none. */
    static Text of(List<Value> values) {
        byte[] array = new byte[sizeBytes(values)];
        write(values, array, 0);
        return Text.wrap(array, 0, array.length);
    }

    /**
     * The number of bytes that {@link #write} writes.
     *
     * @throws ArithmeticException if no array can hold them
     */
    static int sizeBytes(List<Value> values) {
        int size = Math.max(2, values.size() + 1);
        for (Value value : values) {
            size = Math.addExact(size, sizeBytes(value));
        }
        return size;
    }

    /**
     * Writes the array.
     *
     * @param target with room for {@link #sizeBytes(List)} from index {@code at} on
     * @return the index after the closing bracket
     */
    static int write(List<Value> values, byte[] target, int at) {
        int to = at;
        target[to++] = '[';
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                target[to++] = ',';
            }
            to = write(values.get(i), target, to);
        }
        target[to++] = ']';
        return to;
    }

    private static int sizeBytes(Value value) {
        Text text = value.text();
        if (text == null) {
            return NULL.length;
        }
        if (value.kind() != Value.Kind.STRING) {
            return text.length();
        }
        int size = 2;
        for (int i = 0; i < text.length(); i++) {
            size = Math.addExact(size, sizeBytes(text.byteAt(i)));
        }
        return size;
    }

    private static int sizeBytes(byte b) {
        return switch (b) {
            case '"', '\\', '\n', '\r', '\t' -> 2;
            default -> isControl(b) ? CODE_BYTES : 1;
        };
    }

    private static int write(Value value, byte[] target, int at) {
        Text text = value.text();
        if (text == null) {
            System.arraycopy(NULL, 0, target, at, NULL.length);
            return at + NULL.length;
        }
        if (value.kind() == Value.Kind.STRING) {
            return writeString(text, target, at);
        }
        text.copyTo(target, at);
        return at + text.length();
    }

    private static int writeString(Text text, byte[] target, int at) {
        int to = at;
        target[to++] = '"';
        for (int i = 0; i < text.length(); i++) {
            byte b = text.byteAt(i);
            if (b == '"' || b == '\\') {
                target[to++] = '\\';
                target[to++] = b;
            } else if (isControl(b)) {
                to = writeControl(b, target, to);
            } else {
                target[to++] = b;
            }
        }
        target[to++] = '"';
        return to;
    }

    private static int writeControl(byte b, byte[] target, int at) {
        int to = at;
        target[to++] = '\\';
        switch (b) {
            case '\n' -> target[to++] = 'n';
            case '\r' -> target[to++] = 'r';
            case '\t' -> target[to++] = 't';
            default -> {
                target[to++] = 'u';
                target[to++] = '0';
                target[to++] = '0';
                target[to++] = HEX[b >> 4];
                target[to++] = HEX[b & 15];
            }
        }
        return to;
    }

    private static boolean isControl(byte b) {
        return b >= 0 && b < ' ';
    }
}
