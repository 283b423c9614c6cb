package io.memberport.privacy;

import io.memberport.model.MemberCursor;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A member as a JSON object, written anew from what a policy leaves: the fields are those of the export that this version knows,
 * always in the same order. Fields that it does not know are left out, for a policy does not decide about them.
 */
final class MemberDocument {

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int ESCAPE_BYTES = 6;

    private byte[] bytes;
    private int length;

    private MemberDocument(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** The member where a cursor stands, before its first variable. */
    static Text of(MemberCursor at) {
        MemberDocument document = new MemberDocument(at.jsonLength());
        document.member(at);
        return Text.wrap(document.bytes, 0, document.length);
    }

    private void member(MemberCursor at) {
        raw("{\"memberId\":");
        string(at.memberId());
        raw(",\"variables\":[");
        String before = "";
        while (at.nextVariable()) {
            raw(before);
            variable(at);
            before = ",";
        }
        raw("]}");
    }

    private void variable(MemberCursor at) {
        ProfileVariable variable = at.variable();
        raw("{\"id\":");
        string(Text.of(variable.id()));
        field(",\"name\":", variable.name());
        field(",\"dataType\":", variable.dataTypeName());
        Boolean sensitive = variable.sensitivity().isSensitive();
        if (sensitive != null) {
            raw(sensitive ? ",\"isSensitive\":true" : ",\"isSensitive\":false");
        }
        raw(",\"values\":[");
        String before = "{";
        while (at.nextValue()) {
            raw(before);
            value(at);
            before = ",{";
        }
        raw("]");
        Text date = at.effectiveDate();
        if (date != null) {
            raw(",\"effectiveDate\":");
            string(date);
        }
        raw("}");
    }

    private void value(MemberCursor at) {
        Text id = at.valueId();
        if (id != null) {
            raw("\"id\":");
            string(id);
            raw(",");
        }
        raw("\"value\":");
        Text text = at.value();
        if (text == null) {
            raw("null");
        } else if (at.kind() == Value.Kind.STRING) {
            string(text);
        } else {
            extend(text.length());
            text.copyTo(bytes, length);
            length += text.length();
        }
        raw("}");
    }

    private void field(String name, @Nullable String value) {
        if (value != null) {
            raw(name);
            string(Text.of(value));
        }
    }

    private void raw(String ascii) {
        extend(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
    }

    /** A JSON string (RFC 8259, section 7): quotation mark, reverse solidus and control characters are escaped, nothing else. */
    private void string(Text content) {
        extend(ESCAPE_BYTES * content.length() + 2);
        bytes[length++] = '"';
        for (int i = 0; i < content.length(); i++) {
            byte each = content.byteAt(i);
            if (each == '"' || each == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = each;
            } else if (each >= 0 && each < ' ') {
                control(each);
            } else {
                bytes[length++] = each;
            }
        }
        bytes[length++] = '"';
    }

    private void control(byte character) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = DIGITS[character >> 4];
        bytes[length++] = DIGITS[character & 0xf];
    }

    private void extend(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
    }
}
