package io.memberport.sink.s3;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.port.ValueAdjustments;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the manifest says of an export: what it is, its files, its variables. Contains no member's data.
 *
 * @param rows in all files together
 * @param columns which variable has which column; null if the layout is another than wide
 * @param adjustments how many values the files do not hold exactly as they were sent
 */
record Manifest(
        String community,
        String run,
        ExportMetadata export,
        S3Settings settings,
        long rows,
        ValueAdjustments adjustments,
        List<DataFile> files,
        List<ProfileVariable> variables,
        @Nullable TypedColumns columns) {

    static final int FORMAT_VERSION = 1;

    Manifest {
        files = List.copyOf(files);
        variables = List.copyOf(variables);
    }

    byte[] toJson() {
        return PrettyJson.of(json -> {
            json.writeNumberField("formatVersion", FORMAT_VERSION);
            json.writeStringField("community", community);
            json.writeStringField("run", run);
            writeExport(json);
            json.writeStringField("format", settings.format().wireName());
            json.writeStringField("layout", settings.layout().wireName());
            json.writeStringField("compression", settings.compression().wireName());
            json.writeNumberField("rows", rows);
            json.writeNumberField("replacedValues", adjustments.replaced());
            json.writeNumberField("untypedValues", adjustments.untyped());
            json.writeArrayFieldStart("files");
            for (DataFile file : files) {
                writeFile(file, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("variables");
            for (ProfileVariable variable : variables) {
                writeVariable(variable, json);
            }
            json.writeEndArray();
            if (columns != null) {
                json.writeArrayFieldStart(ManifestColumns.FIELD);
                ManifestColumns.write(columns.all(), json);
                json.writeEndArray();
            }
        });
    }

    private void writeExport(JsonGenerator json) throws IOException {
        json.writeStringField("batchId", export.batchId());
        json.writeStringField("contentSha256", export.contentSha256());
        json.writeNumberField("contentBytes", export.contentBytes());
        json.writeBooleanField("full", export.isFull());
        json.writeStringField("sinceDatetime", PrettyJson.text(export.sinceDatetime()));
        json.writeStringField("exportDate", PrettyJson.text(export.exportDate()));
        json.writeStringField("lastSyncDate", PrettyJson.text(export.lastSyncDate()));
        json.writeNumberField("members", export.members());
        json.writeNumberField("values", export.values());
        json.writeNumberField("unrecognisedFields", export.unrecognisedFields());
    }

    private static void writeFile(DataFile file, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", file.key());
        json.writeNumberField("sizeBytes", file.sizeBytes());
        json.writeStringField("sha256", file.sha256Hex());
        json.writeNumberField("rows", file.rows());
        json.writeEndObject();
    }

    private void writeVariable(ProfileVariable variable, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", variable.id());
        json.writeStringField("name", variable.name());
        json.writeStringField("dataType", variable.dataTypeName());
        switch (variable.sensitivity()) {
            case SENSITIVE -> json.writeBooleanField("isSensitive", true);
            case NOT_SENSITIVE -> json.writeBooleanField("isSensitive", false);
            case UNSTATED -> json.writeNullField("isSensitive");
        }
        if (columns != null) {
            json.writeStringField(
                    "column", columns.present().get(columns.indexOf(variable)).name());
        }
        json.writeEndObject();
    }
}
