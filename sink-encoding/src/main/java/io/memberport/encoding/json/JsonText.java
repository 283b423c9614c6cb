package io.memberport.encoding.json;

import io.memberport.encoding.block.RowBuffer;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.MemberCursor;
import io.memberport.model.Text;
import io.memberport.model.Value;
import java.nio.charset.StandardCharsets;

/** Writes values as JSON, strings escaped no more than JSON demands and everything else as it came. */
public final class JsonText {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private JsonText() {}

    /** An array that holds all values of the variable where a cursor stands, in their order, {@code []} if there are none. */
    public static Text array(MemberCursor at) {
        RowBuffer out = new RowBuffer(256);
        at.rewindVariable();
        out.append((byte) '[');
        for (int i = 0; at.nextValue(); i++) {
            if (i > 0) {
                out.append((byte) ',');
            }
            appendValue(at, out);
        }
        out.append((byte) ']');
        return Text.wrap(out.bytes(), 0, out.size());
    }

    /**
     * Appends the value where a cursor stands.
     *
     * @throws MemberportException of kind {@link FailureKind#TARGET} if the buffer cannot hold it
     */
    public static void appendValue(MemberCursor at, RowBuffer out) {
        Text text = at.value();
        if (text == null) {
            out.append(NULL);
        } else if (at.kind() == Value.Kind.STRING) {
            appendString(text, out);
        } else {
            out.append(text);
        }
    }

    private static void appendString(Text text, RowBuffer out) {
        out.append((byte) '"');
        for (int i = 0; i < text.length(); i++) {
            byte b = text.byteAt(i);
            if (b == '"' || b == '\\') {
                out.append((byte) '\\');
                out.append(b);
            } else if (b >= 0 && b < ' ') {
                appendControl(b, out);
            } else {
                out.append(b);
            }
        }
        out.append((byte) '"');
    }

    private static void appendControl(byte b, RowBuffer out) {
        out.append((byte) '\\');
        switch (b) {
            case '\n' -> out.append((byte) 'n');
            case '\r' -> out.append((byte) 'r');
            case '\t' -> out.append((byte) 't');
            default -> {
                out.append((byte) 'u');
                out.append((byte) '0');
                out.append((byte) '0');
                out.append(HEX[b >> 4]);
                out.append(HEX[b & 15]);
            }
        }
    }
}
