package io.memberport.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.memberport.model.Member;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of a {@link TestExport}, as the API would send it. */
final class TestJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private TestJson() {}

    static String member(String id, List<VariableValues> variables) {
        return object(json -> {
            json.writeStringField("memberId", id);
            json.writeArrayFieldStart("variables");
            for (VariableValues entry : variables) {
                write(entry, json);
            }
            json.writeEndArray();
        });
    }

    static byte[] document(TestExport export) {
        String document = object(json -> {
            if (export.batchId() != null) {
                json.writeStringField("id", export.batchId());
            }
            json.writeObjectFieldStart("exportOptions");
            write("sinceDatetime", export.sinceDatetime(), json);
            json.writeEndObject();
            write("exportDate", export.exportDate(), json);
            write("lastSyncDate", export.lastSyncDate(), json);
            json.writeArrayFieldStart("members");
            for (Member member : export.members()) {
                json.writeRawValue(member.json().asString());
            }
            json.writeEndArray();
        });
        return document.getBytes(StandardCharsets.UTF_8);
    }

    private static String object(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(VariableValues entry, JsonGenerator json) throws IOException {
        ProfileVariable variable = entry.variable();
        json.writeStartObject();
        json.writeStringField("id", variable.id());
        json.writeStringField("name", variable.name());
        json.writeStringField("dataType", variable.dataTypeName());
        if (variable.sensitivity() != Sensitivity.UNSTATED) {
            json.writeBooleanField("isSensitive", variable.sensitivity() == Sensitivity.SENSITIVE);
        }
        json.writeArrayFieldStart("values");
        for (Value value : entry.values()) {
            write(value, json);
        }
        json.writeEndArray();
        if (entry.effectiveDate() != null) {
            json.writeStringField("effectiveDate", entry.effectiveDate().asString());
        }
        json.writeEndObject();
    }

    private static void write(Value value, JsonGenerator json) throws IOException {
        Text text = value.text();
        json.writeStartObject();
        json.writeFieldName("value");
        if (text == null || value.kind() != Value.Kind.STRING) {
            json.writeRawValue(text == null ? "null" : text.asString());
        } else {
            json.writeString(text.asString());
        }
        if (value.id() != null) {
            json.writeStringField("id", value.id().asString());
        }
        json.writeEndObject();
    }

    private static void write(String name, @Nullable Instant instant, JsonGenerator json) throws IOException {
        json.writeStringField(name, instant == null ? null : instant.toString());
    }
}
