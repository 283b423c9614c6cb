package io.memberport.testkit;

import io.memberport.model.Member;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The JSON of a {@link TestExport}, as the API would send it. */
final class TestJson {

    private static final char FIRST_PLAIN = ' ';

    private final StringBuilder out = new StringBuilder();

    private TestJson() {}

    static String member(String id, List<VariableValues> variables) {
        TestJson json = new TestJson();
        json.out.append("{\"memberId\":");
        json.string(id);
        json.out.append(",\"variables\":");
        json.array(variables, json::entry);
        json.out.append('}');
        return json.out.toString();
    }

    static byte[] document(TestExport export) {
        TestJson json = new TestJson();
        json.out.append('{');
        if (export.batchId() != null) {
            json.field("id", export.batchId());
            json.out.append(',');
        }
        json.out.append("\"exportOptions\":{");
        json.instant("sinceDatetime", export.sinceDatetime());
        json.out.append("},");
        json.instant("exportDate", export.exportDate());
        json.out.append(',');
        json.instant("lastSyncDate", export.lastSyncDate());
        json.out.append(",\"members\":");
        json.array(export.members(), json::member);
        json.out.append('}');
        return json.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void member(Member member) {
        out.append(member.json().asString());
    }

    private void entry(VariableValues entry) {
        ProfileVariable variable = entry.variable();
        out.append('{');
        field("id", variable.id());
        out.append(',');
        field("name", variable.name());
        out.append(',');
        field("dataType", variable.dataTypeName());
        if (variable.sensitivity() != Sensitivity.UNSTATED) {
            out.append(",\"isSensitive\":").append(variable.sensitivity() == Sensitivity.SENSITIVE);
        }
        out.append(",\"values\":");
        array(entry.values(), this::value);
        if (entry.effectiveDate() != null) {
            out.append(',');
            field("effectiveDate", entry.effectiveDate().asString());
        }
        out.append('}');
    }

    private void value(Value value) {
        Text text = value.text();
        out.append("{\"value\":");
        if (text == null || value.kind() != Value.Kind.STRING) {
            out.append(text == null ? "null" : text.asString());
        } else {
            string(text.asString());
        }
        if (value.id() != null) {
            out.append(',');
            field("id", value.id().asString());
        }
        out.append('}');
    }

    private <T> void array(List<T> elements, Consumer<T> element) {
        out.append('[');
        String separator = "";
        for (T next : elements) {
            out.append(separator);
            element.accept(next);
            separator = ",";
        }
        out.append(']');
    }

    private void instant(String name, @Nullable Instant instant) {
        field(name, instant == null ? null : instant.toString());
    }

    private void field(String name, @Nullable String content) {
        string(name);
        out.append(':');
        if (content == null) {
            out.append("null");
        } else {
            string(content);
        }
    }

    private void string(String content) {
        out.append('"');
        for (int i = 0; i < content.length(); i++) {
            char next = content.charAt(i);
            if (next == '"' || next == '\\') {
                out.append('\\').append(next);
            } else if (next < FIRST_PLAIN) {
                out.append("\\u00").append(HexFormat.of().toHexDigits((byte) next));
            } else {
                out.append(next);
            }
        }
        out.append('"');
    }
}
