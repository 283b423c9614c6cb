package io.memberport.privacy;

import io.memberport.model.Member;
import io.memberport.model.MemberCursor;
import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.privacy.JsonSpans.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A member as a JSON object, written anew from what a policy leaves: the fields are those of the export that this version knows,
 * always in the same order. Fields that it does not know are left out, for a policy does not decide about them, unless it
 * says that they are kept: then they are, in the member and in variables that are kept.
 */
final class MemberDocument {

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int ESCAPE_BYTES = 6;

    private static final String MEMBER_ID = "\"memberId\"";
    private static final String VARIABLES = "\"variables\"";

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

    /**
     * The same with the fields that are not known.
     *
     * @param original the member as it came
     * @param treatments of its variables
     */
    static Text of(MemberCursor at, Member original, Function<ProfileVariable, Treatment> treatments) {
        Text json = original.json();
        Map<String, Span> fields = JsonSpans.fields(json, Set.of(MEMBER_ID, VARIABLES));
        Span variables = fields.get(VARIABLES);
        List<Span> objects = variables == null ? List.of() : JsonSpans.elements(json, variables);
        if (objects.size() != original.variables().size()) {
            return of(at);
        }
        MemberDocument document = new MemberDocument(json.length());
        document.member(at, original, objects, treatments);
        fields.forEach((name, span) -> {
            if (!name.equals(VARIABLES) && !name.equals(MEMBER_ID)) {
                document.raw(",");
                document.text(Text.of(name));
                document.raw(":");
                document.copy(json, span);
            }
        });
        document.raw("}");
        return Text.wrap(document.bytes, 0, document.length);
    }

    private void member(
            MemberCursor at, Member original, List<Span> objects, Function<ProfileVariable, Treatment> treatments) {
        start(at);
        String before = "";
        for (int i = 0; i < objects.size(); i++) {
            PrivacyAction action =
                    treatments.apply(original.variables().get(i).variable()).action();
            if (action == PrivacyAction.DROP) {
                continue;
            }
            at.nextVariable();
            raw(before);
            if (action.keeps()) {
                copy(original.json(), objects.get(i));
            } else {
                variable(at);
            }
            before = ",";
        }
        raw("]");
    }

    private void member(MemberCursor at) {
        start(at);
        String before = "";
        while (at.nextVariable()) {
            raw(before);
            variable(at);
            before = ",";
        }
        raw("]}");
    }

    private void start(MemberCursor at) {
        raw("{" + MEMBER_ID + ":");
        string(at.memberId());
        raw("," + VARIABLES + ":[");
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
            text(text);
        }
        raw("}");
    }

    private void text(Text text) {
        extend(text.length());
        text.copyTo(bytes, length);
        length += text.length();
    }

    private void copy(Text json, Span span) {
        extend(span.to() - span.from());
        for (int i = span.from(); i < span.to(); i++) {
            bytes[length++] = json.byteAt(i);
        }
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
