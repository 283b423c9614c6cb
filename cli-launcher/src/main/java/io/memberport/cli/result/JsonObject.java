package io.memberport.cli.result;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.memberport.model.ExportMetadata;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An object of a JSON result: its fields in their order, each of them always there, null where nothing is known. */
public final class JsonObject {

    /** Of documents. Another one if a field is removed or means something else, and the same if one is added. */
    private static final int SCHEMA_VERSION = 1;

    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    /** An object with fields that are known elsewhere, in their order; their values may be such maps, too. */
    public static JsonObject of(Map<String, ?> fields) {
        JsonObject object = new JsonObject();
        fields.forEach(object::with);
        return object;
    }

    /**
     * Adds a field.
     *
     * @param value an object, or a map in its place, a number, a boolean, a list for an array; of anything else its text
     */
    public JsonObject with(String name, @Nullable Object value) {
        fields.put(name, value);
        return this;
    }

    /** Adds all fields of another object. */
    public JsonObject with(JsonObject other) {
        fields.putAll(other.fields);
        return this;
    }

    /** Adds what is known of an export: the counts of what is in it, and the fields of its file. */
    public JsonObject with(@Nullable ExportMetadata export) {
        return with("members", export == null ? null : export.members())
                .with("values", export == null ? null : export.values())
                .with("bytes", export == null ? null : export.contentBytes())
                .with("sinceDatetime", export == null ? null : export.sinceDatetime())
                .with("exportDate", export == null ? null : export.exportDate())
                .with("lastSyncDate", export == null ? null : export.lastSyncDate())
                .with("contentSha256", export == null ? null : export.contentSha256())
                .with("unrecognisedFields", export == null ? null : export.unrecognisedFields());
    }

    /** Hears of each field, in their order. */
    public void forEach(BiConsumer<String, @Nullable Object> listener) {
        fields.forEach(listener);
    }

    /** The document, on one line that does not end. */
    public String text() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(this, json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // A StringWriter throws none.
        }
        return text.toString();
    }

    /** The same document with the version of its schema before all that it has. */
    public JsonObject versioned() {
        JsonObject document = new JsonObject().with("schemaVersion", SCHEMA_VERSION);
        document.fields.putAll(fields);
        return document;
    }

    /** Prints one document on one line, which begins with the version of its schema. */
    public void print(PrintStream out) {
        out.println(versioned().text());
    }

    private static void write(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value instanceof JsonObject object) {
            write(object.fields, json);
        } else if (value instanceof Map<?, ?> fields) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                json.writeFieldName(String.valueOf(field.getKey()));
                write(field.getValue(), json);
            }
            json.writeEndObject();
        } else if (value instanceof List<?> elements) {
            json.writeStartArray();
            for (Object element : elements) {
                write(element, json);
            }
            json.writeEndArray();
        } else {
            boolean isText = value != null && !(value instanceof Number) && !(value instanceof Boolean);
            json.writeObject(isText ? String.valueOf(value) : value);
        }
    }
}
