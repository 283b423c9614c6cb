package io.memberport.sink.csv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.memberport.encoding.WideColumn;
import io.memberport.model.ExportMetadata;
import io.memberport.model.Sensitivity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes manifests as JSON, for {@link ManifestReader} and for people. */
final class ManifestWriter {

    static final int FORMAT_VERSION = 1;

    private ManifestWriter() {}

    static byte[] toJson(Manifest manifest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            json.writeStartObject();
            json.writeNumberField("formatVersion", FORMAT_VERSION);
            json.writeStringField("community", manifest.community());
            writeExport(manifest.export(), json);
            json.writeNumberField("rows", manifest.rows());
            writeFormat(manifest.format(), json);
            writeFile(manifest.file(), json);
            writeColumns(manifest, json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void writeExport(ExportMetadata export, JsonGenerator json) throws IOException {
        json.writeStringField("batchId", export.batchId());
        json.writeStringField("contentSha256", export.contentSha256());
        json.writeNumberField("contentBytes", export.contentBytes());
        json.writeStringField("exportDate", text(export.exportDate()));
        json.writeStringField("sinceDatetime", text(export.sinceDatetime()));
        json.writeStringField("lastSyncDate", text(export.lastSyncDate()));
        json.writeNumberField("members", export.members());
        json.writeNumberField("values", export.values());
        json.writeNumberField("unrecognisedFields", export.unrecognisedFields());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static void writeFormat(CsvFormat format, JsonGenerator json) throws IOException {
        json.writeStringField("layout", format.layout().wireName());
        json.writeStringField("delimiter", String.valueOf(format.dialect().delimiter()));
        json.writeBooleanField("formulaGuard", format.dialect().formulaGuard());
        json.writeBooleanField("byteOrderMark", format.byteOrderMark());
        json.writeStringField("compression", format.compression().wireName());
    }

    private static void writeFile(Manifest.DataFile file, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("file");
        json.writeStringField("name", file.name());
        json.writeNumberField("sizeBytes", file.sizeBytes());
        json.writeStringField("crc32c", file.crc32c());
        json.writeStringField("lastModified", file.lastModified().toString());
        json.writeEndObject();
    }

    private static void writeColumns(Manifest manifest, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("columns");
        for (WideColumn column : manifest.columns()) {
            json.writeStartObject();
            json.writeStringField("variableId", column.variableId());
            json.writeStringField("column", column.name());
            json.writeStringField("variableName", column.variableName());
            json.writeStringField("dataType", column.dataTypeName());
            writeSensitivity(column.sensitivity(), json);
            json.writeBooleanField("retired", column.retired());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeSensitivity(Sensitivity sensitivity, JsonGenerator json) throws IOException {
        switch (sensitivity) {
            case SENSITIVE -> json.writeBooleanField("isSensitive", true);
            case NOT_SENSITIVE -> json.writeBooleanField("isSensitive", false);
            case UNSTATED -> json.writeNullField("isSensitive");
        }
    }
}
