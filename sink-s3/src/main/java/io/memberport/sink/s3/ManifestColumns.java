package io.memberport.sink.s3;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.memberport.encoding.WideKind;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.s3.S3MemberSink.Layout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns in a manifest, where the next export finds which name belongs to which variable. */
final class ManifestColumns {

    static final String FIELD = "columns";

    /** Tens of thousands of variables. */
    private static final int LARGEST_BYTES = 16 << 20;

    private ManifestColumns() {}

    /** Writes the elements of the array. */
    static void write(List<TypedColumn> columns, JsonGenerator json) throws IOException {
        for (TypedColumn column : columns) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("variableId", column.variableId());
            json.writeStringField("kind", column.kind().wireName());
            json.writeBooleanField("current", column.current());
            json.writeEndObject();
        }
    }

    /**
     * The columns of the last export, if that was a wide one and is still there.
     *
     * @throws MemberportException if its manifest is not one
     */
    static List<TypedColumn> last(CommunityState state, Bucket bucket) {
        Optional<CommittedExport> wide =
                state.last().filter(export -> export.layout().equals(Layout.WIDE.wireName()));
        if (wide.isEmpty()) {
            return List.of();
        }
        String key = new ExportFolder(wide.get().folder()).manifest(wide.get().run());
        return bucket.read(key, LARGEST_BYTES)
                .map(manifest -> read(manifest.bytes(), bucket.target() + key))
                .orElse(List.of());
    }

    static List<TypedColumn> read(byte[] manifest, String name) {
        try (JsonParser json = JsonFields.parser(manifest)) {
            return document(json);
        } catch (IOException | IllegalArgumentException e) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The object " + name + " is not what this version of Memberport writes, and it has the names of"
                            + " columns that the next export is to have. If a newer version wrote it, use that one; if it"
                            + " was damaged, restore it, or delete it, and columns are named anew by a full export.");
        }
    }

    private static List<TypedColumn> document(JsonParser json) throws IOException {
        List<TypedColumn> columns = new ArrayList<>();
        JsonFields.require(json.nextToken() == JsonToken.START_OBJECT);
        JsonFields fields = JsonFields.read(json, FIELD, () -> columns.add(column(json)));
        JsonFields.require(fields.number("formatVersion") == Manifest.FORMAT_VERSION && json.nextToken() == null);
        return columns;
    }

    private static TypedColumn column(JsonParser json) throws IOException {
        JsonFields fields = JsonFields.read(json);
        return new TypedColumn(
                fields.text("name"),
                fields.text("variableId"),
                WideKind.ofWireName(fields.text("kind")),
                fields.flag("current"));
    }
}
